"""The sample: the messages with the smallest keyed hashes, as bin codes, without text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
import numpy as np

from prodshape import packing
from prodshape.definitions import AxisKey
from prodshape.errors import InputError
from prodshape.packing import Packed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from prodshape.rows import Rows

S = TypeVar("S", bound=np.generic)

PANE_K = 256
"""Messages in the sample of a pane."""

WINDOW_K = 4096
"""Messages in the sample of an hour, a day or a window."""

EVERYTHING = 1 << 64
"""The threshold of a sample that left nothing out."""

ABSENT = -2
"""The code of an axis that was not there when the message was sampled."""

FORMAT = 0x21


class Sample:
    """Bottom-k by keyed hash of the position in the log: uniform over messages, mergeable, safe to replay.

    All messages whose key is below `threshold` are here, and no other. A merge keeps what lies below the
    smaller threshold, then the `k` smallest; the threshold becomes the smallest key that was left out. So any
    way of splitting and merging gives the sample of everything, as long as all merges use one `k`.
    A message that comes twice (a replay) has one key and is kept once. Two messages have one key only if a log was
    made anew or cut back; then both are kept or neither, so that there may be fewer than `k`.
    Source: Cohen and Kaplan, Summarizing data using bottom-k sketches (PODC 2007).

    Attributes:
        k: most messages kept.
        threshold: exclusive upper end of the keys, `EVERYTHING` (2**64) if nothing was left out.
        keys: `uint64[m]`, rising.
        authors: `uint64[m]`, keyed ids.
        times: `int64[m]`, event time in ms since 1970 UTC.
        halves: `uint8[m]`, 0 seeds, 1 evaluation.
        cells: `uint8[m]`.
        axes: the axes of the codes, sorted.
        matrix: `int8[axes, m]`, the codes: a bin, -1 not measured, -2 the axis was not there.

    Example:
        >>> sample = Sample(k=2)
        >>> len(sample), sample.threshold == EVERYTHING
        (0, True)
    """

    __hash__ = None  # type: ignore[assignment]  # a sample changes when it is merged

    def __init__(self, k: int = PANE_K) -> None:
        if k < 1:
            raise ValueError(f"A sample keeps at least one message, got k={k}.")
        self.k = k
        self.threshold = EVERYTHING
        self.keys = np.zeros(0, np.uint64)
        self.authors = np.zeros(0, np.uint64)
        self.times = np.zeros(0, np.int64)
        self.halves = np.zeros(0, np.uint8)
        self.cells = np.zeros(0, np.uint8)
        self.axes: tuple[AxisKey, ...] = ()
        self.matrix = np.zeros((0, 0), np.int8)

    def __len__(self) -> int:
        return len(self.keys)

    @classmethod
    def of(cls, rows: Rows, k: int = PANE_K, *, threshold: int = EVERYTHING) -> Sample:
        """Sample measured messages; `threshold` says that of these only the ones below it are complete."""
        made = cls(k)
        made.threshold = threshold
        codes = rows.codes.astype(np.int8)
        made._keep(rows.layout.keys, _Columns(rows.positions, rows.authors, rows.times, rows.halves, rows.cells, codes))
        return made

    def merge(self, other: Sample, k: int | None = None) -> None:
        """Take in another sample, in place; the other is not changed.

        Args:
            other: any sample; its `k` may differ.
            k: the `k` of the result, by default the greater of both.
        """
        self._join([self, other], max(self.k, other.k) if k is None else k)

    @classmethod
    def merged(cls, parts: Iterable[Sample], k: int) -> Sample:
        """Merge many samples at once: the same as one after the other with this `k`, and much faster."""
        made = cls(k)
        made._join([*parts], k)
        return made

    def _join(self, parts: list[Sample], k: int) -> None:
        self.k = k
        self.threshold = min([EVERYTHING, *(part.threshold for part in parts)])
        sizes = [part.below(self.threshold) for part in parts]
        # Most samples of a long window have nothing below the least threshold.
        used = [(part, size) for part, size in zip(parts, sizes, strict=True) if size]
        if not used:
            used = [(Sample(k), 0)]
        axes = tuple(sorted({key for part, _ in used for key in part.axes}))
        self._keep(
            axes,
            _Columns(
                np.concatenate([part.keys[:size] for part, size in used]),
                np.concatenate([part.authors[:size] for part, size in used]),
                np.concatenate([part.times[:size] for part, size in used]),
                np.concatenate([part.halves[:size] for part, size in used]),
                np.concatenate([part.cells[:size] for part, size in used]),
                np.concatenate([_spread(part, axes)[:, :size] for part, size in used], axis=1),
            ),
        )

    def below(self, threshold: int) -> int:
        """Tell how many keys lie below a threshold."""
        return len(self) if threshold == EVERYTHING else int(np.searchsorted(self.keys, np.uint64(threshold)))

    def copy(self) -> Sample:
        """Give a sample of its own with the same content."""
        made = Sample(self.k)
        made.threshold = self.threshold
        made.keys, made.authors, made.times = self.keys, self.authors, self.times
        made.halves, made.cells = self.halves, self.cells
        made.axes, made.matrix = self.axes, self.matrix
        return made

    def _keep(self, axes: tuple[AxisKey, ...], found: _Columns) -> None:
        """Replace the content by the bottom-k of these rows; a message that came twice becomes one (what is known wins)."""
        order = np.argsort(found.keys, kind="stable")
        keys = found.keys[order]
        if self.threshold < EVERYTHING:
            keys = keys[: int(np.searchsorted(keys, np.uint64(self.threshold)))]
        new = np.diff(keys, prepend=~keys[:1]) != 0
        if not new.all():
            # A replay, or the offset of a topic that was made anew: told apart by time and author.
            order = np.lexsort((found.authors, found.times, found.keys))
            times, authors = found.times[order[: len(keys)]], found.authors[order[: len(keys)]]
            new[1:] |= (times[1:] != times[:-1]) | (authors[1:] != authors[:-1])
        starts = np.flatnonzero(new)
        end = len(keys)
        if len(starts) > self.k:
            self.threshold = int(keys[starts[self.k]])
            end = int(np.searchsorted(keys, np.uint64(self.threshold)))
            starts = starts[: int(np.searchsorted(starts, end))]
        order = order[:end]

        def gather(values: NDArray[S]) -> NDArray[S]:
            chosen = values[..., order]
            return chosen if len(starts) == end else np.maximum.reduceat(chosen, starts, axis=-1)

        self.keys = keys[starts]
        self.authors, self.times = gather(found.authors), gather(found.times)
        self.halves, self.cells = gather(found.halves), gather(found.cells)
        self.axes, self.matrix = axes, gather(found.codes)
        # An axis of which no kept message knows anything is left out, else the bytes would tell the order of merges.
        known = (self.matrix != ABSENT).any(axis=1)
        if not known.all():
            self.axes = tuple(key for key, kept in zip(axes, known.tolist(), strict=True) if kept)
            self.matrix = self.matrix[known]

    @property
    def codes(self) -> dict[AxisKey, NDArray[np.int8]]:
        """The codes of each axis, `int8[m]`, as views."""
        return dict(zip(self.axes, self.matrix, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sample) and self.canonical() == other.canonical()

    def __repr__(self) -> str:
        return f"<Sample: {len(self)} of at most {self.k} messages, {len(self.axes)} axes>"

    def canonical(self) -> bytes:
        """Give the content as bytes; equal samples, and only those, have equal bytes."""
        return _ENCODER.encode(
            _Content(
                self.k,
                None if self.threshold == EVERYTHING else self.threshold,
                packing.pack(self.keys),
                packing.pack(self.authors),
                packing.pack(self.times),
                packing.pack(self.halves),
                packing.pack(self.cells),
                _header(self.axes),
                self.matrix.tobytes(),
            )
        )

    def to_bytes(self) -> bytes:
        """Give the stored form: a format byte, then the canonical bytes compressed with zstd."""
        return packing.seal(FORMAT, self.canonical())

    @classmethod
    def from_bytes(cls, data: bytes) -> Sample:
        """Read the stored form.

        Raises:
            InputError: the bytes are cut off, damaged, foreign, or of another format.
        """
        content = packing.decode(packing.unseal(FORMAT, data, "sample"), _DECODER, "sample")
        keys = _keys(bytes(content.axes))
        m = len(content.halves.data)
        if content.k < 1 or len(content.codes) != m * len(keys):
            raise InputError(
                f"A sample of {m} messages has {m * len(keys)} codes, got {len(content.codes)}. Restore it."
            )
        made = cls(content.k)
        made.threshold = EVERYTHING if content.threshold is None else content.threshold
        made.keys = packing.unpack(content.keys, m, np.uint64)
        made.authors = packing.unpack(content.authors, m, np.uint64)
        made.times = packing.unpack(content.times, m, np.int64)
        made.halves = packing.unpack(content.halves, m, np.uint8)
        made.cells = packing.unpack(content.cells, m, np.uint8)
        made.axes, made.matrix = keys, np.frombuffer(content.codes, np.int8).reshape(len(keys), m)
        return made


def _spread(sample: Sample, axes: tuple[AxisKey, ...]) -> NDArray[np.int8]:
    """Give the codes of a sample on these axes, absent where it has none."""
    if sample.axes == axes:
        return sample.matrix
    wide = np.full((len(axes), len(sample)), ABSENT, np.int8)
    for key, values in sample.codes.items():
        wide[axes.index(key)] = values
    return wide


class _Columns(NamedTuple):
    """Rows on their way into a sample, in any order."""

    keys: NDArray[np.uint64]
    authors: NDArray[np.uint64]
    times: NDArray[np.int64]
    halves: NDArray[np.uint8]
    cells: NDArray[np.uint8]
    codes: NDArray[np.int8]


class _Content(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    k: int
    threshold: int | None
    keys: Packed
    authors: Packed
    times: Packed
    halves: Packed
    cells: Packed
    axes: msgspec.Raw
    codes: bytes


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Content)
_KEYS = msgspec.msgpack.Decoder(list[tuple[str, int, str]])


@lru_cache(maxsize=1024)
def _header(keys: tuple[AxisKey, ...]) -> msgspec.Raw:
    return msgspec.Raw(_ENCODER.encode([tuple(key) for key in keys]))


@lru_cache(maxsize=1024)
def _keys(header: bytes) -> tuple[AxisKey, ...]:
    try:
        return tuple(AxisKey(*key) for key in _KEYS.decode(header))
    except (msgspec.DecodeError, ValueError) as error:
        raise InputError(f"This is not the content of a sample: {error}. Restore it.") from error
