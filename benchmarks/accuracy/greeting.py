"""How well greetings are found: openings that MultiDoGO labels so, and shares elsewhere to be read beside the texts.

`intent_segments_multidogo.tsv` (its columns are domain, text, intent, whatever its header says), Banking77, support tweets.

Run: python -m benchmarks.accuracy.greeting
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import bins, comma_table, report, table, text_lines

if TYPE_CHECKING:
    from pathlib import Path


def measure(folder: Path) -> dict[str, float]:
    """Recall of labelled greetings; how often other segments are called one."""
    rows = table(folder / "intent_segments_multidogo.tsv")
    labels = np.array([row["text"] for row in rows])
    greets = bins("greeting", [row["intent"] for row in rows]) == "yes"
    opening = labels == "openinggreeting"
    figures = {
        "multidogo: greetings found": float(greets[opening].mean()),
        "multidogo: other segments called greeting": float(greets[~opening].mean()),
    }
    banking = [row["text"] for row in comma_table(folder / "banking77_train.csv")]
    tweets = text_lines(folder / "support_tweets.txt")
    for name, texts in (("banking77", banking), ("support tweets", tweets)):
        figures[f"{name}: share"] = float(np.mean(bins("greeting", texts) == "yes"))
    return figures


if __name__ == "__main__":
    report(measure)
