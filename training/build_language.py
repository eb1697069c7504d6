"""Build prodshape/tables/words_<code>.npz: the word frequencies of a language beside English.

From wordfreq (data CC BY-SA 4.0), its largest list: every word at least `FLOOR` frequent, accents folded away as the lexicon
compares words (`prodshape.lexicon.folding`), forms that fold alike added up, as centi-Zipf.

Run: python -m training.build_language es
"""

import math
import sys
from pathlib import Path

import numpy as np
import wordfreq

from prodshape.lexicon.folding import folded

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"
FLOOR = 1.3
"""Zipf: twice in a hundred million words. Rarer entries are noise."""


def main(code: str) -> None:
    """Write the table of one language."""
    frequencies: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(code, wordlist="best").items():
        form = folded(word)
        if form.isascii() and form.isalpha() and math.log10(frequency * 1e9) >= FLOOR:
            frequencies[form] = frequencies.get(form, 0.0) + frequency
    words = sorted(frequencies)
    np.savez_compressed(
        TABLES / f"words_{code}.npz",
        words=np.frombuffer(("\n".join(words) + "\n").encode(), np.uint8),
        centizipf=np.array([round(100 * math.log10(frequencies[word] * 1e9)) for word in words], np.int16),
    )
    print(f"{len(words)} words")


if __name__ == "__main__":
    main(sys.argv[1])
