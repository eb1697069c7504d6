"""How far the rate that an axis reports is from the labelled one, with a bootstrap interval over messages.

A fingerprint is made of rates, so this is the error that matters there: false and missed ones cancel or not. The interval is that of the
difference (95 %, percentile, 2,000 resamples of rows, fixed seed): an error whose interval holds 0 is not visible with so few rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.accuracy.labelled import bins, comma_table, counts, json_lines, table
from benchmarks.accuracy.spelling import gold, in_scowl_60, lexnorm

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

RESAMPLES = 2000


class Rate(NamedTuple):
    """One rate: what it is a share of messages of, how many messages, the labelled and the found share, the interval of the difference."""

    axis: str
    data: str
    what: str
    n: int
    true: float
    found: float
    low: float
    high: float


def rate(axis: str, data: str, what: str, found: NDArray[np.bool_], labels: NDArray[np.bool_]) -> Rate:
    """Compare two columns of flags.

    Example:
        >>> same = np.array([True, False] * 50)
        >>> rate("typos", "made up", "with one", same, same)[3:]
        (100, 0.5, 0.5, 0.0, 0.0)
    """
    difference = found.astype(np.int64) - labels
    rng = np.random.default_rng(7)
    n = len(difference)
    values, sizes = np.unique(difference, return_counts=True)
    means = rng.multinomial(n, sizes / n, RESAMPLES) @ values / n
    low, high = np.quantile(means, [0.025, 0.975])
    return Rate(axis, data, what, n, float(labels.mean()), float(found.mean()), float(low), float(high))


def rates(folder: Path) -> Iterator[Rate]:
    """All rates that labelled files tell."""
    yield from _spelling(folder)
    real = json_lines(folder / "real_intents_forms_dev.jsonl")
    texts = [row["text"] for row in real]
    asked = np.array([row["requests"] for row in real])
    measured, found = bins("intents", texts) != "-", counts("intents", texts)
    yield rate("intents", "real messages", "asks for nothing", (found == 0)[measured], (asked == 0)[measured])
    yield rate("intents", "real messages", "asks for two or more", (found > 1)[measured], (asked > 1)[measured])
    forms = np.array([row["form"].replace("none", "no words") for row in real])
    yield rate("fragments", "real messages", "fragment", bins("fragments", texts) == "fragment", forms == "fragment")
    switched = np.array([row["switched"] == 1 for row in real])
    yield rate("code_switching", "real messages", "mixed", counts("code_switching", texts) > 0, switched)
    foreign = np.array([row["lang"] not in {"en", "un"} for row in real])
    yield rate(
        "language", "real messages", "not English", ~np.isin(bins("language", texts), ("en", "unknown")), foreign
    )
    trees = table(folder / "fragment_train.tsv")
    for source in ("ewt_dev", "esl", "atis_train"):
        rows = [row for row in trees if row["source"] == source]
        labels = np.array([row["fragment"] == "1" for row in rows])
        yield rate(
            "fragments", source, "fragment", bins("fragments", [row["text"] for row in rows]) != "clause", labels
        )
    mixed = table(folder / "codeswitch_hinglish_train.tsv")
    labels = np.array([row["code_switched"] == "1" for row in mixed])
    yield rate(
        "code_switching", "hinglish", "mixed", counts("code_switching", [row["text"] for row in mixed]) > 0, labels
    )
    single = [row["text"] for row in comma_table(folder / "banking77_train.csv")]
    none = np.zeros(len(single), np.bool_)
    yield rate("intents", "banking77", "asks for two or more", counts("intents", single) > 1, none)


def _spelling(folder: Path) -> Iterator[Rate]:
    from prodshape.axes import all_axes
    from prodshape.messages import Batch

    texts, labels = gold(folder)
    undecided = np.array([any(kind == "X" for *_, kind in truth) for truth in labels])
    for axis, kind in (("typos", "T"), ("spacing", "S"), ("apostrophes", "A"), ("abbreviations", "B")):
        spans = all_axes()[axis].spans(Batch.of(texts))
        looked_at = [
            [
                text[one.start : one.end]
                for one in found
                if kind in "TS" or not in_scowl_60(text[one.start : one.end].lower())
            ]
            for text, found in zip(texts, spans, strict=True)
        ]
        flags = np.array([bool(found) for found in looked_at])
        truth = np.array([any(label == kind for *_, label in of_text) for of_text in labels])
        keep = ~undecided | truth
        yield rate(axis, "support messages", "with at least one", flags[keep], truth[keep])
    texts, labels = lexnorm(folder)
    for axis, name in (("apostrophes", "APOS"), ("abbreviations", "ABBR")):
        flags = np.array([bool(found) for found in all_axes()[axis].spans(Batch.of(texts))])
        truth = np.array([any(label == name for *_, label in of_text) for of_text in labels])
        yield rate(axis, "lexnorm", "with at least one", flags, truth)
