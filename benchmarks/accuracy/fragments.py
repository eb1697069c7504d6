"""How well clauses and fragments are told apart.

Universal Dependencies sentences (`fragment_train.tsv`: EWT dev, ATIS, ESLSpok), as they are and in lower case without marks: the weights were
fitted on them, so these figures are in-sample; `training/clauses.md` has those with each source left out. Then real messages (`real_intents_forms_dev.jsonl`, evaluate only), and our own short lines in keyword
mode (`tests/data/keyword_lines.tsv`: whole pattern families are `tune` or `report`; no rule was changed for the latter).

Run: python -m benchmarks.accuracy.fragments
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from benchmarks.accuracy.labelled import bins, f1, json_lines, report, table

KEYWORD_LINES = Path(__file__).parents[2] / "tests" / "data" / "keyword_lines.tsv"
_MARKS = re.compile(r"[^\w\s']")


def keyword_accuracy(part: str) -> float:
    """Share of the keyword lines of one part that are told apart rightly."""
    rows = [row for row in table(KEYWORD_LINES) if row["part"] == part]
    found = bins("fragments", [row["text"] for row in rows]) == "fragment"
    return float(np.mean(found == np.array([row["fragment"] == "1" for row in rows])))


def measure(folder: Path) -> dict[str, float]:
    """Accuracy and F1 by source."""
    figures: dict[str, float] = {}
    rows = table(folder / "fragment_train.tsv")
    for source in ("ewt_dev", "esl", "atis_train"):
        chosen = [row for row in rows if row["source"] == source]
        labels = np.array([row["fragment"] == "1" for row in chosen])
        for form in ("typed", "lower, no marks"):
            texts = [row["text"] if form == "typed" else _MARKS.sub(" ", row["text"].lower()) for row in chosen]
            found = bins("fragments", texts) != "clause"
            figures[f"{source} {form}: accuracy"] = float(np.mean(found == labels))
            figures[f"{source} {form}: F1 of fragments"] = f1(found, labels)
            figures[f"{source} {form}: share found minus true share"] = float(found.mean() - labels.mean())
    real = json_lines(folder / "real_intents_forms_dev.jsonl")
    forms = np.array([row["form"].replace("none", "no words") for row in real])
    found_forms = bins("fragments", [row["text"] for row in real])
    figures["real messages: accuracy"] = float(np.mean(found_forms == forms))
    figures["real messages: F1 of fragments"] = f1(found_forms == "fragment", forms == "fragment")
    for part in ("tune", "report"):
        figures[f"keyword lines, {part}: accuracy"] = keyword_accuracy(part)
    return figures


if __name__ == "__main__":
    report(measure)
