"""How often the main language is right: first words and whole sentences of 20 languages, and real messages.

`mono_lang_dev.tsv`, `real_intents_forms_dev.jsonl` (evaluate only), three sets that are English or Hindi by nature, and our own lines
(`tests/data/language_lines.tsv`: short turns, names, numbers, and short messages to a shop in 18 languages and romanised Hindi).

Run: python -m benchmarks.accuracy.language
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import numpy as np

from benchmarks.accuracy.labelled import bins, comma_table, json_lines, report, table
from prodshape.audience import ENGLISH, Audience

OWN_LINES = Path(__file__).parents[2] / "tests" / "data" / "language_lines.tsv"
_HEADER = re.compile(r"\bDate: \w{3}, \d{2} \w{3} \d{4}\b")
"""Some rows of `mono_lang_dev.tsv` begin with the header of a web server, whatever their language."""
_NO_MARK_TO_PART = str.maketrans("łŁđĐøØı", "lLdDoOi")
_NOT_LATIN = ("ar", "hi", "ru", "zh")


def measure(folder: Path) -> dict[str, float]:
    """Accuracy by length, and by set."""
    figures: dict[str, float] = {}
    rows = table(folder / "mono_lang_dev.tsv")
    labels = np.array([row["lang"] for row in rows])
    latin = ~np.isin(labels, _NOT_LATIN)
    for words in (2, 4, 8, None):
        texts = [" ".join(row["text"].split()[:words]) for row in rows]
        right = bins("language", texts) == labels
        name = f"first {words} words" if words else "whole sentences"
        figures[f"{name}: accuracy"] = float(right.mean())
        figures[f"{name}, Latin script: accuracy"] = float(right[latin].mean())
    eight = [" ".join(row["text"].split()[:8]) for row in rows]
    bare = bins("language", [_without_marks(text) for text in eight]) == labels
    figures["first 8 words without accents, Latin script: accuracy"] = float(bare[latin].mean())
    words_of_it = latin & ~np.array([bool(_HEADER.search(text)) for text in eight])
    right = bins("language", eight) == labels
    figures["first 8 words, Latin script, without HTTP headers: accuracy"] = float(right[words_of_it].mean())
    for listed in (("en", "es"), ("en", "es", "pt"), ("de", "en", "fr")):
        inside = np.isin(labels, listed)
        for words in (2, 4):
            texts = [" ".join(row["text"].split()[:words]) for row in rows]
            for said, audience in (("no list", ENGLISH), ("listed", Audience(listed))):
                right = bins("language", texts, audience) == labels
                name = f"first {words} words of {', '.join(listed)}, {said}"
                figures[f"{name}: accuracy"] = float(right[inside].mean())
                figures[f"{name}, the other languages: accuracy"] = float(right[~inside].mean())
    real = json_lines(folder / "real_intents_forms_dev.jsonl")
    truth = np.array([row["lang"].replace("un", "unknown") for row in real])
    figures["real messages: accuracy"] = float(np.mean(bins("language", [row["text"] for row in real]) == truth))
    hinglish = table(folder / "codeswitch_hinglish_train.tsv")
    mixed = [row["text"] for row in hinglish if row["code_switched"] == "1"]
    figures["hinglish: called hi"] = float(np.mean(bins("language", mixed) == "hi"))
    banking = [row["text"] for row in comma_table(folder / "banking77_train.csv")]
    figures["banking77: called en"] = float(np.mean(bins("language", banking) == "en"))
    chat = bins("language", [row["text"] for row in table(folder / "chat_stream.tsv")])
    figures["multidogo: called en"] = float(np.mean(chat == "en"))
    letters = np.array([any(letter.isalpha() for letter in row["text"]) for row in table(folder / "chat_stream.tsv")])
    figures["multidogo, turns with letters: called en"] = float(np.mean(chat[letters] == "en"))
    figures["multidogo, turns with letters: called another language"] = float(
        np.mean(~np.isin(chat[letters], ("en", "unknown")))
    )
    figures["multidogo: called unknown"] = float(np.mean(chat == "unknown"))
    return figures | own_lines("tune") | own_lines("report")


def _without_marks(text: str) -> str:
    """The text as people type it who leave out accents and other marks."""
    parted = unicodedata.normalize("NFD", text.translate(_NO_MARK_TO_PART))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def own_lines(part: str) -> dict[str, float]:
    """Share of our own lines of one part that are right: English, romanised Hindi, the other languages, and what is none."""
    rows = [row for row in table(OWN_LINES) if row["part"] == part]
    truth = np.array([row["lang"] for row in rows])
    right = bins("language", [row["text"] for row in rows]) == truth
    kinds = {code: truth == code for code in ("en", "hi", "unknown")}
    kinds["18 other languages"] = ~np.isin(truth, tuple(kinds))
    return {
        f"own lines, {part}, {name}: accuracy": float(right[chosen].mean())
        for name, chosen in kinds.items()
        if chosen.any()
    }


if __name__ == "__main__":
    report(measure)
