"""How well mixed messages are found, and how often plain ones are called mixed.

`codeswitch_hinglish_train.tsv` (romanised Hindi and English, and English twins; the word list of romanised Hindi comes from the same source, so this
figure is in-domain), our own lines (`tests/data/switched_lines.tsv`: mixtures of two words a side, and loanwords, brands and names that are none, many of
them chosen to be hard), Banking77, CLINC150, MultiDoGO chat, 20 languages of `mono_lang_dev.tsv`, and real
messages (`real_intents_forms_dev.jsonl`, evaluate only).

Our own lines are no clean test. Thresholds were chosen by the tune half only, but totals of the report half were printed at every run while the rules
were made; and three tune rows were deleted after they were seen to be missed (they had one word on a side, which is no mixture by the definition). The lines of
the part `fresh` were written when the rules of version 4 stood, measured, and nothing was changed for them. Whoever wrote the lists of dishes, titles and
loanwords had written the lines of both halves before: their false positives are likely to be higher on lines of other people.

Spliced sentences (`splices.py`) are made from `mono_lang_dev.tsv`, with English as a stream without settings looks for it, and for pairs without
English as a stream does that lists the two; beside them plain sentences, and sentences with one foreign word, that are called mixed under the same list.
Constants of pairs without English were chosen on the dev half of these.

Run: python -m benchmarks.accuracy.code_switching
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.accuracy.labelled import bins, comma_table, counts, f1, json_lines, report, table
from benchmarks.accuracy.splices import LOANWORDS, OTHER_LOANWORDS, splices, with_loanwords, with_one_word
from prodshape.audience import ENGLISH, Audience
from prodshape.axes import all_axes
from prodshape.language.codes import OTHER

if TYPE_CHECKING:
    from numpy.typing import NDArray

ENGLISH_WITH = ("de", "es", "fr", "it", "pt", "cs", "da", "id", "nl", "pl", "ro", "sv", "tr", "vi")
LISTED = (("es", "pt"), ("de", "fr"), ("es", "it"))
SEVERAL = 5
"""Mixed lines of a pair from which it has a figure of its own."""
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
        for pair in ("en+es", "de+en", "en+hi", "en+fr", "en+it", "en+pt")
        if labels[pairs == pair].sum() >= SEVERAL
    }
    figures[f"own lines, {part}, all pairs: F1"] = f1(found, labels)
    figures[f"own lines, {part}: false positives"] = float(found[~labels].mean())
    return figures


def mixed(texts: list[str], audience: Audience = ENGLISH) -> NDArray[np.bool_]:
    """Which texts are called mixed, as whatever pair."""
    names = all_axes(audience)["code_switching"].grid.names
    is_pair = {name: "+" in name or name == OTHER for name in names}
    return np.array([is_pair[name] for name in bins("code_switching", texts, audience)])


def spliced(texts: dict[str, list[str]]) -> dict[str, float]:
    """Spliced sentences found (as the right pair), plain ones and those with one foreign word called mixed; texts by language."""
    figures: dict[str, float] = {}
    for code in ENGLISH_WITH:
        pair = "+".join(sorted((code, "en")))
        figures[f"spliced {pair}: right pair"] = _right(texts, (code, "en"), ENGLISH)
    figures["spliced, English with 14 languages: right pair"] = float(np.mean([*figures.values()]))
    for code in ENGLISH_WITH[:5]:
        figures[f"one word of {code} in en: false positives"] = float(
            np.mean(mixed(with_one_word(texts["en"], texts[code])))
        )
        figures[f"one word of en in {code}: false positives"] = float(
            np.mean(mixed(with_one_word(texts[code], texts["en"])))
        )
    for words, said in ((LOANWORDS, "two loanwords"), (OTHER_LOANWORDS, "two loanwords that no list has")):
        false = [np.mean(mixed(with_loanwords(texts[code], words, 2))) for code in ENGLISH_WITH]
        figures[f"{said} of en in 14 languages: false positives"] = float(np.mean(false))
    for one, other in LISTED:
        audience = Audience((one, other))
        listed = f"languages {one} and {other}"
        figures[f"spliced {one}+{other}, {listed}: right pair"] = _right(texts, (one, other), audience)
        for code, foreign in ((one, other), (other, one)):
            figures[f"plain {code}, {listed}: false positives"] = float(np.mean(mixed(texts[code], audience)))
            figures[f"one word of {foreign} in {code}, {listed}: false positives"] = float(
                np.mean(mixed(with_one_word(texts[code], texts[foreign]), audience))
            )
        rest = [text for code in texts if code not in {one, other} for text in texts[code]]
        figures[f"plain, the other 18 languages, {listed}: false positives"] = float(np.mean(mixed(rest, audience)))
    audience = Audience(("en", "es", "pt"))
    for one, other in combinations(audience.languages, 2):
        figures[f"spliced {one}+{other}, languages en, es and pt: right pair"] = _right(texts, (one, other), audience)
    return figures


def _right(texts: dict[str, list[str]], pair: tuple[str, str], audience: Audience) -> float:
    one, other = sorted(pair)
    made = splices(texts[one], texts[other], (one, other))
    return float(np.mean(bins("code_switching", made, audience) == f"{one}+{other}"))


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
    figures |= own_lines("tune") | own_lines("report") | own_lines("fresh")
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
    figures |= spliced({code: plain[f"mono {code}"] for code in dict.fromkeys(row["lang"] for row in mono)})
    real = json_lines(folder / "real_intents_forms_dev.jsonl")
    switched = np.array([row["switched"] == 1 for row in real])
    found = counts("code_switching", [row["text"] for row in real]) > 0
    figures["real messages: false positives"] = float(found[~switched].mean())
    figures["real messages: found of the few true ones"] = float(found[switched].sum())
    return figures


if __name__ == "__main__":
    report(measure)
