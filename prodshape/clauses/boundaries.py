"""Does one more request begin at a place? A small fitted network (training/intents.md), NumPy only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import IO, TYPE_CHECKING

import numpy as np

from prodshape.clauses.boundary_features import Listed, features, passing
from prodshape.clauses.topics import Topics

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from prodshape.messages import Batch

TABLE = "intent_boundaries.npz"
_AT_ONCE = 32
"""The rows of the features of so many places fit into the cache."""


@dataclass(frozen=True)
class Weights:
    """A network with one hidden layer of `h` units on features that are each one of some values.

    Attributes:
        words: those that the features list by themselves.
        topics: vectors of words of content.
        table: `int8[v, h]`, one row per value of a feature.
        scales: `float32[h]`, what one step of `table` is worth.
        out: `float32[h]`, weights of the hidden units.
        last: the constant.
        sieve: `float32[v]`, what each value of a glanced feature adds; a place with a sum below 0 is dismissed.
        prior: share of messages with more than one request in the training mix.
        posteriors: `float32[32]`, share of such messages among those of the mix whose score falls into each bin.
    """

    words: tuple[str, ...]
    topics: Topics
    table: NDArray[np.int8]
    scales: NDArray[np.float32]
    out: NDArray[np.float32]
    last: float
    sieve: NDArray[np.float32]
    prior: float
    posteriors: NDArray[np.float32]

    @cached_property
    def listed(self) -> Listed:
        """The numbers of words."""
        return Listed(self.words, self.topics)

    @cached_property
    def rows(self) -> NDArray[np.float32]:
        """`float32[v, h]`."""
        return self.table * self.scales


@dataclass(frozen=True)
class Boundaries:
    """Where one more request may begin in a batch.

    Attributes:
        places: `int64[o]`, tokens, in order.
        weights: `float64[o]`, the probability under the training mix that one begins there.
    """

    places: NDArray[np.int64]
    weights: NDArray[np.float64]


def save(path: Path, weights: Weights) -> None:
    """Write the weights."""
    np.savez_compressed(
        path,
        words=_packed(weights.words),
        topic_words=_packed(weights.topics.words),
        topics=weights.topics.vectors,
        topic_edges=weights.topics.edges,
        table=weights.table,
        scales=weights.scales,
        out=weights.out,
        last=np.float32(weights.last),
        sieve=weights.sieve.astype(np.float16),
        prior=np.float32(weights.prior),
        posteriors=weights.posteriors,
    )


def _packed(words: tuple[str, ...]) -> NDArray[np.uint8]:
    return np.frombuffer("".join(f"{word}\n" for word in words).encode(), np.uint8)


@cache
def weights() -> Weights:
    """The shipped weights, loaded once per process."""
    with (files("prodshape") / "tables" / TABLE).open("rb") as file:
        return read(file)


def read(file: Path | IO[bytes]) -> Weights:
    """Read what `save` wrote."""
    with np.load(file) as table:
        words, topic_words = (tuple(table[name].tobytes().decode().split()) for name in ("words", "topic_words"))
        return Weights(
            words=words,
            topics=Topics(topic_words, table["topics"], table["topic_edges"]),
            table=table["table"],
            scales=table["scales"],
            out=table["out"],
            last=float(table["last"]),
            sieve=table["sieve"].astype(np.float32),
            prior=float(table["prior"]),
            posteriors=table["posteriors"],
        )


def boundaries(batch: Batch, using: Weights | None = None) -> Boundaries:
    """Judge the places of `openings`; most are dismissed by a glance. Ask for it as `batch.derived(boundaries)`."""
    model = using or weights()
    places = passing(batch, model.listed, model.sieve)
    if not len(places):
        return Boundaries(places, np.zeros(0))
    hidden = np.empty((len(places), len(model.out)), np.float32)
    seen = features(batch, model.listed, places)
    for first in range(0, len(places), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        np.add.reduce(model.rows.take(seen[:, some], axis=0), axis=0, out=hidden[some])
    np.maximum(hidden, 0, out=hidden)
    # Not a matrix product: its last bit depends on how many places there are, and a replay comes in other batches.
    logits = (hidden * model.out).sum(axis=1) + np.float32(model.last)
    return Boundaries(places, 1 / (1 + np.exp(-np.minimum(np.maximum(logits, -30), 30), dtype=np.float64)))
