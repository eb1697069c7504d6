"""Fit the boundary model of the intents axis: does one more request begin at this place? See training/intents.md.

A network with one hidden layer on the features of `prodshape.clauses.boundary_features`, fitted to made messages
(`training/compose.py`) by Adam with plain NumPy and SciPy's sparse products.

Run: python -m training.fit_intents [--without bank] [--connectors seen] [--part fit] [--to FILE]
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from benchmarks.accuracy.labelled import data_folder
from prodshape.clauses import boundary_features as f
from prodshape.clauses.boundaries import Weights, boundaries, save
from prodshape.clauses.openings import openings
from prodshape.messages import Batch
from training.adam import Adam
from training.compose import Composer, Made
from training.fit_topics import fit_topics
from training.sources import CLEAN_FOLD, FOLDS, Sources, read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

TABLE = Path(__file__).parent.parent / "prodshape" / "tables" / "intent_boundaries.npz"
MESSAGES, EPOCHS, HIDDEN, LISTED = 800_000, 5, 64, 800
SIEVED, FREQUENT, DISMISSED = 15_000, 5_000, 0.01
BLOCK, RATE, DECAY, DROPPED = 1024, 3e-3, 1e-5, 0.3
BLUR, UNLISTED = 0.25, 0.4
BINS, CALIBRATION = 32, 60_000
_BATCH = 2000


@dataclass(frozen=True)
class Places:
    """The places of made messages.

    Attributes:
        columns: `int32[f, o]`, features.
        labels: `float32[o]`, 1 where one more request begins.
        found: the share of later requests that have a place.
    """

    columns: NDArray[np.int32]
    labels: NDArray[np.float32]
    found: float

    @classmethod
    def together(cls, parts: list[Places]) -> Places:
        """All of several."""
        return cls(
            np.concatenate([part.columns for part in parts], axis=1),
            np.concatenate([part.labels for part in parts]),
            float(np.mean([part.found for part in parts])),
        )


def labelled(made: list[Made], listed: f.Listed, sieve: NDArray[np.float32] | None) -> Places:
    """Look at all places through the sieve; without one, at the features of a glance."""
    columns, labels, found, wanted = [], [], 0, 0
    for start in range(0, len(made), _BATCH):
        part = made[start : start + _BATCH]
        batch = Batch.of([one.text for one in part])
        if sieve is None:
            places = batch.derived(openings).places
            columns.append(f.glance(batch, listed).astype(np.int32))
        else:
            places = f.passing(batch, listed, sieve)
            columns.append(f.features(batch, listed, places).astype(np.int32))
        message = batch.tokens.messages[places]
        at = batch.tokens.starts[places] - batch.starts[message]
        bounds = np.searchsorted(message, np.arange(len(part) + 1))
        label = np.zeros(len(places), np.float32)
        for number, one in enumerate(part):
            low, high = bounds[number], bounds[number + 1]
            ends = (*one.starts[2:], len(one.text))[: len(one.starts[1:])]
            for joint, begin, until in zip(one.joints[1:], one.starts[1:], ends, strict=True):
                inside = np.flatnonzero((at[low:high] >= begin) & (at[low:high] < until))
                if not len(inside):
                    inside = np.flatnonzero((at[low:high] >= joint) & (at[low:high] < begin))[-1:]
                label[low + inside[:1]] = 1
                found += len(inside) > 0
                wanted += 1
        labels.append(label)
    return Places(np.concatenate(columns, axis=1), np.concatenate(labels), found / max(1, wanted))


def frequent_words(made: list[Made], most: int) -> tuple[str, ...]:
    """The words that stand in the windows of places most often."""
    seen: Counter[str] = Counter()
    for start in range(0, len(made), 2000):
        batch = Batch.of([one.text for one in made[start : start + 2000]])
        tokens, places = batch.tokens, batch.derived(openings).places
        near = np.unique((places[:, None] + np.arange(-3, 4)).clip(0, len(tokens) - 1))
        near = near[(tokens.kinds[near] == 0) & (tokens.ids[near] < tokens.vocabulary.size)]
        seen.update(tokens.text(token) for token in near.tolist())
    return tuple(sorted(word for word, _ in seen.most_common(most)))


def matrix(columns: NDArray[np.int32], size: int) -> sparse.csr_matrix:
    """One row per place, 1 at the number of each of its features."""
    columns = np.ascontiguousarray(columns.T)
    rows, width = columns.shape
    return sparse.csr_matrix(
        (np.ones(rows * width, np.float32), columns.ravel(), np.arange(0, rows * width + 1, width)), (rows, size)
    )


def blurred(draw: np.random.Generator, columns: NDArray[np.int32], listed: f.Listed) -> NDArray[np.int32]:
    """Hide the connector of some places, and words of all: what is left must do without them."""
    columns = columns.copy()
    start = f.offsets(listed.size)
    names = list(f.FIELDS)
    rows = np.flatnonzero(draw.random(columns.shape[1]) < BLUR)
    unlisted = 1 + np.array([f.CLASSES.index("UNKNOWN"), f.CLASSES.index("WORD")])
    for position in range(f.LEFT):
        hide = rows[draw.random(len(rows)) < 0.5]
        there = hide[columns[position, hide] != start[position]]
        columns[position, there] = start[position] + draw.choice(unlisted, len(there))
    mark = f.LEFT + f.RIGHT + names.index("mark before")
    change = rows[draw.random(len(rows)) < 0.4]
    columns[mark, change] = start[mark] + draw.integers(0, 8, len(change))
    joint = f.LEFT + f.RIGHT + names.index("joined or announced")
    columns[joint, rows[draw.random(len(rows)) < 0.25]] = start[joint]
    for position in range(f.LEFT + f.RIGHT):
        hide = np.flatnonzero(draw.random(columns.shape[1]) < UNLISTED)
        columns[position, hide] = start[position] + listed.classes[columns[position, hide] - start[position]]
    return columns


def fit_sieve(found: Places, listed: f.Listed) -> NDArray[np.float32]:
    """A logistic model of the glance; its constant lets all but `DISMISSED` of the places that begin one pass."""
    draw = np.random.default_rng(3)
    size = int(f.offsets(listed.size)[-1])
    adam = Adam({"table": np.zeros(size, np.float32)})
    for _ in range(2):
        order = draw.permutation(found.columns.shape[1])
        for begin in range(0, len(order), BLOCK):
            rows = order[begin : begin + BLOCK]
            x, y = matrix(found.columns[:, rows], size), found.labels[rows]
            p = 1 / (1 + np.exp(-(x @ adam.now["table"])))
            adam.move({"table": x.T @ ((p - y) / len(rows))}, RATE)
    table = adam.now["table"]
    scores = table.take(found.columns).sum(axis=0)
    floor = float(np.quantile(scores[found.labels > 0], DISMISSED))
    table = table.astype(np.float16).astype(np.float32)
    print(f"the sieve lets {np.mean(scores >= floor):.3f} of the places pass")
    first = f.GLANCED[0]
    start = f.offsets(listed.size)
    table[start[first] : start[first + 1]] -= floor
    return table


def fit(found: Places, listed: f.Listed, epochs: int) -> dict[str, NDArray[np.float32]]:
    """The network, by the logistic loss."""
    draw = np.random.default_rng(1)
    size = int(f.offsets(listed.size)[-1])
    adam = Adam(
        {
            "table": draw.normal(0, 0.1, (size, HIDDEN)).astype(np.float32),
            "out": draw.normal(0, 0.3, HIDDEN).astype(np.float32),
            "last": np.array([-1.0], np.float32),
        }
    )
    now = adam.now
    for epoch in range(epochs):
        order = draw.permutation(found.columns.shape[1])
        seen = blurred(draw, found.columns, listed)
        rate = RATE * 0.5 * (1 + np.cos(np.pi * epoch / epochs)) + 1e-4
        loss = 0.0
        for begin in range(0, len(order), BLOCK):
            rows = order[begin : begin + BLOCK]
            x, y = matrix(seen[:, rows], size), found.labels[rows]
            kept = (draw.random((len(rows), HIDDEN)) >= DROPPED).astype(np.float32) / (1 - DROPPED)
            before = x @ now["table"]
            hidden = np.maximum(before, 0) * kept
            logit = hidden @ now["out"] + now["last"][0]
            loss += float(np.sum(np.logaddexp(0, np.where(y > 0, -logit, logit))))
            error = ((1 / (1 + np.exp(-logit))) - y) / len(rows)
            back = np.outer(error, now["out"]) * (before > 0) * kept
            adam.move({"table": x.T @ back, "out": hidden.T @ error, "last": np.array([error.sum()], np.float32)}, rate)
            now["table"] *= 1 - DECAY
        print(f"epoch {epoch}: loss {loss / len(order):.4f}", flush=True)
    return now


def calibrate(composer: Composer, weights: Weights) -> NDArray[np.float32]:
    """Of other messages of the same mix, from a quarter of its rows: the share with more than one request in each bin of the score."""
    made = [composer.message() for _ in range(CALIBRATION)]
    several = np.array([len(one.starts) > 1 for one in made])
    quiet = np.ones(len(made))
    for start in range(0, len(made), _BATCH):
        batch = Batch.of([one.text for one in made[start : start + _BATCH]])
        found = boundaries(batch, weights)
        np.multiply.at(quiet, start + batch.tokens.messages[found.places], 1 - found.weights)
    bins = np.minimum(np.ceil((1 - quiet) * BINS).astype(int), BINS) - 1
    bins = np.maximum(bins, 0)
    total, hits = np.bincount(bins, minlength=BINS), np.bincount(bins[several], minlength=BINS)
    return ((hits + weights.prior) / (total + 1)).astype(np.float32)


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(prog="python -m training.fit_intents")
    parser.add_argument("--without", nargs="*", default=[], help="sources to leave out: bank, clinc, sgd, ...")
    parser.add_argument("--connectors", default="all", choices=["all", "seen"])
    parser.add_argument("--half", default="both")
    parser.add_argument(
        "--folds",
        nargs="*",
        type=int,
        default=[fold for fold in range(FOLDS) if fold != CLEAN_FOLD],
        help="quarters of the rows to fit to",
    )
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--to", type=Path, default=TABLE)
    given = parser.parse_args()

    def sources_of(folds: Iterable[int]) -> Sources:
        return read(data_folder(), given.half, tuple(given.without), tuple(folds))

    # What belongs to one matter is judged in messages of rows that the vectors were not fitted to.
    topics = fit_topics(sources_of(given.folds))
    parts = []
    for fold in given.folds:
        composer = Composer(sources_of([fold]), 11 + fold, given.connectors)
        made = [composer.message() for _ in range(given.messages // len(given.folds))]
        parts.append((made, fit_topics(sources_of(other for other in given.folds if other != fold))))
    prior = float(np.mean([len(one.starts) > 1 for made, _ in parts for one in made]))
    words = frequent_words([one for made, _ in parts for one in made[:FREQUENT]], LISTED)
    listed = f.Listed(words, topics)
    sieve = fit_sieve(labelled([one for made, _ in parts for one in made[:SIEVED]], listed, None), listed)
    found = Places.together([labelled(made, f.Listed(words, apart), sieve) for made, apart in parts])
    print(
        f"{given.messages} messages, {prior:.3f} with more than one request; {len(found.labels)} places, "
        f"{found.labels.mean():.3f} of them begin one; {found.found:.3f} of the later requests have a place"
    )
    now = fit(found, listed, given.epochs)
    scales = np.maximum(np.abs(now["table"]).max(axis=0), 1e-6) / 127
    weights = Weights(
        words=words,
        topics=topics,
        table=np.rint(now["table"] / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        out=now["out"],
        last=float(now["last"][0]),
        sieve=sieve,
        prior=prior,
        posteriors=np.zeros(BINS, np.float32),
    )
    other = Composer(sources_of([0]), 15, given.connectors)
    save(given.to, replace(weights, posteriors=calibrate(other, weights)))
    print(f"{given.to.name}: {hashlib.blake2b(given.to.read_bytes(), digest_size=8).hexdigest()}")


if __name__ == "__main__":
    main()
