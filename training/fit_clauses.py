"""Fit prodshape/tables/clause_weights.npz: how much each token speaks for its message having a full clause.

Rows: Universal Dependencies sentences (`fragment_train.tsv`: EWT dev, ESLSpok, ATIS; CC BY-SA 4.0), as they are and in lower case without marks, and our own
short lines (`training/keyword_lines.py`). Left out are rows whose label is another convention than ours: `thank you` (we call it a fragment) and
ATIS's `i would like` (labelled a fragment there). The model: a token has the score z = prior + weights of its features
(`prodshape.clauses.clause_kinds`), a message is a clause with the odds sum(exp z). The prior is what the rules say (`+-PRIOR`), so
that weights only correct the rules; they are fitted by L-BFGS with a quadratic penalty.

Run: python -m training.fit_clauses [--check]    (--check: leave out one source at a time and report; writes nothing)
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize

from benchmarks.accuracy.fragments import KEYWORD_LINES
from benchmarks.accuracy.labelled import data_folder, f1, table
from prodshape.clauses.clause_kinds import KINDS, RULES, features
from prodshape.clauses.finite import finite
from prodshape.messages import Batch
from training.keyword_lines import keyword_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TABLE = Path(__file__).parent.parent / "prodshape" / "tables" / "clause_weights.npz"
SOURCES = ("ewt_dev", "esl", "atis_train")
PRIOR = 3.0
"""What the rules count in advance, in logits."""
PENALTY = 3.0
KEYWORDS, SEED = 3000, 7
SCALE = 32
"""Weights are kept as whole numbers of 1/32."""
_MARKS = re.compile(r"[^\w\s']")
_OTHER_CONVENTION = re.compile(r"\bthank you\b|\b(would|'d|d) like\b", re.IGNORECASE)
_WIDTH = len(KINDS)
_SIZES = (RULES, 2 * _WIDTH, _WIDTH**2, _WIDTH**2, _WIDTH**2)


class Rows(NamedTuple):
    """Texts with labels: is the message a fragment?"""

    texts: list[str]
    labels: NDArray[np.bool_]


class Weights(NamedTuple):
    """The weights in logits, and what every token starts from."""

    families: list[NDArray[np.float64]]
    bias: float


def bare(text: str) -> str:
    """The text in lower case without marks."""
    return _MARKS.sub(" ", text.lower())


def treebank(source: str, *, all_rows: bool = False) -> Rows:
    """Rows of one treebank; without those of another convention unless `all_rows`."""
    rows = [row for row in table(data_folder() / "fragment_train.tsv") if row["source"] == source]
    rows = [row for row in rows if all_rows or not _OTHER_CONVENTION.search(row["text"])]
    return Rows([row["text"] for row in rows], np.array([row["fragment"] == "1" for row in rows]))


def written() -> Rows:
    """Our own short lines."""
    lines = keyword_lines(KEYWORDS, SEED)
    return Rows([text for text, _ in lines], np.array([fragment for _, fragment in lines]))


def columns(batch: Batch) -> NDArray[np.int64]:
    """`int64[t, families]`: the features of each token, families one after the other."""
    found = features(batch)
    pair, behind = found.inner // _WIDTH, found.inner % _WIDTH
    before, kind = pair // _WIDTH, pair % _WIDTH
    families = (found.rules, found.initial, pair, kind * _WIDTH + behind, before * _WIDTH + behind)
    starts = np.cumsum((0, *_SIZES[:-1]))
    return np.stack([family + start for family, start in zip(families, starts.tolist(), strict=True)], axis=1)


def fit(parts: Sequence[Rows], penalty: float = PENALTY) -> Weights:
    """Fit the weights."""
    texts = [text for part in parts for text in part.texts]
    batch = Batch.of(texts)
    clause = ~np.concatenate([part.labels for part in parts])
    owners = batch.tokens.messages
    begins = np.flatnonzero(np.append(True, owners[1:] != owners[:-1]))
    rows = owners[begins]
    row_of = np.repeat(np.arange(len(rows)), np.diff(np.append(begins, len(owners))))
    wanted = clause[rows].astype(float)
    start = PRIOR * (2.0 * batch.derived(finite) - 1)
    used, places = np.unique(columns(batch), return_inverse=True)
    places = places.reshape(-1, len(_SIZES))
    matrix = sparse.csr_matrix(
        (np.ones(places.size), places.ravel(), np.arange(0, places.size + 1, places.shape[1])),
        shape=(len(places), len(used)),
    )
    transposed = matrix.T.tocsr()

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = values[:-1], values[-1]
        odds = np.exp(np.clip(start + matrix @ weights + bias, -30, 30))
        total = np.add.reduceat(odds, begins)
        logit = np.log(total)
        found = wanted * np.logaddexp(0, -logit) + (1 - wanted) * np.logaddexp(0, logit)
        pull = (total / (1 + total) - wanted)[row_of] * odds / total[row_of]
        gradient = np.append(transposed @ pull + penalty * weights, pull.sum())
        return float(found.sum() + 0.5 * penalty * weights @ weights), gradient

    best = minimize(loss, np.zeros(len(used) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    full = np.zeros(sum(_SIZES))
    full[used] = best[:-1]
    return Weights(np.split(full, np.cumsum(_SIZES)[:-1]), float(best[-1]))


def is_fragment(weights: Weights, texts: Sequence[str]) -> NDArray[np.bool_]:
    """Judge texts, in floating point."""
    batch = Batch.of(texts)
    full = np.concatenate(weights.families)
    scores = full[columns(batch)].sum(axis=1) + weights.bias + PRIOR * (2.0 * batch.derived(finite) - 1)
    return np.asarray(np.bincount(batch.tokens.messages, np.exp(scores), len(texts)) < 1)


def both_forms(rows: Rows) -> list[Rows]:
    """The rows as they are, and in lower case without marks."""
    return [rows, Rows([bare(text) for text in rows.texts], rows.labels)]


def check() -> None:
    """Leave out one source at a time."""
    keywords = [row for row in table(KEYWORD_LINES) if row["part"] == "tune"]
    for left_out in (*SOURCES, "none"):
        kept = [form for source in SOURCES if source != left_out for form in both_forms(treebank(source))]
        weights = fit([*kept, written()])
        print(f"without {left_out}:")
        for source in SOURCES:
            for all_rows in (True, False):
                rows = treebank(source, all_rows=all_rows)
                for name, form in zip(("typed", "bare"), both_forms(rows), strict=True):
                    found = is_fragment(weights, form.texts)
                    print(
                        f"  {source}, {'all rows' if all_rows else 'our convention'}, {name}: accuracy {np.mean(found == form.labels):.3f}, "
                        f"F1 {f1(found, form.labels):.3f}, rate {found.mean() - form.labels.mean():+.3f}"
                    )
        found = is_fragment(weights, [row["text"] for row in keywords])
        labels = np.array([row["fragment"] == "1" for row in keywords])
        print(f"  keyword lines, tune: accuracy {np.mean(found == labels):.3f}")


def main() -> None:
    """Fit on everything and write the table."""
    weights = fit([form for source in SOURCES for form in both_forms(treebank(source))] + [written()])
    rules, initial, left, right, around = weights.families
    by_rule = np.where(np.arange(RULES) & 63, PRIOR, -PRIOR) + weights.bias + rules
    square = (_WIDTH, _WIDTH)
    whole = {
        "rules": by_rule,
        "initial": initial,
        "left": left.reshape(square),
        "right": right.reshape(square),
        "around": around.reshape(square),
    }
    counted = {name: np.round(SCALE * part).astype(np.int16) for name, part in whole.items()}
    np.savez_compressed(TABLE, allow_pickle=False, **counted)
    print(f"{sum(int(np.count_nonzero(part)) for part in whole.values())} weights, {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        check()
    else:
        main()
