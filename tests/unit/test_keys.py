from __future__ import annotations

import numpy as np
import pytest

from prodshape.errors import ConfigurationError
from prodshape.keys import CELLS, EVALUATION, SEEDS, Keys

SECRET = b"correct horse battery staple"
KEYS = Keys.derive(SECRET)
IDS = np.array([KEYS.author(f"user {n}".encode()) for n in range(20_000)], np.uint64)


def test_hashes_never_change() -> None:
    # Known answers: what is stored under them would be lost if they changed.
    ids = np.array([0, 1, 2**64 - 1], np.uint64)
    assert KEYS.digest == "e0c8a2bf4065ffc0"
    assert KEYS.author(b"ada") == 455764339471071865
    assert KEYS.cells(ids).tolist() == [25, 25, 1]
    assert KEYS.halves(ids).tolist() == [0, 1, 0]
    assert KEYS.positions("chat", 3, np.array([0, 1])).tolist() == [2841095603101423963, 13565081636381730694]


def test_another_secret_gives_other_hashes_throughout() -> None:
    other = Keys.derive(b"correct horse battery stapler")
    assert other.digest != KEYS.digest
    assert other.author(b"ada") != KEYS.author(b"ada")
    offsets = np.arange(10)
    assert not np.intersect1d(other.positions("t", 0, offsets), KEYS.positions("t", 0, offsets)).size
    assert 0.01 < (other.cells(IDS) == KEYS.cells(IDS)).mean() < 0.06
    assert 0.45 < (other.halves(IDS) == KEYS.halves(IDS)).mean() < 0.55


def test_a_secret_of_any_length_from_sixteen_bytes_counts_whole() -> None:
    with pytest.raises(ConfigurationError, match="at least 16 bytes, got 15"):
        Keys.derive(b"x" * 15)
    long = b"x" * 500
    assert Keys.derive(long + b"a").digest != Keys.derive(long + b"b").digest


def test_nothing_secret_is_shown() -> None:
    assert repr(KEYS) == f"Keys(digest='{KEYS.digest}')"


def test_cells_are_even() -> None:
    counts = np.bincount(KEYS.cells(IDS), minlength=CELLS)
    chi2 = float(((counts - 625) ** 2 / 625).sum())
    # 31 degrees of freedom: 61.1 is exceeded once in a thousand secrets, and this one is fixed.
    assert chi2 < 61.1


def test_halves_are_even_and_tell_nothing_of_cells() -> None:
    halves, cells = KEYS.halves(IDS), KEYS.cells(IDS)
    assert {*halves.tolist()} == {SEEDS, EVALUATION}
    table = np.bincount(cells.astype(int) * 2 + halves, minlength=2 * CELLS)
    chi2 = float(((table - 312.5) ** 2 / 312.5).sum())
    # 63 degrees of freedom: 103.4 once in a thousand.
    assert chi2 < 103.4


def test_numbers_in_a_row_are_spread_like_any_others() -> None:
    counts = np.bincount(KEYS.cells(np.arange(20_000, dtype=np.uint64)), minlength=CELLS)
    assert float(((counts - 625) ** 2 / 625).sum()) < 61.1


def test_every_position_of_every_partition_has_its_own_hash() -> None:
    offsets = np.arange(50_000)
    every = [KEYS.positions(topic, partition, offsets) for topic in ("a", "b") for partition in (0, 1)]
    assert len(np.unique(np.concatenate(every))) == 200_000
    # A partition and an offset do not run into each other.
    assert KEYS.positions("a1", 1, offsets)[0] != KEYS.positions("a", 11, offsets)[0]
    # Uniform over 64 bits: the mean of 200,000 has a standard deviation of .00065 of the range.
    assert abs(np.concatenate(every).astype(float).mean() / 2**64 - 0.5) < 0.003


def test_positions_do_not_depend_on_the_batch() -> None:
    offsets = np.arange(100)
    whole = KEYS.positions("t", 5, offsets)
    assert [int(KEYS.positions("t", 5, offsets[n : n + 1])[0]) for n in range(100)] == whole.tolist()
