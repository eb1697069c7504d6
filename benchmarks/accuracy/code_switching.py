"""How well mixed messages are found, and how often plain ones are called mixed.

`codeswitch_hinglish_train.tsv` (romanised Hindi and English, and English twins; the word list of romanised Hindi comes from the same source, so this
figure is in-domain), our own lines (`tests/data/switched_lines.tsv`: mixtures of two words a side, and loanwords, brands and names that are none, many of
them chosen to be hard; thresholds were chosen with the tune half in view, never the report half), Banking77, CLINC150, MultiDoGO chat, 20 languages of `mono_lang_dev.tsv`, and real
messages (`real_intents_forms_dev.jsonl`, evaluate only).

Run: python -m benchmarks.accuracy.code_switching
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.accuracy.labelled import comma_table, counts, f1, json_lines, report, table

OWN_LINES = Path(__file__).parents[2] / "tests" / "data" / "switched_lines.tsv"


def own_lines(part: str) -> dict[str, float]:
    """F1 by pair and false positives on our own lines of one part."""
    rows = [row for row in table(OWN_LINES) if row["part"] == part]
    if not rows:
        return {}
    found = counts("code_switching", [row["text"] for row in rows]) > 0
    labels = np.array([row["switched"] == "1" for row in rows])
    pairs = np.array([row["pair"] for row in rows])
    figures = {
        f"own lines, {part}, {pair}: F1": f1(found[pairs == pair], labels[pairs == pair])
        for pair in ("en+es", "de+en", "en+hi")
    }
    figures[f"own lines, {part}, all pairs: F1"] = f1(found, labels)
    figures[f"own lines, {part}: false positives"] = float(found[~labels].mean())
    return figures


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
    figures |= own_lines("tune") | own_lines("report")
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
