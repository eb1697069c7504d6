"""How well requests are counted.

False multi: share of messages with one request by label that are called multi (`banking77_train.csv`, `clinc150_val.jsonl`,
SNIPS in `intent_singles_train.tsv`, `intent_turns_sgd_dev.tsv`, whose labels know no multi). Exact: share of messages with the labelled count (SGD,
`intent_turns_multidogo_train.tsv`, whose labels call a bare slot answer one request, and `real_intents_forms_dev.jsonl`, evaluate
only, whose labels call it none). Own lines (`tests/data/request_lines.tsv`): messages written for this project in the manner of support messages, every
other one `report`, which nothing was chosen by; likewise lines of one request or none (`tests/data/want_lines.tsv`). `chat_stream.tsv`, whose long turns are fitted to, holds some of the real
messages: these are left out of *in no chat of the fit*. Joined: two Banking77 or CLINC messages with a connective between;
recall and F1 of multi against as many single ones. Three quarters of the rows, of both halves, are fitted to: *in no fit* are those of the fourth
(`training.sources.fold_of`), to which the bars apply. A message that is not measured is left out, and counted apart for the real messages and
those of other languages (`mono_lang_dev.tsv`).

Run: python -m benchmarks.accuracy.intents
"""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np

from benchmarks.accuracy.labelled import bins, comma_table, counts, f1, json_lines, report, rows_of, table
from training.sources import CLEAN_FOLD, fold_of

OWN_LINES = Path(__file__).parents[2] / "tests" / "data" / "request_lines.tsv"
WANT_LINES = OWN_LINES.with_name("want_lines.tsv")
CONNECTIVES = (" and ", " also ", ". also ", ", and also ", ". and ", " plus ", "? ", ". ", " and another thing, ")
NEW_CONNECTIVES = (", ", " btw ", "; ", " oh and ", ". by the way, ", " one more thing: ")


def measure(folder: Path) -> dict[str, float]:
    """All figures by name."""
    banking = [row["text"] for row in comma_table(folder / "banking77_train.csv")]
    clinc = [row["text"] for row in json_lines(folder / "clinc150_val.jsonl")]
    snips = [row["text"] for row in table(folder / "intent_singles_train.tsv") if row["source"] == "snips"]
    figures = {
        f"{name}: false multi": float(np.mean(counts("intents", texts) > 1))
        for name, texts in (("banking77", banking), ("clinc150", clinc), ("snips", snips))
    }
    figures |= _turns(folder) | _real(folder) | _own() | _other_languages(folder)
    for name, texts in (("banking77", banking), ("clinc150", clinc)):
        apart = [text for text in texts if fold_of(text) == CLEAN_FOLD]
        figures[f"{name}, in no fit: false multi"] = float(np.mean(counts("intents", apart) > 1))
        for kind, connectives in (("known", CONNECTIVES), ("other", NEW_CONNECTIVES)):
            figures |= _joined(f"{name} joined, {kind} connectives", texts, connectives)
            figures |= _joined(f"{name} joined, in no fit, {kind} connectives", apart, connectives)
    return figures


def _turns(folder: Path) -> dict[str, float]:
    sgd = table(folder / "intent_turns_sgd_dev.tsv")
    labels = np.array([int(row["n_requests_type"]) for row in sgd])
    found = counts("intents", [row["text"] for row in sgd])
    chat = table(folder / "intent_turns_multidogo_train.tsv")
    chat_labels = np.array([int(row["n_requests"]) for row in chat])
    chat_found = np.minimum(counts("intents", [row["text"] for row in chat]), 2)
    return {
        "sgd: false multi": float(np.mean(found > 1)),
        "sgd: exact": float(np.mean(found == labels)),
        "multidogo: exact": float(np.mean(chat_found == chat_labels)),
        "multidogo: false multi": float(np.mean((chat_found > 1) & (chat_labels < 2))),
    }


def _real(folder: Path) -> dict[str, float]:
    rows = json_lines(folder / "real_intents_forms_dev.jsonl")
    measured = bins("intents", [row["text"] for row in rows]) != "-"
    rows = [row for row, one in zip(rows, measured, strict=True) if one]
    labels = np.array([row["requests"] for row in rows])
    sure = np.array([row["sure"] == 1 for row in rows])
    found = counts("intents", [row["text"] for row in rows])
    with rows_of(None):
        chats = {row["text"].strip().lower() for row in table(folder / "chat_stream.tsv")}
    apart = np.array([row["text"].strip().lower() not in chats for row in rows])
    return {
        "real messages: not measured": float(np.mean(~measured)),
        "real messages: exact": float(np.mean(found == labels)),
        "real messages, sure ones: exact": float(np.mean((found == labels)[sure])),
        "real messages: F1 of none": f1(found == 0, labels == 0),
        "real messages: false multi": float(np.mean((found > 1) & (labels < 2))),
        "real messages, in no chat of the fit: false multi": float(np.mean(((found > 1) & (labels < 2))[apart])),
        "real messages: share of multi": float(np.mean(found > 1)),
        "real messages: true share of multi": float(np.mean(labels > 1)),
    }


def _own() -> dict[str, float]:
    figures: dict[str, float] = {}
    for part in ("tune", "report"):
        rows = [row for row in table(OWN_LINES) if row["part"] == part]
        labels = np.array([int(row["requests"]) for row in rows])
        found = counts("intents", [row["text"] for row in rows])
        figures[f"own lines, {part}: exact"] = float(np.mean(found == labels))
        figures[f"own lines, {part}: false multi"] = float(np.mean(found[labels < 2] > 1))
        figures[f"own lines, {part}: recall of multi"] = float(np.mean(found[labels > 1] > 1))
        rows = [row for row in table(WANT_LINES) if row["part"] == part]
        wanted = np.array([int(row["requests"]) for row in rows])
        figures[f"own lines, one or none, {part}: exact"] = float(
            np.mean(counts("intents", [row["text"] for row in rows]) == wanted)
        )
    return figures


def _other_languages(folder: Path) -> dict[str, float]:
    rows = table(folder / "mono_lang_dev.tsv")
    measured = bins("intents", [row["text"] for row in rows]) != "-"
    english = np.array([row["lang"] == "en" for row in rows])
    return {
        "mono_lang, English: not measured": float(np.mean(~measured[english])),
        "mono_lang, other languages: measured": float(np.mean(measured[~english])),
    }


def _joined(name: str, texts: list[str], connectives: tuple[str, ...]) -> dict[str, float]:
    rng = random.Random(7)
    size = min(1500, len(texts))
    single = rng.sample(texts, size)
    firsts, seconds = rng.sample(texts, size), rng.sample(texts, size)
    pairs = zip(firsts, seconds, strict=True)
    joined = [
        first.rstrip(".?! ") + rng.choice(connectives) + second[0].lower() + second[1:] for first, second in pairs
    ]
    found = counts("intents", single + joined) > 1
    labels = np.arange(2 * size) >= size
    return {
        f"{name}: recall of multi": float(found[size:].mean()),
        f"{name}: F1 of multi": f1(found, labels),
    }


if __name__ == "__main__":
    report(measure)
