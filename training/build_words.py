"""Build prodshape/tables/words_scowl.npz and words_frequency.npz: which words exist, and how frequent they are.

`words_scowl.npz` comes from SCOWL (Debian package `scowl`): the least SCOWL size, 10 to 70, at which a word stands
in the American, British, Canadian or Australian lists.
`words_frequency.npz` comes from wordfreq (data CC BY-SA 4.0) and, for romanised Hindi (`hi-Latn`), from counts over the
Hinglish-TOP training queries (Apache-2.0): English Zipf frequencies and per-language scores round(6 ln frequency).

Run: python -m training.build_words [SCOWL_FOLDER]
"""

import collections
import csv
import math
import os
import sys
from pathlib import Path

import numpy as np
import wordfreq

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"
DATA = Path(os.environ.get("PRODSHAPE_DATA", Path(__file__).parent.parent.parent / "shared" / "data"))
LANGUAGES = (
    "en",
    "es",
    "fr",
    "de",
    "it",
    "pt",
    "nl",
    "tr",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "ro",
    "hu",
    "id",
    "fil",
    "vi",
    "ca",
    "sh",
)
PER_LANGUAGE = 20_000
ENGLISH_FLOOR = 2.5
"""Zipf frequency from which an English word is kept even if SCOWL lacks it."""
SCOWL_KINDS = ("words", "contractions", "upper", "proper-names", "abbreviations")
SCOWL_PLACES = ("english", "american", "british", "british_z", "canadian", "australian", "variant_1")


def scowl(folder: Path) -> dict[str, int]:
    """Lower-cased words with the least size that lists them."""
    sizes: dict[str, int] = {}
    for path in sorted(folder.iterdir()):
        name, _, size = path.name.rpartition(".")
        place, _, kind = name.partition("-")
        if place in SCOWL_PLACES and kind in SCOWL_KINDS and int(size) <= 70:
            for line in path.read_text("iso-8859-1").splitlines():
                word = line.strip().lower()
                sizes[word] = min(sizes.get(word, 99), int(size))
    return sizes


def hinglish() -> dict[str, float]:
    """Natural-log frequencies of the words of code-switched queries that are not words of their English twins."""
    counts: collections.Counter[str] = collections.Counter()
    english: collections.Counter[str] = collections.Counter()
    with (DATA / "codeswitch_hinglish_train.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            words = [word for word in row["text"].lower().split() if word.isalpha()]
            (counts if row["code_switched"] == "1" else english).update(words)
    total = sum(counts.values())
    return {
        word: math.log(count / total)
        for word, count in counts.items()
        if count >= 2 and count / total > 4 * english[word] / max(1, sum(english.values()))
    }


def joined(words: list[str]) -> np.ndarray:
    """Words as one array of UTF-8 bytes, each ended by a newline."""
    return np.frombuffer(("\n".join(words) + "\n").encode(), np.uint8)


def usable(word: str) -> bool:
    """Can the tokeniser produce this word at all?"""
    return word != "" and word.replace("'", "").isalpha() and not word.startswith("'") and not word.endswith("'")


def main(folder: Path) -> None:
    """Write both tables."""
    TABLES.mkdir(exist_ok=True)
    sizes = {word: size for word, size in scowl(folder).items() if usable(word)}
    words = sorted(sizes)
    np.savez_compressed(
        TABLES / "words_scowl.npz", words=joined(words), sizes=np.array([sizes[word] for word in words], np.uint8)
    )

    english = wordfreq.get_frequency_dict("en", wordlist="large")
    zipf = {
        word: round(100 * math.log10(frequency * 1e9))
        for word, frequency in english.items()
        if usable(word) and (word in sizes or math.log10(frequency * 1e9) >= ENGLISH_FLOOR)
    }
    scores: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        table = wordfreq.get_frequency_dict(language, wordlist="best")
        top = sorted(table, key=lambda word: (-table[word], word))
        kept = [word for word in top if usable(word)][:PER_LANGUAGE]
        scores[language] = {word: max(-127, round(6 * math.log(table[word]))) for word in kept}
    scores["hi-Latn"] = {word: max(-127, round(6 * score)) for word, score in hinglish().items() if usable(word)}

    everything = sorted(set(zipf).union(*scores.values()))
    row = {word: index for index, word in enumerate(everything)}
    languages = list(scores)
    np.savez_compressed(
        TABLES / "words_frequency.npz",
        words=joined(everything),
        centizipf=np.array([zipf.get(word, 0) for word in everything], np.int16),
        languages=np.array(languages),
        rows=np.concatenate([np.array([row[word] for word in table], np.int32) for table in scores.values()]),
        columns=np.repeat(np.arange(len(languages), dtype=np.uint8), [len(table) for table in scores.values()]),
        scores=np.concatenate([np.array(list(table.values()), np.int8) for table in scores.values()]),
    )
    print(f"SCOWL {len(words)} words; frequency {len(everything)} words, {sum(map(len, scores.values()))} scores")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl"))
