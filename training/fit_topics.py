"""Fit the vectors that say whether two stretches of words are about the same matter, for `training/fit_intents.py`.

Pairs of one matter: two texts of one intent, the two sides of a text cut anywhere. Pairs of two: texts of different intents, most of
one source. The likeness of a pair is the product of the sums of its vectors, fitted by the logistic loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from prodshape.clauses.boundary_features import EMPTY
from prodshape.clauses.cues import cues
from prodshape.clauses.topics import GRADES, LETTERS, REACH, Topics
from prodshape.messages import Batch
from prodshape.vocabulary import vocabulary
from training.adam import Adam

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.sources import Sources

SIZE, LEAST = 24, 4
"""Numbers in a vector, and how often a word must stand in the texts."""
PAIRS, STEPS, BLOCK, RATE, HIDDEN = 200_000, 2500, 1024, 2e-2, 0.4
_CUT, _ONE_INTENT, _ONE_SOURCE = 0.25, 0.5, 0.85
_BATCH = 2000


@dataclass(frozen=True)
class _Texts:
    """Words of content of texts.

    Attributes:
        names: the words that have a vector.
        words: of all texts one after the other, the place in `names` + 1, 0 for others.
        bounds: where the words of each text begin, and the end.
        groups: of each text; texts of one group are about one matter.
        sources: of each text.
    """

    names: tuple[str, ...]
    words: NDArray[np.int64]
    bounds: NDArray[np.int64]
    groups: NDArray[np.int64]
    sources: NDArray[np.int64]

    def of(self, text: int) -> NDArray[np.int64]:
        """The words of one text."""
        return self.words[self.bounds[text] : self.bounds[text + 1]]


def fit_topics(sources: Sources) -> Topics:
    """Vectors of the words of the sources."""
    texts = _read(sources)
    draw = np.random.default_rng(5)
    pairs = _pairs(texts, draw)
    left = _counts([before for before, _, _ in pairs], len(texts.names) + 1)
    right = _counts([behind for _, behind, _ in pairs], len(texts.names) + 1)
    same = np.array([one for _, _, one in pairs], np.float32)
    adam = Adam(
        {
            "table": draw.normal(0, 0.3, (len(texts.names) + 1, SIZE)).astype(np.float32),
            "last": np.zeros(1, np.float32),
        }
    )
    for step in range(STEPS):
        rows = draw.integers(0, len(same), BLOCK)
        a, b = _some_hidden(left[rows], draw), _some_hidden(right[rows], draw)
        u, v = a @ adam.now["table"], b @ adam.now["table"]
        norm = np.sqrt(_totals(a) * _totals(b))
        logit = (u * v).sum(axis=1) / norm + adam.now["last"][0]
        error = (1 / (1 + np.exp(-logit)) - same[rows]) / BLOCK
        back = (error / norm)[:, None]
        adam.move(
            {"table": a.T @ (back * v) + b.T @ (back * u), "last": np.array([error.sum()], np.float32)},
            RATE * (1 - step / STEPS) + 1e-4,
        )
    table = adam.now["table"][1:]
    vectors = np.rint(table * (127 / np.abs(table).max())).astype(np.int8)
    found = Topics(texts.names, vectors, np.zeros(GRADES - 1, np.float32))
    return Topics(texts.names, vectors, _edges(found, left, right))


def _edges(topics: Topics, left: sparse.csr_matrix, right: sparse.csr_matrix) -> NDArray[np.float32]:
    """Where the grades end: a tenth of the pairs in each."""
    u, v = left @ topics.padded, right @ topics.padded
    known = (u[:, -1] > 0) & (v[:, -1] > 0)
    u, v = u[known], v[known]
    likeness = (u[:, :-1] * v[:, :-1]).sum(axis=1) / np.sqrt(u[:, -1] * v[:, -1])
    edges: NDArray[np.float32] = np.quantile(likeness, np.arange(1, GRADES) / GRADES).astype(np.float32)
    return edges


def _pairs(texts: _Texts, draw: np.random.Generator) -> list[tuple[NDArray[np.int64], NDArray[np.int64], bool]]:
    """Words before, words behind, and do they belong to one matter?"""
    of_source = [np.flatnonzero(texts.sources == number) for number in range(int(texts.sources.max()) + 1)]
    shares = np.sqrt([len(source) for source in of_source])
    shares /= shares.sum()
    order = texts.groups.argsort(kind="stable")
    of_group = np.split(order, np.flatnonzero(np.diff(texts.groups[order])) + 1)
    pairs: list[tuple[NDArray[np.int64], NDArray[np.int64], bool]] = []
    chosen = draw.choice(len(of_source), 2 * PAIRS, p=shares).tolist()
    for number in chosen:
        source = of_source[number]
        first, kind = int(source[draw.integers(len(source))]), draw.random()
        words = texts.of(first)
        if kind < _CUT:
            cut = int(draw.integers(1, max(2, len(words))))
            before, behind, same = words[:cut], words[cut:], True
        else:
            pool = of_source[int(draw.integers(len(of_source)))]
            pool = of_group[texts.groups[first]] if kind < _ONE_INTENT else source if kind < _ONE_SOURCE else pool
            second = int(pool[draw.integers(len(pool))])
            before, behind, same = words, texts.of(second), bool(texts.groups[first] == texts.groups[second])
            if first == second or (same and kind >= _ONE_INTENT):
                continue
        if len(before) and len(behind):
            pairs.append((before[-REACH:], behind[:REACH], same))
    return pairs[:PAIRS]


def _counts(stretches: list[NDArray[np.int64]], size: int) -> sparse.csr_matrix:
    """One row per stretch: how often each word stands in it, but for those without a vector."""
    words = np.concatenate(stretches)
    rows = np.repeat(np.arange(len(stretches)), [len(one) for one in stretches])
    kept = words > 0
    return sparse.csr_matrix((np.ones(kept.sum(), np.float32), (rows[kept], words[kept])), (len(stretches), size))


def _some_hidden(counts: sparse.csr_matrix, draw: np.random.Generator) -> sparse.csr_matrix:
    """What is left must do without the words that are hidden."""
    counts.data *= draw.random(len(counts.data)) >= HIDDEN
    return counts


def _totals(counts: sparse.csr_matrix) -> NDArray[np.float32]:
    """The number of words of each row, at least 1."""
    totals: NDArray[np.float32] = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    return totals


def _read(sources: Sources) -> _Texts:
    """The words of content of all texts of the sources."""
    found, lengths = [], []
    for start in range(0, len(sources.about), _BATCH):
        batch = Batch.of([text for _, _, text in sources.about[start : start + _BATCH]])
        cue = batch.derived(cues)
        content = cue.flags(~cue.are(*EMPTY))
        found.append(batch.tokens.ids[content])
        lengths.append(np.bincount(batch.tokens.messages[content], minlength=len(batch)))
    ids = np.concatenate(found).astype(np.int64)
    stems = vocabulary().beginnings(LETTERS)[ids]
    distinct, first, counts = np.unique(stems, return_index=True, return_counts=True)
    frequent = (distinct != 0) & (counts >= LEAST)
    distinct, first = distinct[frequent], first[frequent]
    at = np.minimum(distinct.searchsorted(stems), len(distinct) - 1)
    spelled = vocabulary().words
    groups: dict[tuple[str, str], int] = {}
    kinds: dict[str, int] = {}
    return _Texts(
        names=tuple(spelled[place] for place in ids[first].tolist()),
        words=np.where(distinct[at] == stems, at + 1, 0),
        bounds=np.concatenate([[0], np.concatenate(lengths).cumsum()]),
        groups=np.array([groups.setdefault((source, group), len(groups)) for source, group, _ in sources.about]),
        sources=np.array([kinds.setdefault(source, len(kinds)) for source, _, _ in sources.about]),
    )
