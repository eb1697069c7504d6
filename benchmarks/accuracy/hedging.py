"""Hedging has no labelled file: its share per corpus, and the mean rating of hedged requests beside that of others.

Hedged requests are rated politer (Danescu-Niculescu-Mizil et al. 2013), so the difference on
`stanford_politeness_wikipedia.csv` must be above 0 if the axis finds hedges at all.

Run: python -m benchmarks.accuracy.hedging
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import bins, comma_table, report, table, text_lines

if TYPE_CHECKING:
    from pathlib import Path


def measure(folder: Path) -> dict[str, float]:
    """Difference of ratings, and shares."""
    rows = comma_table(folder / "stanford_politeness_wikipedia.csv")
    rated = np.array([float(row["Normalized Score"]) for row in rows])
    hedged = bins("hedging", [row["Request"] for row in rows]) == "yes"
    figures = {
        "wikipedia: rating of hedged minus of other requests": float(rated[hedged].mean() - rated[~hedged].mean()),
        "wikipedia: share": float(hedged.mean()),
    }
    corpora = {
        "banking77": [row["text"] for row in comma_table(folder / "banking77_train.csv")],
        "support tweets": text_lines(folder / "support_tweets.txt"),
        "multidogo": [row["text"] for row in table(folder / "chat_stream.tsv")],
    }
    for name, texts in corpora.items():
        figures[f"{name}: share"] = float(np.mean(bins("hedging", texts) == "yes"))
    return figures


if __name__ == "__main__":
    report(measure)
