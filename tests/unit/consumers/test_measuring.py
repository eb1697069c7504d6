"""One text that breaks an axis costs only itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from consumers.measuring import join_blocks, measure_runs, part_of_block, part_of_measurement
from prodshape.axes import all_axes
from prodshape.axes.base import Axis, Column, Grid
from prodshape.block import Block
from prodshape.measurement import Measurer

if TYPE_CHECKING:
    import pytest

    from prodshape.messages import Batch


class Fragile(Axis):
    """Breaks at a poisonous text."""

    name = "fragile"
    version = 1
    unit = "none"
    grid = Grid.categories(("all",))

    def measure(self, batch: Batch) -> Column:
        for text in batch.texts:
            if "poison" in text:
                raise RuntimeError(f"cannot stand {text}")
        return Column(np.zeros(len(batch), np.int16))


@given(st.lists(st.sampled_from(["fine", "poison"]), max_size=40), st.integers(1, 9))
def test_only_the_poisonous_are_left_out(texts: list[str], most: int) -> None:
    runs = list(measure_runs(Measurer({"fragile": Fragile()}), texts, most))

    covered = [index for run in runs for index in range(run.start, run.stop)]
    assert covered == list(range(len(texts)))
    assert [run.start for run in runs if run.measurement is None] == [i for i, t in enumerate(texts) if t == "poison"]
    assert all(run.measurement.n == run.stop - run.start <= 2 * most for run in runs if run.measurement is not None)


def test_text_never_reaches_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        list(measure_runs(Measurer({"fragile": Fragile()}), ["my poison secret"], 10))
    assert "RuntimeError" in caplog.text
    assert "secret" not in caplog.text


TEXTS = ["hi", "", "where is my refund pls", "thx :) 😀", "send it, and cancel the other one", "ok"]


def test_part_of_a_measurement_is_the_measurement_of_the_part() -> None:
    measurer = Measurer(all_axes())
    whole = measurer.measure(TEXTS)
    for start, stop in [(0, 6), (0, 3), (2, 5), (5, 6), (3, 3)]:
        part = part_of_measurement(whole, start, stop)
        alone = measurer.measure(TEXTS[start:stop])
        assert part.n == alone.n
        for key, column in alone.columns.items():
            other = part.columns[key]
            assert other.codes.tolist() == column.codes.tolist()
            for name in ("numerators", "denominators"):
                one, two = getattr(other, name), getattr(column, name)
                assert (one is None) == (two is None)
                assert one is None or one.tolist() == two.tolist()
            assert {grid: codes.tolist() for grid, codes in other.grids.items()} == {
                grid: codes.tolist() for grid, codes in column.grids.items()
            }
            if column.words is not None:
                assert other.words is not None
                assert sorted(zip(*(part.tolist() for part in other.words), strict=True)) == sorted(
                    zip(*(part.tolist() for part in column.words), strict=True)
                )


def test_blocks_are_joined_and_parted() -> None:
    blocks = [
        Block.of([text], times=[i], authors=[i + 10], sources=[i % 4], segments=["web"], positions=[i + 20])
        for i, text in enumerate(TEXTS)
    ]
    joined = join_blocks(blocks)
    assert joined.texts == TEXTS
    part = part_of_block(joined, 2, 4)
    assert (part.texts, part.times.tolist(), part.positions.tolist()) == (TEXTS[2:4], [2, 3], [22, 23])
