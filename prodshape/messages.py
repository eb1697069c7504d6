"""A batch of texts as arrays: decoded once, tokenised once, shared by all axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.composition import Composed, compose, may_compose
from prodshape.once import once
from prodshape.tokens import URL, Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_T = TypeVar("_T")

SIGNS = c.PUNCTUATION | c.SYMBOL | c.PICTOGRAPH | c.APOSTROPHE | c.MARK
"""Class bits of what is neither letter, digit nor white space; a few code points in a hundred."""
_NO_PLACES = np.zeros(0, np.int64)


class Batch:
    """Many texts at once. One text is a batch of one through the same code.

    Any `str` is taken as it is: empty, with NULs, with lone surrogates, a megabyte long.

    Attributes:
        texts: the texts as they are measured: letters that came as a letter and an accent are composed (`prodshape.composition`).
        composed: those of them that did not come like that, by index.
        points: `uint32[p]`, the code points of all texts in order, each text followed by one 0.
        starts: `int64[n+1]`; text `i` is `points[starts[i] : starts[i+1]-1]`.
        lengths: `int64[n]`, in code points.

    Example:
        >>> batch = Batch.of(["Where's my refund?", ""])
        >>> len(batch), batch.lengths.tolist()
        (2, [18, 0])
        >>> [batch.tokens.text(t) for t in range(len(batch.tokens))]
        ["where's", 'my', 'refund']
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)
        self.composed: dict[int, Composed] = {}
        self.points = _points(self.texts)
        parts = may_compose(self.points)
        if len(parts):
            self._compose(parts)
        self.lengths = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        self.starts = np.zeros(len(self.texts) + 1, np.int64)
        (self.lengths + 1).cumsum(out=self.starts[1:])
        self._derived: dict[object, Any] = {}
        self._having: dict[int, NDArray[np.bool_]] = {}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Batch:
        """Make a batch from texts."""
        return cls(texts)

    def _compose(self, parts: NDArray[np.int64]) -> None:
        """Compose the texts that have something at these places of all code points."""
        ends = np.fromiter(map(len, self.texts), np.int64, len(self.texts)).cumsum() + np.arange(len(self.texts))
        for row in dict.fromkeys(ends.searchsorted(parts, side="right").tolist()):
            found = compose(self.texts[row])
            if found is not None:
                self.composed[row] = found
                self.texts[row] = found.text
        if self.composed:
            self.points = _points(self.texts)

    def original(self, row: int, offset: int) -> int:
        """Where an offset of a text is in that text as it came.

        Example:
            >>> batch = Batch.of(["cafe\u0301 closed"])
            >>> batch.texts, batch.original(0, 5)
            (['café closed'], 6)
        """
        found = self.composed.get(row)
        return offset if found is None else found.original(offset)

    def __len__(self) -> int:
        """How many texts."""
        return len(self.texts)

    @once
    def classes(self) -> NDArray[np.uint32]:
        """Class bits of each code point (`prodshape.characters`); the separators are SPACE."""
        return c.characters().classes.take(self.points)

    @once
    def lower(self) -> NDArray[np.uint32]:
        """The code points in simple lower case, with plain apostrophes."""
        return c.characters().lower.take(self.points)

    @once
    def each(self) -> NDArray[np.int64]:
        """`int64[n]`, ones: the denominator of an axis whose ratio is one of all messages. Not to be written to."""
        return np.ones(len(self), np.int64)

    @once
    def owners(self) -> NDArray[np.int64]:
        """Index of the text of each code point, separators included."""
        return np.arange(len(self)).repeat(self.lengths + 1)

    @once
    def addressed(self) -> NDArray[np.bool_]:
        """`bool[p]`: which code points belong to a URL, an e-mail address, a mention or a hashtag."""
        flags = np.zeros(len(self.points), np.bool_)
        flags[self.in_addresses] = True
        return flags

    @once
    def in_addresses(self) -> NDArray[np.int64]:
        """`int64[k]`: where those code points stand."""
        tokens = self.tokens
        inside = (tokens.kinds >= URL).nonzero()[0]
        return stretches(tokens.starts[inside], tokens.ends[inside]) if len(inside) else inside

    @once
    def tokens(self) -> Tokens:
        """The tokens of all texts, found on first use."""
        return tokenise(self)

    def has(self, bits: int) -> NDArray[np.bool_]:
        """`bool[p]`: which code points carry any of these class bits. Not to be written to."""
        flags = self._having.get(bits)
        if flags is None:
            flags = self._having[bits] = carrying(self.classes, bits)
            flags.flags.writeable = False
        return flags

    @once
    def signs(self) -> NDArray[np.int64]:
        """`int64[k]`: where the signs stand: what is neither letter, digit nor white space."""
        found: NDArray[np.int64] = carrying(self.classes, SIGNS).nonzero()[0]
        return found

    @once
    def _sign_classes(self) -> NDArray[np.uint32]:
        return self.classes[self.signs]

    @once
    def _all_signs(self) -> int:
        """The class bits of all signs together."""
        return int(np.bitwise_or.reduce(self._sign_classes))

    def places(self, bits: int) -> NDArray[np.int64]:
        """`int64[k]`: where the code points with any of these class bits stand; only for bits that signs alone carry.

        Signs are few, so that this costs next to nothing once they are found.
        """
        if not self._all_signs & bits:
            return _NO_PLACES
        found: NDArray[np.int64] = self.signs[carrying(self._sign_classes, bits)]
        return found

    @once
    def visible(self) -> NDArray[np.int64]:
        """`int64[n]`: how many code points of each text are no white space."""
        # Each text is followed by one separator, which is none.
        spaces = self.has(c.SPACE)
        return (
            self.lengths + 1 - np.add.reduceat(spaces, self.starts[:-1], dtype=np.int64) if len(self) else self.lengths
        )

    def per_text(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Count the code points of each text that stand at some places: `int64[k]` to `int64[n]`."""
        if len(self) == 1:
            return np.array([len(places)])
        return np.bincount(self.owners[places], minlength=len(self))

    def derived(self, function: Callable[[Batch], _T]) -> _T:
        """What `function` makes of this batch, computed once however many axes ask."""
        found: _T | None = self._derived.get(function)
        if found is None:
            found = self._derived[function] = function(self)
        return found


def _points(texts: list[str]) -> NDArray[np.uint32]:
    joined = "\0".join(texts) + "\0" if texts else ""
    return np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)


def stretches(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """All places of some stretches `[start, end)`, one stretch after the other.

    Example:
        >>> stretches(np.array([3, 7]), np.array([5, 8])).tolist()
        [3, 4, 7]
    """
    sizes = ends - starts
    behind = sizes.cumsum()
    total = int(behind[-1]) if len(behind) else 0
    found: NDArray[np.int64] = np.arange(total) + (starts - behind + sizes).repeat(sizes)
    return found
