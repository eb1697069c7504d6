"""Are the words before and behind a place about the same thing? Small fitted vectors of words (training/intents.md), NumPy only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

LETTERS = 5
"""Words that begin with the same letters have one vector."""
REACH = 10
"""How many words of content before a place, and from it on, are looked at."""
_MOST = 3
GRADES = 10
VALUES = 1 + _MOST * GRADES
"""How many values `Topics.alike` has: one side unknown, or the grade for one, two, or more known words on the side with fewer."""


@dataclass(frozen=True)
class Topics:
    """Vectors of `w` words of content, whose products are high where the words belong to one matter.

    Attributes:
        words: one word for each beginning that has a vector.
        vectors: `int8[w, d]`.
        edges: `float32[GRADES - 1]`, where the grades of the likeness end.
    """

    words: tuple[str, ...]
    vectors: NDArray[np.int8]
    edges: NDArray[np.float32]

    @cached_property
    def rows(self) -> NDArray[np.int16]:
        """`int16[vocabulary + 2]`: 1 + the row of the vector of each word, 0 for none."""
        beginnings = vocabulary().beginnings(LETTERS)
        known = beginnings[vocabulary().ids(self.words)]
        order = known.argsort()
        at = np.minimum(known.searchsorted(beginnings, sorter=order), len(known) - 1)
        found = order[at]
        return np.where((known[found] == beginnings) & (beginnings != 0), found + 1, 0).astype(np.int16)

    @cached_property
    def padded(self) -> NDArray[np.int32]:
        """`int32[1 + w, 1 + d]`: the vectors, the first one empty, and whether there is one."""
        found = np.zeros((1 + len(self.words), 1 + self.vectors.shape[1]), np.int32)
        found[1:, :-1], found[1:, -1] = self.vectors, 1
        return found

    def likeness(
        self, ids: NDArray[np.integer], begin: NDArray[np.int64], place: NDArray[np.int64], end: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """How alike the words of `begin .. place` and `place .. end` are, and how many are known on the side with fewer.

        Args:
            ids: `[c]`, the words of content of a batch, by their ids.
            begin: `[o]`, where in `ids` the message begins.
            place: `[o]`, where in `ids` the place is.
            end: `[o]`, where in `ids` the message ends.
        """
        # Whole numbers: a sum must not depend on what else is in the batch.
        sums = np.zeros((len(ids) + 1, self.padded.shape[1]), np.int32)
        self.padded[self.rows[ids]].cumsum(axis=0, out=sums[1:])
        middle = sums[place]
        left, right = middle - sums[np.maximum(begin, place - REACH)], sums[np.minimum(end, place + REACH)] - middle
        least = np.minimum(left[:, -1], right[:, -1])
        products = (left[:, :-1].astype(np.int64) * right[:, :-1]).sum(axis=1)
        return products / np.sqrt(np.maximum(left[:, -1] * right[:, -1], 1)), least.astype(np.int64)

    def alike(
        self, ids: NDArray[np.integer], begin: NDArray[np.int64], place: NDArray[np.int64], end: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """`int64[o]`: the `likeness` as one of `VALUES` numbers."""
        found, least = self.likeness(ids, begin, place, end)
        grades = self.edges.astype(np.float64).searchsorted(found)
        return np.where(least > 0, 1 + grades + GRADES * (np.minimum(least, _MOST) - 1), 0)
