"""Abbreviations and textisms: `pls`, `u`, `asap`, `acct`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason, Span
from prodshape.lexicon.abbreviated import abbreviated
from prodshape.lexicon.abbreviations import ABBREVIATIONS
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.spelling_reasons import word_reasons
from prodshape.lexicon.token_spans import token_spans

if TYPE_CHECKING:
    from prodshape.messages import Batch

_KINDS = {True: "listed", False: "short for another word here"}


class Abbreviations(Axis):
    """Number of abbreviated words, binned by their share of the words.

    Counted: the words of our lexicon (`prodshape.lexicon.abbreviations`: first letters for a phrase, words with letters
    left out, words written as they sound, with digits or without), also with a letter held down (`plzzz`); frequent words
    without any vowel behind their first letter (`nthng`), `-n` and `-in` for `-ing` (`talkn`, `workin`), `z` for a final `s`,
    `x` for `ex`, unless written as a name or an acronym; words of the dictionary and single letters that stand for another word only
    beside certain words (`da best`, `will b`, `w/`, `cause i`, `my hw`), and `2` and `4` that do (`want 2 go`,
    `2 hot 4 me`). `b4` is a seat after `seat`, a gate after `gate`. A single letter counts only in lower case (`u` also as `U`),
    and not beside a number, a code or a letter that is no word (`row 5 r` and `x r b` are spelled out).
    Informal contractions (`gonna`, `tryna`), reduced words of speech (`em`, `ya`, `bout`) and everyday short words (`app`, `info`)
    are not counted.
    Other languages that have a lexicon: the forms of its list. What is not measured: as in `typos`. The vocabulary counts each form.
    """

    name = "abbreviations"
    version = 6
    unit = "share of words"
    ratio = "abbreviations / words"
    grid = Grid.numeric((0, 0.025, 0.05, 0.1, 0.2, 0.4), unit=unit)
    vocabulary = ABBREVIATIONS
    span_kinds = ("abbreviation",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("please send me your bank account number", "0"),
        ("can u send me my account balance", "<=0.2"),
        ("pls check acct asap", ">0.4"),
        ("plzzz help me with my order", "<=0.2"),
        ("will it be here b4 friday", "<=0.2"),
        ("seat 12 R, row n 5", "0"),
        ("da driver waited and left me here again", "<=0.2"),
        ("a quick wit, the lion's den, leonardo da vinci", "0"),
        ("nthng works, it will b late cause i waited", "<=0.4"),
        ("what is the cause, plan b or 2 orders", "0"),
        ("my hw is due, its 2 hot 4 me", "<=0.4"),
        ("it was on for 2 hot weeks", "0"),
        ("hola xq no funciona mi cuenta, q hago", "<=0.4"),
        ("bonjour j'ai besoin d'aide pour mon compte svp", None),
        ("", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count abbreviations."""
        tokens, judged = batch.tokens, batch.derived(checked_words).judged
        found = batch.derived(abbreviated)
        number = tokens.count(found.flags)
        words = np.where(judged, tokens.word_counts + tokens.count(found.codes), 0)
        codes = self.grid.codes(number / np.maximum(words, 1))
        codes[~judged] = NOT_MEASURED
        hits = (found.flags & (found.entries >= 0)).nonzero()[0]
        return Column(
            codes=codes,
            numerators=number,
            denominators=words,
            values=np.where(judged, number, np.nan),
            words=(tokens.messages[hits], found.entries[hits]),
        )

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where the abbreviations stand."""
        return token_spans(batch, batch.derived(abbreviated).flags, "abbreviation")

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """Which form was found, or why the message is not judged."""
        found = batch.derived(abbreviated)
        forms = [
            (token, f"{batch.tokens.text(token)}: {_KINDS[bool(found.entries[token] >= 0)]}")
            for token in np.flatnonzero(found.flags).tolist()
        ]
        return word_reasons(batch, forms)
