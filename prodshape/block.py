"""A block: readable messages of one topic-partition (or of one file), as columns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class CellSource(IntEnum):
    """What a message's author id, and so its cell, was made from."""

    AUTHOR = 0
    CONVERSATION = 1
    KEY = 2
    RECORD = 3


@dataclass(frozen=True, eq=False)
class Block:
    """What a decoder hands over: `m` messages, all readable, none refused.

    Attributes:
        texts: `m` strings.
        times: `int64[m]`, event time in ms since 1970 UTC.
        authors: `uint64[m]`, keyed id of the author, else the conversation, the key or the record.
        sources: `uint8[m]`, `CellSource`: what the id was made from.
        segments: `int64[m]`, index into `names`.
        names: the names of the segments.
        positions: `uint64[m]`, keyed hash of topic, partition and offset.

    Raises:
        ValueError: the columns have unlike lengths, or a segment has no name.
    """

    texts: list[str]
    times: NDArray[np.int64]
    authors: NDArray[np.uint64]
    sources: NDArray[np.uint8]
    segments: NDArray[np.int64]
    names: tuple[str, ...]
    positions: NDArray[np.uint64]

    def __post_init__(self) -> None:
        m = len(self.texts)
        for name in ("times", "authors", "sources", "segments", "positions"):
            if len(getattr(self, name)) != m:
                raise ValueError(
                    f"All columns of a block are of one length; {m} texts, {len(getattr(self, name))} {name}."
                )
        if m and (int(self.segments.min()) < 0 or int(self.segments.max()) >= len(self.names)):
            raise ValueError(f"A segment is an index into the {len(self.names)} names, got {int(self.segments.max())}.")

    def __len__(self) -> int:
        return len(self.texts)

    @classmethod
    def of(
        cls,
        texts: Sequence[str],
        *,
        times: Sequence[int],
        authors: Sequence[int],
        sources: Sequence[int],
        segments: Sequence[str],
        positions: NDArray[np.uint64] | Sequence[int],
    ) -> Block:
        """Make a block from plain sequences of equal length; `segments` holds names.

        Example:
            >>> block = Block.of(["hi"], times=[0], authors=[7], sources=[0], segments=["web"], positions=[1])
            >>> block.names, block.segments.tolist()
            (('web',), [0])
        """
        names = {name: index for index, name in enumerate(dict.fromkeys(segments))}
        return cls(
            list(texts),
            np.array(times, dtype=np.int64),
            np.array(authors, dtype=np.uint64),
            np.array(sources, dtype=np.uint8),
            np.array([names[name] for name in segments], dtype=np.int64),
            tuple(names),
            np.array(positions, dtype=np.uint64),
        )
