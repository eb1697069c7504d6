"""Whose requests the made messages are composed of: rows of permissive data sets, by what they are.

Banking77 (CC BY 4.0), CLINC150 (CC BY 3.0), SNIPS (CC0), MultiDoGO turns (CDLA-Permissive-1.0), Bitext (CDLA-Sharing-1.0), Wikipedia
requests of the Stanford Politeness Corpus (CC BY 4.0), SGD turns and sentences of EWT and ESL (CC BY-SA 4.0).
Every row belongs to a half (`benchmarks.accuracy.labelled`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from benchmarks.accuracy.labelled import comma_table, json_lines, rows_of, table
from training.matters import MATTERS, Matter

if TYPE_CHECKING:
    from pathlib import Path

_TUNE = 64
_TOLD = (4, 30)
"""Words of a sentence of a story."""
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
        matters: what people write to a company about (our own).
    """

    singles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    alike: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    none: list[str] = field(default_factory=list)
    turns: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)


def part_of(text: str) -> str:
    """`tune` for a quarter of all texts, else `fit`.

    Example:
        >>> part_of("where is my refund") == part_of(" Where is my refund")
        True
    """
    return "tune" if hashlib.blake2b(text.strip().lower().encode(), digest_size=2).digest()[1] < _TUNE else "fit"


def read(folder: Path, half: str, without: tuple[str, ...] = (), part: str | None = None) -> Sources:
    """Read the sources.

    Args:
        folder: the data.
        half: `dev`, `held-out` or `both`.
        without: sources to leave out: `bank`, `clinc`, `snips`, `dogo`, `bitext`, `sgd`, `wiki`.
        part: `fit` or `tune` to take those rows only.
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
    with rows_of(None):
        # The mixed file repeats rows of the others, which belong to a half by their own lines.
        apart = {row["text"].strip().lower() for row in comma_table(folder / "banking77_train.csv")}
        apart |= {row["text"].strip().lower() for row in json_lines(folder / "clinc150_val.jsonl")}
        # Whole documents: half of their sentences would tell no story.
        web = [row["text"] for row in table(folder / "fragment_train.tsv") if row["source"] in {"ewt_dev", "esl"}]

    def chosen(rows: list[Any], name: str) -> list[Any]:
        wanted = [] if name in without else rows
        key = {"bitext": "instruction", "wiki": "Request"}.get(name, "text")
        return [row for row in wanted if part is None or part_of(row[key]) == part]

    for source in ("clinc", "snips"):
        rows = [row for row in mixed if row["source"] == source and row["text"].strip().lower() not in apart]
        found.singles[source] = [row["text"] for row in chosen(rows, source)]
    found.singles["clinc"] += [row["text"] for row in chosen(clinc, "clinc")]
    for row in chosen(banking, "bank"):
        found.singles["bank"].append(row["text"])
        found.alike["bank " + row["category"]].append(row["text"])
    for row in chosen(bitext, "bitext"):
        found.singles["bitext"].append(row["instruction"])
        found.alike["bitext " + row["intent"]].append(row["instruction"])
    _add_chat(found, chosen(chat, "dogo"))
    _add_turns(found, chosen(sgd, "sgd"))
    asked = (row["Request"].replace("<url>", "it") for row in chosen(wiki, "wiki"))
    found.asked = [text for text in asked if text.count("?") == 1]
    found.told = [text for text in web if "?" not in text and _TOLD[0] <= len(text.split()) <= _TOLD[1]]
    found.matters = [one for one in MATTERS if part is None or part_of(one.asks[0]) == part]
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
