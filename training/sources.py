"""Whose requests the made messages are composed of: rows of permissive data sets, by what they are.

Banking77 (CC BY 4.0), CLINC150 (CC BY 3.0), SNIPS (CC0), MultiDoGO turns (CDLA-Permissive-1.0), Bitext (CDLA-Sharing-1.0), Wikipedia
requests of the Stanford Politeness Corpus (CC BY 4.0), SGD turns and sentences of EWT and ESL (CC BY-SA 4.0).
Every row belongs to a half (`benchmarks.accuracy.labelled`).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy.labelled import comma_table, json_lines, rows_of, table
from training.matters import MATTERS, Matter

if TYPE_CHECKING:
    from pathlib import Path

FOLDS = 4
CLEAN_FOLD = 3
"""The quarter that the shipped weights are not fitted to, nor the vectors of words."""
_TOLD = (4, 30)
"""Words of a sentence of a story."""
_LONG = 9
"""Words of a long turn."""
_MORE = re.compile(r"\b(also|another|second|plus|as well|too|btw|by the way)\b")
_WORDS = 4
"""Shorter chat turns are often cut from a dialogue and ask for nothing by themselves."""
_CHAT_INTENTS = frozenset(
    (
        *("startserviceintent", "startorder", "getinformationintent", "viewbillsintent", "reportbrokensoftware"),
        *("softwareupdate", "checkserverstatus", "expensereport", "changeorder", "cancelserviceintent"),
        *("upgradeserviceintent", "transferserviceintent", "checkclaimstatus", "getproofofinsurance"),
    )
)


@dataclass
class Sources:
    """Texts by what they are.

    Attributes:
        singles: one request each, by source.
        alike: texts of one intent, by intent: two of them want about the same.
        none: turns that ask for nothing.
        turns: whole turns with one request in more than one sentence.
        asked: a sentence or two of background and one question, as people wrote them to each other.
        told: sentences that ask for nothing, in the order of their documents.
        about: source, group and text: what belongs to one group is about one matter.
        talk: long turns of chats, nearly all with one request or none.
        matters: what people write to a company about (our own).
    """

    singles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    alike: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    none: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    about: list[tuple[str, str, str]] = field(default_factory=list)
    talk: list[str] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)


def fold_of(text: str) -> int:
    """Which of the `FOLDS` parts a text belongs to, for ever.

    Example:
        >>> fold_of("where is my refund") == fold_of(" Where is my refund")
        True
    """
    return hashlib.blake2b(text.strip().lower().encode(), digest_size=2).digest()[1] * FOLDS // 256


def read(
    folder: Path, half: str, without: tuple[str, ...] = (), folds: tuple[int, ...] = tuple(range(FOLDS))
) -> Sources:
    """Read the sources.

    Args:
        folder: the data.
        half: `dev`, `held-out` or `both`.
        without: sources to leave out: `bank`, `clinc`, `snips`, `dogo`, `bitext`, `sgd`, `wiki`.
        folds: to take the rows of these only (`fold_of`).
    """
    found = Sources()
    with rows_of(None if half == "both" else half):
        banking = comma_table(folder / "banking77_train.csv")
        clinc = json_lines(folder / "clinc150_val.jsonl")
        bitext = comma_table(folder / "bitext_tags_a.csv")
        wiki = comma_table(folder / "stanford_politeness_wikipedia.csv")
        chat = table(folder / "intent_turns_multidogo_train.tsv")
        sgd = table(folder / "intent_turns_sgd_dev.tsv")
        mixed = table(folder / "intent_singles_train.tsv")
        stream = table(folder / "chat_stream.tsv")
    with rows_of(None):
        # The mixed file repeats rows of the others, which belong to a half by their own lines.
        apart = {row["text"].strip().lower() for row in comma_table(folder / "banking77_train.csv")}
        apart |= {row["text"].strip().lower() for row in json_lines(folder / "clinc150_val.jsonl")}
        # Whole documents: half of their sentences would tell no story.
        web = [row["text"] for row in table(folder / "fragment_train.tsv") if row["source"] in {"ewt_dev", "esl"}]

    def chosen(rows: list[Any], name: str) -> list[Any]:
        wanted = [] if name in without else rows
        key = {"bitext": "instruction", "wiki": "Request"}.get(name, "text")
        return [row for row in wanted if fold_of(row[key]) in folds]

    for source in ("clinc", "snips"):
        rows = [row for row in mixed if row["source"] == source and row["text"].strip().lower() not in apart]
        picked = chosen(rows, source)
        found.singles[source] = [row["text"] for row in picked]
        found.about += [(source, row["label"] if source == "clinc" else row["text"], row["text"]) for row in picked]
    for row in chosen(clinc, "clinc"):
        found.singles["clinc"].append(row["text"])
        found.about.append(("clinc", row["intent"], row["text"]))
    for row in chosen(banking, "bank"):
        found.singles["bank"].append(row["text"])
        found.alike["bank " + row["category"]].append(row["text"])
        found.about.append(("bank", row["category"], row["text"]))
    for row in chosen(bitext, "bitext"):
        found.singles["bitext"].append(row["instruction"])
        found.alike["bitext " + row["intent"]].append(row["instruction"])
        found.about.append(("bitext", row["intent"], row["instruction"]))
    _add_chat(found, chosen(chat, "dogo"))
    _add_turns(found, chosen(sgd, "sgd"))
    asked = (row["Request"].replace("<url>", "it") for row in chosen(wiki, "wiki"))
    found.asked = [text for text in asked if text.count("?") == 1]
    found.told = [text for text in web if "?" not in text and _TOLD[0] <= len(text.split()) <= _TOLD[1]]
    found.matters = [one for one in MATTERS if fold_of(one.asks[0]) in folds]
    found.about += [("asked", text, text) for text in found.asked] + [("told", text, text) for text in found.told]
    found.about += [("sgd", text, text) for text in found.turns]
    for one in found.matters:
        found.about += [("matters", one.asks[0], text) for text in (*one.told, *one.asks, *one.follows)]
    # Whoever announces one more thing may ask for two.
    found.talk = [
        row["text"]
        for row in chosen(stream, "dogo")
        if len(row["text"].split()) >= _LONG and not _MORE.search(row["text"])
    ]
    found.about += [("talk", text, text) for text in found.talk]
    return found


def _add_chat(found: Sources, rows: list[dict[str, str]]) -> None:
    """Turns of MultiDoGO."""
    for row in rows:
        if row["n_requests"] == "0":
            found.none.append(row["text"])
        elif row["n_requests"] == "1" and row["intents"] in _CHAT_INTENTS and len(row["text"].split()) >= _WORDS:
            found.singles["dogo"].append(row["text"])


def _add_turns(found: Sources, rows: list[dict[str, str]]) -> None:
    """Turns of SGD."""
    for row in rows:
        if row["n_requests_type"] == "0":
            found.none.append(row["text"])
        elif row["n_requests_slot"] == "1":
            found.turns.append(row["text"])
            if row["text"].count(".") + row["text"].count("?") == 1 and "INTENT" in row["acts"]:
                found.singles["sgd"].append(row["text"])
