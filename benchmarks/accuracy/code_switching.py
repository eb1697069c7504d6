"""How well mixed messages are found, and how often plain ones are called mixed.

`codeswitch_hinglish_train.tsv` (romanised Hindi and English, and English twins; the word list of romanised Hindi comes from the same source, so this
figure is in-domain), Banking77, CLINC150, MultiDoGO chat, 20 languages of `mono_lang_dev.tsv`, and real
messages (`real_intents_forms_dev.jsonl`, evaluate only).

Run: python -m benchmarks.accuracy.code_switching
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import comma_table, counts, f1, json_lines, report, table

if TYPE_CHECKING:
    from pathlib import Path


def measure(folder: Path) -> dict[str, float]:
    """F1 and recall on mixed queries; false positives on plain ones."""
    hinglish = table(folder / "codeswitch_hinglish_train.tsv")
    labels = np.array([row["code_switched"] == "1" for row in hinglish])
    found = counts("code_switching", [row["text"] for row in hinglish]) > 0
    figures = {
        "hinglish: F1": f1(found, labels),
        "hinglish: recall": float(found[labels].mean()),
        "hinglish: false positives": float(found[~labels].mean()),
    }
    plain = {
        "banking77": [row["text"] for row in comma_table(folder / "banking77_train.csv")],
        "clinc150": [row["text"] for row in json_lines(folder / "clinc150_val.jsonl")],
        "multidogo": [row["text"] for row in table(folder / "chat_stream.tsv")],
    }
    mono = table(folder / "mono_lang_dev.tsv")
    plain |= {
        f"mono {code}": [row["text"] for row in mono if row["lang"] == code]
        for code in dict.fromkeys(row["lang"] for row in mono)
    }
    for name, texts in plain.items():
        figures[f"{name}: false positives"] = float(np.mean(counts("code_switching", texts) > 0))
    real = json_lines(folder / "real_intents_forms_dev.jsonl")
    switched = np.array([row["switched"] == 1 for row in real])
    found = counts("code_switching", [row["text"] for row in real]) > 0
    figures["real messages: false positives"] = float(found[~switched].mean())
    figures["real messages: found of the few true ones"] = float(found[switched].sum())
    return figures


if __name__ == "__main__":
    report(measure)
