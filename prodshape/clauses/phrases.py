"""Find all listed phrases of up to eight words in a batch of tokens at once: a trie walked by arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.carrying import carrying
from prodshape.clauses.token_sets import sets_by_bit
from prodshape.messages import stretches
from prodshape.tokens import GAP_FIRST, GAP_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from prodshape.tokens import Tokens
    from prodshape.vocabulary import Vocabulary


_SHIFT = 16
"""The bits of labels are below; above, the same are set for all tokens of a phrase."""


class PhraseSets:
    """The tokens that begin, and those that lie within, a phrase with some label, as sets (`prodshape.clauses.token_sets`)."""

    def __init__(self, by_bit: Sequence[int]) -> None:
        self._by_bit = by_bit

    def first(self, labels: Iterable[int]) -> int:
        """The tokens that begin a phrase with one of these labels, a power of two each."""
        return self._union(labels, 0)

    def inside(self, labels: Iterable[int]) -> int:
        """The tokens inside a phrase with one of these labels."""
        return self._union(labels, _SHIFT)

    def _union(self, labels: Iterable[int], shift: int) -> int:
        found = 0
        for label in labels:
            found |= self._by_bit[shift + label.bit_length() - 1]
        return found


_NOWHERE = PhraseSets([0] * 2 * _SHIFT)


@dataclass(frozen=True)
class PhraseHits:
    """Where phrases stand in a batch of `t` tokens.

    Attributes:
        size: `t`.
        starts: `int64[h]`, first token of each hit.
        ends: `int64[h]`, last token of each hit.
        labels: `uint32[h]`, label bits of each hit.
    """

    size: int
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    labels: NDArray[np.uint32]

    def sets(self) -> PhraseSets:
        """The hits as sets of tokens by label."""
        if not len(self.starts):
            return _NOWHERE
        bits = np.zeros(self.size, np.uint32)
        np.bitwise_or.at(bits, self.starts, self.labels)
        behind = self.ends + 1
        np.bitwise_or.at(
            bits, stretches(self.starts, behind), (self.labels << np.uint32(_SHIFT)).repeat(behind - self.starts)
        )
        return PhraseSets(sets_by_bit(bits))

    def several(self, label: int) -> NDArray[np.bool_]:
        """`bool[t]`: which tokens lie inside a phrase of several words with one of these label bits."""
        chosen = carrying(self.labels, label) & (self.ends > self.starts)
        inside = np.zeros(self.size, np.bool_)
        if chosen.any():
            inside[stretches(self.starts[chosen], self.ends[chosen] + 1)] = True
        return inside

    def last(self, label: int) -> NDArray[np.int64]:
        """`int64[t]`: the last token of the longest phrase with one of these label bits that begins with a token, else itself."""
        last = np.arange(self.size)
        chosen = carrying(self.labels, label)
        np.maximum.at(last, self.starts[chosen], self.ends[chosen])
        return last


class Phrases:
    """A compiled set of phrases, each with one of sixteen label bits. A phrase lies within one sentence; commas do not part it.

    Args:
        phrases: label bit to phrases, words parted by blanks, lower case, plain apostrophes.
        vocabulary: must list every word of every phrase.

    Raises:
        KeyError: the vocabulary lacks a word of a phrase.
    """

    def __init__(self, phrases: Mapping[int, Iterable[str]], vocabulary: Vocabulary) -> None:
        listed = [(label, phrase.split()) for label, group in phrases.items() for phrase in group]
        words = sorted({word for _, phrase in listed for word in phrase})
        vocabulary.flags(words)
        index = {word: number for number, word in enumerate(words, start=1)}
        self._columns = vocabulary.zeros(np.int16)
        self._columns[vocabulary.ids(words)] = np.arange(1, len(words) + 1)
        tree: list[dict[int, int]] = [{}, {}]
        labels = [0, 0]
        for label, phrase in listed:
            state = 1
            for word in phrase:
                column = index[word]
                if column not in tree[state]:
                    tree[state][column] = len(tree)
                    tree.append({})
                    labels.append(0)
                state = tree[state][column]
            labels[state] |= label
        self._next = np.zeros((len(tree), len(words) + 1), np.int16)
        for state, branches in enumerate(tree):
            for column, following in branches.items():
                self._next[state, column] = following
        self._first = self._next[1, self._columns]
        self._labels = np.array(labels, np.uint32)
        self._longest = max((len(phrase) for _, phrase in listed), default=0)

    def find(self, tokens: Tokens) -> PhraseHits:
        """Find every phrase, overlapping ones too."""
        states = self._first[tokens.ids]
        starts = states.nonzero()[0]
        states = states[starts]
        # Column 0 leads nowhere: not to a word that opens a sentence or is in no phrase, nor beyond the last.
        columns = np.zeros(len(tokens) + 1, np.int16)
        columns[:-1] = self._columns[tokens.ids] * ~carrying(tokens.before, GAP_SENTENCE | GAP_FIRST)
        found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]] = []
        for length in range(self._longest):
            if not len(starts):
                break
            labels = self._labels[states]
            hit = labels.nonzero()[0]
            if len(hit):
                begins = starts[hit]
                found.append((begins, begins + length, labels[hit]))
            states = self._next[states, columns[starts + length + 1]]
            alive = states.nonzero()[0]
            starts, states = starts[alive], states[alive]
        if not found:
            none = np.zeros(0, np.int64)
            return PhraseHits(len(tokens), none, none, np.zeros(0, np.uint32))
        return PhraseHits(len(tokens), *(np.concatenate(parts) for parts in zip(*found, strict=True)))
