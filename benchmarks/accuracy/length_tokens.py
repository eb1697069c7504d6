"""How far the estimate of tokens, and our own count, are from exact counts (o200k, by rs-bpe in `.venv-bench`), beside characters / 4.

Mean absolute error of a message as a share of its exact count, and the error of the sum. The rates of the estimate were fitted to
these kinds of text, so these are development figures.

Run: python -m benchmarks.accuracy.length_tokens
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import comma_table, report, table, text_lines
from benchmarks.accuracy.peers import ask
from prodshape.lexicon.exact_tokens import token_count
from prodshape.lexicon.token_estimate import token_estimate
from prodshape.messages import Batch

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLE = 4000


def measure(folder: Path) -> dict[str, float]:
    """Errors by corpus; nothing where rs-bpe is absent."""
    hinglish = table(folder / "codeswitch_hinglish_train.tsv")
    corpora = {
        "banking77": [row["text"] for row in comma_table(folder / "banking77_train.csv")],
        "support tweets": text_lines(folder / "support_tweets.txt"),
        "multidogo": [row["text"] for row in table(folder / "chat_stream.tsv")],
        "hinglish": [row["text"] for row in hinglish if row["code_switched"] == "1"],
        "20 languages": [row["text"] for row in table(folder / "mono_lang_dev.tsv")],
    }
    figures: dict[str, float] = {}
    for name, texts in corpora.items():
        answered = ask("rs_bpe", texts[:_SAMPLE])
        if answered is None:
            return {}
        exact = np.array(answered.answers, np.float64)
        full = exact > 0
        batch = Batch.of(texts[:_SAMPLE])
        for what, found in (
            ("", token_estimate(batch)),
            ("counted, ", token_count(batch)),
            ("characters / 4, ", batch.lengths / 4),
        ):
            figures[f"{name}: {what}mean error of a message"] = float(np.mean((np.abs(found - exact) / exact)[full]))
            figures[f"{name}: {what}error of the sum"] = float(found.sum() / exact.sum() - 1)
    return figures


if __name__ == "__main__":
    report(measure)
