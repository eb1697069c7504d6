"""A batch of texts as arrays: decoded once, tokenised once, shared by all axes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np

from prodshape.characters import characters
from prodshape.tokens import URL, Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_T = TypeVar("_T")


class Batch:
    """Many texts at once. One text is a batch of one through the same code.

    Any `str` is taken as it is: empty, with NULs, with lone surrogates, a megabyte long.

    Attributes:
        texts: the texts.
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
        joined = "\0".join(self.texts) + "\0" if self.texts else ""
        self.points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        self.lengths = np.fromiter(map(len, self.texts), np.int64, len(self.texts))
        self.starts = np.zeros(len(self.texts) + 1, np.int64)
        np.cumsum(self.lengths + 1, out=self.starts[1:])
        self._derived: dict[object, object] = {}

    @classmethod
    def of(cls, texts: Sequence[str]) -> Batch:
        """Make a batch from texts."""
        return cls(texts)

    def __len__(self) -> int:
        """How many texts."""
        return len(self.texts)

    @cached_property
    def classes(self) -> NDArray[np.uint32]:
        """Class bits of each code point (`prodshape.characters`); the separators are SPACE."""
        return characters().classes[self.points]

    @cached_property
    def lower(self) -> NDArray[np.uint32]:
        """The code points in simple lower case, with plain apostrophes."""
        return characters().lower[self.points]

    @cached_property
    def owners(self) -> NDArray[np.int64]:
        """Index of the text of each code point, separators included."""
        return np.repeat(np.arange(len(self), dtype=np.int64), self.lengths + 1)

    @cached_property
    def addressed(self) -> NDArray[np.bool_]:
        """`bool[p]`: which code points belong to a URL, an e-mail address, a mention or a hashtag."""
        tokens = self.tokens
        inside = np.flatnonzero(tokens.kinds >= URL)
        edges = np.zeros(len(self.points) + 1, np.int8)
        edges[tokens.starts[inside]] = 1  # such tokens never touch each other, so no edge is hit twice
        edges[tokens.ends[inside]] -= 1
        return np.cumsum(edges[:-1], dtype=np.int8).astype(np.bool_)

    @cached_property
    def tokens(self) -> Tokens:
        """The tokens of all texts, found on first use."""
        return tokenise(self)

    def has(self, bits: int) -> NDArray[np.bool_]:
        """`bool[p]`: which code points carry any of these class bits."""
        flags: NDArray[np.bool_] = (self.classes & np.uint32(bits)) != 0
        return flags

    def per_text(self, flags: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Count the marked code points of each text: `bool[p]` to `int64[n]`."""
        if not len(self):
            return np.zeros(0, np.int64)
        return np.add.reduceat(flags, self.starts[:-1], dtype=np.int64)

    def derived(self, function: Callable[[Batch], _T]) -> _T:
        """What `function` makes of this batch, computed once however many axes ask."""
        if function not in self._derived:
            self._derived[function] = function(self)
        return cast(_T, self._derived[function])
