"""Find all listed phrases of up to eight words in a batch of tokens at once: a trie walked by arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape.messages import stretches
from prodshape.tokens import GAP_SENTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from prodshape.tokens import Tokens
    from prodshape.vocabulary import Vocabulary


@dataclass(frozen=True)
class PhraseHits:
    """Where phrases stand in a batch of `t` tokens.

    Attributes:
        at_start: `uint32[t]`, label bits of the phrases that begin with this token.
        starts: `int64[h]`, first token of each hit.
        ends: `int64[h]`, last token of each hit.
        labels: `uint32[h]`, label bits of each hit.
    """

    at_start: NDArray[np.uint32]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    labels: NDArray[np.uint32]

    def covered(self, label: int) -> NDArray[np.bool_]:
        """`bool[t]`: which tokens lie inside a phrase with one of these label bits."""
        chosen = (self.labels & np.uint32(label)) != 0
        covered = np.zeros(len(self.at_start), np.bool_)
        covered[stretches(self.starts[chosen], self.ends[chosen] + 1)] = True
        return covered

    def last(self, label: int) -> NDArray[np.int64]:
        """`int64[t]`: the last token of the longest phrase with one of these label bits that begins with a token, else itself."""
        last = np.arange(len(self.at_start))
        chosen = (self.labels & np.uint32(label)) != 0
        np.maximum.at(last, self.starts[chosen], self.ends[chosen])
        return last


class Phrases:
    """A compiled set of phrases, each with label bits. A phrase lies within one sentence; commas do not part it.

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
        self._columns = np.zeros(vocabulary.size + 2, np.int16)
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
        self._labels = np.array(labels, np.uint32)
        self._longest = max((len(phrase) for _, phrase in listed), default=0)

    def find(self, tokens: Tokens) -> PhraseHits:
        """Find every phrase, overlapping ones too."""
        at_start = np.zeros(len(tokens), np.uint32)
        columns = self._columns[tokens.ids]
        states = self._next[1, columns]
        starts = states.nonzero()[0]
        states = states[starts]
        goes_on = (tokens.before & np.uint32(GAP_SENTENCE)) == 0
        goes_on[tokens.offsets[:-1][tokens.offsets[1:] > tokens.offsets[:-1]]] = False
        found: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]] = []
        for length in range(self._longest):
            labels = self._labels[states]
            hit = labels.nonzero()[0]
            if len(hit):
                at_start[starts[hit]] |= labels[hit]
                found.append((starts[hit], starts[hit] + length, labels[hit]))
            position = starts + length + 1
            inside = position < len(tokens)
            starts, states, position = starts[inside], states[inside], position[inside]
            states = self._next[states, columns[position]]
            alive = ((states != 0) & goes_on[position]).nonzero()[0]
            starts, states = starts[alive], states[alive]
            if not len(starts):
                break
        if not found:
            none = np.zeros(0, np.int64)
            return PhraseHits(at_start, none, none, np.zeros(0, np.uint32))
        return PhraseHits(at_start, *(np.concatenate(parts) for parts in zip(*found, strict=True)))
