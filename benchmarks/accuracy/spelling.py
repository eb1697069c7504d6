"""How well typos, apostrophes, abbreviations and spacing agree with people who labelled tokens.

Files (from the folder in PRODSHAPE_DATA, default ../shared/data; all of them evaluate-only):
`query_style_gold_dev.jsonl` (T misspelling, S spacing, A dropped apostrophe, B abbreviation, X undecided) and
`lexnorm2015_train_typed.jsonl` (class ABBR, APOS, ...), `neuspell_jfleg.*`. A predicted span is right if it overlaps a labelled one of its
kind; predicted spans that overlap only other labels are left out; the gold labels saw only tokens
outside SCOWL-60, so predictions on SCOWL-60 words are left out there too for apostrophes and abbreviations.

Rows are halved by a hash of their text, to show how far a figure depends on its rows; no row of these files is ever shown,
because no word or rule may be chosen by looking at them. Lines of our own (`tests/data/spelling_lines.tsv`) in many domains: `recieved~T` is marked as a
misspelling, `~S` as a spacing error, `~B` as an abbreviation, a bare `~` as undecided; every other line is `report`, and no rule was
changed for it. `mono_lang_dev.tsv` (Apache-2.0) tells how many messages of each language are measured.

Run: python -m benchmarks.accuracy.spelling
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.accuracy.labelled import bins, comma_table, json_lines, table
from benchmarks.accuracy.labelled import wanted as in_half
from prodshape.axes import all_axes
from prodshape.lexicon.languages import lexicons
from prodshape.messages import Batch

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DATA = Path(os.environ.get("PRODSHAPE_DATA", Path(__file__).parents[3] / "shared" / "data"))
GOLD = "query_style_gold_dev.jsonl"
LEXNORM = "lexnorm2015_train_typed.jsonl"
OWN_LINES = Path(__file__).parents[2] / "tests" / "data" / "spelling_lines.tsv"
_MARKED = re.compile(r"(\S+?)~([TSB]?)(?=\W|$)")
_SPANISH = "spanish"
_FIRST_WORDS = 5

Labels = list[tuple[int, int, str]]


class Score(NamedTuple):
    """Counts of one comparison."""

    hits: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)

    def __str__(self) -> str:
        return (
            f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} "
            f"({self.hits} hits, {self.false} false, {self.missed} missed)"
        )


def gold(folder: Path = DATA) -> tuple[list[str], list[Labels]]:
    """Texts and labels of the labelled support messages."""
    rows = json_lines(folder / GOLD)
    return [row["text"] for row in rows], [[(a, b, kind) for a, b, kind in row["spans"]] for row in rows]


def lexnorm(folder: Path = DATA) -> tuple[list[str], list[Labels]]:
    """Tweets joined from their tokens by spaces, a label for each token that is not OK."""
    texts, labels = [], []
    for row in json_lines(folder / LEXNORM):
        at, of_text = 0, []
        for token, kind in zip(row["tokens"], row["cls"], strict=True):
            if kind != "OK":
                of_text.append((at, at + len(token), kind))
            at += len(token) + 1
        texts.append(" ".join(row["tokens"]))
        labels.append(of_text)
    return texts, labels


def own_lines(part: str, *, spanish: bool = False) -> tuple[list[str], list[Labels]]:
    """Lines that we wrote and labelled, without their marks, and the labels."""
    texts, labels = [], []
    for row in table(OWN_LINES):
        if row["part"] == part and (row["style"] == _SPANISH) == spanish:
            text, at, of_text = "", 0, []
            for mark in _MARKED.finditer(row["text"]):
                text += row["text"][at : mark.start()] + mark[1]
                of_text.append((len(text) - len(mark[1]), len(text), mark[2] or "X"))
                at = mark.end()
            texts.append(text + row["text"][at:])
            labels.append(of_text)
    return texts, labels


def half(texts: list[str], labels: list[Labels], which: int) -> tuple[list[str], list[Labels]]:
    """The rows to tune on (0) or to report on (1)."""
    kept = [
        (text, truth)
        for text, truth in zip(texts, labels, strict=True)
        if hashlib.blake2b(text.encode(), digest_size=4).digest()[0] & 1 == which
    ]
    return [text for text, _ in kept], [truth for _, truth in kept]


def score(
    axis: str,
    texts: list[str],
    labels: list[Labels],
    wanted: set[str],
    *,
    ignored: set[str],
    skip: Callable[[str], bool] = lambda _: False,
) -> Score:
    """Compare the spans of an axis with the labels `wanted`; predictions on `ignored` labels do not count."""
    found = [[(span.start, span.end) for span in spans] for spans in all_axes()[axis].spans(Batch.of(texts))]
    return score_found(found, texts, labels, wanted, ignored=ignored, skip=skip)


def score_found(
    by_text: Sequence[Sequence[tuple[int, int]]],
    texts: list[str],
    labels: list[Labels],
    wanted: set[str],
    *,
    ignored: set[str],
    skip: Callable[[str], bool] = lambda _: False,
) -> Score:
    """Compare stretches, whoever found them, with the labels `wanted`."""
    hits = false = missed = 0
    for text, found, truth in zip(texts, by_text, labels, strict=True):
        for start, end, kind in truth:
            if kind in wanted:
                seen = any(a < end and start < b for a, b in found)
                hits += seen
                missed += not seen
        for a, b in found:
            over = {kind for start, end, kind in truth if a < end and start < b}
            if not over & (wanted | ignored) and not skip(text[a:b].lower()):
                false += 1
    return Score(hits, false, missed)


def in_scowl_60(word: str) -> bool:
    """Is it a word that the labellers of the gold file did not look at?"""
    from prodshape.vocabulary import vocabulary

    words = vocabulary()
    return 0 < int(words.scowl[words.ids([word.replace("’", "'")])[0]]) <= 60


def by_message(texts: list[str], labels: list[Labels]) -> Score:
    """Messages with a misspelling, found and labelled; those with only an undecided label are left out."""
    return by_message_found([bool(spans) for spans in all_axes()["typos"].spans(Batch.of(texts))], labels)


def by_message_found(found: list[bool], labels: list[Labels]) -> Score:
    """The same for messages flagged by whoever it was."""
    kinds = [{kind for _, _, kind in truth} for truth in labels]
    pairs = [(seen, "T" in kind) for seen, kind in zip(found, kinds, strict=True) if "T" in kind or "X" not in kind]
    return Score(
        sum(seen and true for seen, true in pairs),
        sum(seen and not true for seen, true in pairs),
        sum(true and not seen for seen, true in pairs),
    )


def corrupted_prose(folder: Path = DATA) -> Score:
    """Sentences of learners, labelled by token (NeuSpell's JFLEG, evaluate-only)."""
    texts, labels = [], []
    sentences = (folder / "neuspell_jfleg.corrupt.txt").read_text(encoding="utf-8").splitlines()
    flags = (folder / "neuspell_jfleg.labels.txt").read_text(encoding="utf-8").splitlines()
    for sentence, row in zip(sentences, flags, strict=True):
        if not in_half(sentence):
            continue
        at, of_text = 0, []
        for token, flag in zip(sentence.split(" "), row.split(), strict=True):
            if flag == "1":
                of_text.append((at, at + len(token), "T"))
            at += len(token) + 1
        texts.append(sentence)
        labels.append(of_text)
    return score("typos", texts, labels, {"T"}, ignored=set())


def measure(folder: Path) -> dict[str, float]:
    """Figures of four axes by name, the axis first."""
    texts, labels = gold(folder)
    scores = {
        "typos, support messages, by message": by_message(texts, labels),
        "typos, learners' prose": corrupted_prose(folder),
    }
    for axis, kind in (("typos", "T"), ("spacing", "S"), ("apostrophes", "A"), ("abbreviations", "B")):
        skip = in_scowl_60 if kind in "AB" else lambda _: False
        scores[f"{axis}, support messages"] = score(
            axis, texts, labels, {kind}, ignored=set("TSABX") - {kind}, skip=skip
        )
    texts, labels = lexnorm(folder)
    scores["apostrophes, lexnorm"] = score("apostrophes", texts, labels, {"APOS"}, ignored=set())
    scores["abbreviations, lexnorm"] = score("abbreviations", texts, labels, {"ABBR"}, ignored={"COLLOQ"})
    for part in ("tune", "report"):
        for spanish in (False, True):
            texts, labels = own_lines(part, spanish=spanish)
            for axis, kind in (("typos", "T"), ("spacing", "S"), ("abbreviations", "B")):
                name = f"{axis}, own lines{', Spanish' * spanish}, {part}"
                scores[name] = score(axis, texts, labels, {kind}, ignored={"X"})
    figures = {
        f"{name}: {label}": figure
        for name, found in scores.items()
        for label, figure in (("precision", found.precision), ("recall", found.recall), ("F1", found.f1))
    }
    clean = {
        "banking77": [row["text"] for row in comma_table(folder / "banking77_train.csv")],
        "clinc150": [row["text"] for row in json_lines(folder / "clinc150_val.jsonl")],
    }
    for name, texts in clean.items():
        flagged = [bool(spans) for spans in all_axes()["typos"].spans(Batch.of(texts))]
        figures[f"typos, {name}: share of messages"] = sum(flagged) / max(1, len(flagged))
    return figures | languages_measured(folder)


def languages_measured(folder: Path) -> dict[str, float]:
    """How many sentences, and how many of their first five words, are measured in languages with a lexicon and without one."""
    rows = table(folder / "mono_lang_dev.tsv")
    code, text = rows[0].keys()
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        known = row[code] == "en" or row[code] in lexicons()
        by_kind[f"sentences in {row[code]}" if known else "sentences in languages without a lexicon"].append(row[text])
    figures = {}
    for kind, texts in by_kind.items():
        figures[f"typos, {kind}: share measured"] = float((bins("typos", texts) != "-").mean())
        short = [" ".join(one.lower().split()[:_FIRST_WORDS]) for one in texts]
        figures[f"typos, {kind}, first 5 words: share measured"] = float((bins("typos", short) != "-").mean())
    return figures


def main() -> None:
    """Print all figures."""
    print(f"{'typos':14} prose   {corrupted_prose()}")
    for which, name in enumerate(("first half", "second half")):
        print(name)
        texts, labels = half(*gold(), which)
        print(f"{'typos':14} message {by_message(texts, labels)}")
        for axis, kind in (("typos", "T"), ("spacing", "S"), ("apostrophes", "A"), ("abbreviations", "B")):
            skip = in_scowl_60 if kind in "AB" else lambda _: False
            ignored = set("TSABX") - {kind}
            print(f"{axis:14} gold    {score(axis, texts, labels, {kind}, ignored=ignored, skip=skip)}")
        texts, labels = half(*lexnorm(), which)
        print(f"{'apostrophes':14} lexnorm {score('apostrophes', texts, labels, {'APOS'}, ignored=set())}")
        for ignored in (set(), {"COLLOQ"}, {"COLLOQ", "SLANG", "LENGTHEN", "TYPO"}):
            figures = score("abbreviations", texts, labels, {"ABBR"}, ignored=ignored)
            print(f"{'abbreviations':14} lexnorm {figures} leaving out {sorted(ignored)}")


if __name__ == "__main__":
    main()
