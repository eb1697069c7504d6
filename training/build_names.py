"""Build prodshape/tables/names_scowl.npz and rare_words.npz: words that only look like misspellings.

`names_scowl.npz` comes from SCOWL (Debian package `scowl`): `frequent`, the frequent words that it knows only with a
capital (so that `kavin` is not taken for a slip of Kevin), and `rare`, the names of its sizes 80 and 95 that the rules of
`prodshape.lexicon` would otherwise take for a misspelling.
`rare_words.npz` comes from wordfreq (data CC BY-SA 4.0): words that are no rarer than people's slips would make them, if
they were slips (`RARE_GAP`), and that the rules would otherwise take for one.

Run after build_words: python -m training.build_names [SCOWL_FOLDER]
"""

import math
import sys
from pathlib import Path

import numpy as np
import wordfreq

from prodshape.lexicon.frequent_words import frequent_words
from prodshape.lexicon.spelling import LONGEST, WordClass, judge, listed
from prodshape.vocabulary import vocabulary

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"
RARE_GAP, LONG_RARE_GAP, LONG = 2.0, 1.5, 8
"""Zipf: of a hundred who mean a word, less than one makes one certain slip that we have not listed (of a long word, three)."""


def scowl(folder: Path, kinds: set[str], sizes: range) -> set[str]:
    """Lower-cased words of these kinds and sizes, of any place but the further variants."""
    found: set[str] = set()
    for path in sorted(folder.iterdir()):
        name, _, size = path.name.rpartition(".")
        place, _, kind = name.partition("-")
        if kind in kinds and int(size) in sizes and place not in {"variant_2", "variant_3"}:
            found.update(line.strip().lower() for line in path.read_text("iso-8859-1").splitlines())
    return found


def joined(words: list[str]) -> np.ndarray:
    """Words as one array of UTF-8 bytes, each ended by a newline."""
    return np.frombuffer("".join(f"{word}\n" for word in words).encode(), np.uint8)


def taken_for_slips(words: dict[str, float], *, names: bool = False) -> list[str]:
    """Those that would be judged a misspelling of a word that is not far more frequent; names, also words run together."""
    frequent = frequent_words().zipf
    found = []
    for word, zipf in sorted(words.items()):
        if not (word.isascii() and word.isalpha() and 2 < len(word) <= LONGEST) or listed(word):
            continue
        judgement = judge(word, 0.0, known=False)
        if names and judgement.word_class is WordClass.RUN_ON:
            found.append(word)
        if judgement.word_class in {WordClass.MISSPELT, WordClass.DOUBTFUL} and judgement.meant is not None:
            meant = frequent.get(judgement.meant, 9.0)
            if meant - zipf < (LONG_RARE_GAP if len(word) >= LONG else RARE_GAP):
                found.append(word)
    return found


def main(folder: Path) -> None:
    """Write both tables."""
    nothing = joined([])  # the tables must not judge themselves
    known = vocabulary()
    lower = scowl(folder, {"words", "contractions"}, range(71))
    capital = scowl(folder, {"proper-names", "upper", "abbreviations"}, range(71))
    np.savez_compressed(TABLES / "names_scowl.npz", frequent=joined(sorted(capital - lower)), rare=nothing)
    np.savez_compressed(TABLES / "rare_words.npz", words=nothing)
    frequent = sorted(frequent_words().names)
    rare = taken_for_slips(dict.fromkeys(scowl(folder, {"proper-names"}, range(80, 96)), 9.0), names=True)
    np.savez_compressed(TABLES / "names_scowl.npz", frequent=joined(frequent), rare=joined(rare))
    english = wordfreq.get_frequency_dict("en", wordlist="large")
    strangers = {word: math.log10(share * 1e9) for word, share in english.items()}
    strangers = {word: zipf for word, zipf in strangers.items() if known.scowl[known.ids([word])[0]] == 0}
    rarely = taken_for_slips(strangers)
    np.savez_compressed(TABLES / "rare_words.npz", words=joined(rarely))
    print(f"{len(frequent)} frequent names, {len(rare)} rare names, {len(rarely)} rare words")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl"))
