"""Named classes of words, looked up for a whole batch at once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from prodshape.tokens import Tokens


class WordTable:
    """Up to 64 classes of words, one bit each; the words must be in the vocabulary (in a tuple whose name begins with `WORDS_`).

    Example:
        >>> from prodshape.messages import Batch
        >>> table = WordTable(asking=("what",), being=("is", "are"))
        >>> seen = table.bits(Batch.of(["what is it"]).tokens)
        >>> table.places(seen, "asking", "being").tolist(), table.are(seen, "being").tolist()
        ([0, 1], [False, True, False])
    """

    def __init__(self, **classes: tuple[str, ...]) -> None:
        self._classes = classes
        self._bits = {name: 1 << place for place, name in enumerate(classes)}
        self._unions: dict[tuple[str, ...], int] = {}
        self._masks: dict[tuple[str, ...], NDArray[np.uint64]] = {}

    @cached_property
    def _table(self) -> NDArray[np.uint64]:
        table: NDArray[np.uint64] = vocabulary().zeros(np.uint64)
        for name, listed in self._classes.items():
            table[vocabulary().flags(listed)] |= np.uint64(self._bits[name])
        return table

    def mask(self, *names: str) -> int:
        """The bits of some classes."""
        wanted = self._unions.get(names)
        if wanted is None:
            wanted = self._unions[names] = sum(self._bits[name] for name in names)
        return wanted

    def bits(self, tokens: Tokens) -> NDArray[np.uint64]:
        """`uint64[t]`: the classes of each token."""
        return self._table[tokens.ids]

    def are(self, bits: NDArray[np.uint64], *names: str) -> NDArray[np.bool_]:
        """Which of these tokens are in one of these classes?"""
        wanted = self._masks.get(names)
        if wanted is None:
            wanted = self._masks[names] = np.array(self.mask(*names), np.uint64)
        return (bits & wanted).astype(np.bool_)

    def there(self, bits: NDArray[np.uint64]) -> Callable[..., bool]:
        """Tell of names of classes whether any of these tokens is in one of them: what is not there need not be looked at.

        Example:
            >>> from prodshape.messages import Batch
            >>> table = WordTable(asking=("what",), being=("is", "are"))
            >>> there = table.there(table.bits(Batch.of(["what now"]).tokens))
            >>> there("asking"), there("being")
            (True, False)
        """
        union = int(np.bitwise_or.reduce(bits))
        return lambda *names: bool(union & self.mask(*names))

    def places(self, bits: NDArray[np.uint64], *names: str) -> NDArray[np.int64]:
        """`int64[k]`: where the tokens in one of these classes stand."""
        return self.are(bits, *names).nonzero()[0]


class Stretches:
    """The stretch of tokens that each of some places lies in, from `first` to before `end`.

    Args:
        bits: `uint64[t]`, classes of all tokens.
        opens: `bool[t]`, the first tokens of stretches; the first token of all is one.
        at: `int64[k]`, the places.
    """

    def __init__(self, bits: NDArray[np.uint64], opens: NDArray[np.bool_], at: NDArray[np.int64]) -> None:
        starts = opens.nonzero()[0]
        number = starts.searchsorted(at, side="right")
        self._bits = bits
        self.first: NDArray[np.int64] = starts[number - 1]
        self.end: NDArray[np.int64] = np.concatenate((starts, (len(opens),)))[number]

    def bits(self, places: NDArray[np.int64]) -> NDArray[np.uint64]:
        """`uint64[k]`: the classes of the token at a place, 0 where that lies outside the stretch."""
        inside = (places >= self.first) & (places < self.end)
        return self._bits.take(places, mode="clip") * inside


def soon(flags: NDArray[np.bool_], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is any token of `[start, end)` marked?

    Example:
        >>> soon(np.array([False, False, True]), np.array([0, 0]), np.array([2, 3])).tolist()
        [False, True]
    """
    marked = flags.nonzero()[0]
    return np.asarray(marked.searchsorted(ends) > marked.searchsorted(starts))
