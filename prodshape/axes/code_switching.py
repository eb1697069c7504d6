"""Does a message mix two languages?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.audience import ENGLISH, Audience
from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.language.codes import ENGLISH_PAIRS, LANGUAGES, OTHER, UNKNOWN, pairs_of
from prodshape.language.reasons import switching_reasons
from prodshape.language.scores import main_language
from prodshape.language.scripts import SCRIPT_CODES
from prodshape.language.switching import switching

if TYPE_CHECKING:
    from prodshape.messages import Batch

_FIRST = ("none", UNKNOWN, "no words")
_NONE, _UNKNOWN, _NO_WORDS = range(3)


class CodeSwitching(Axis):
    """Whether the message holds a phrase of English and one of another language, or of a pair that is set, and which.

    A phrase is two words or more that are seven times likelier in that language, or look so by their letters where no list has them:
    neighbours, or several words of grammar. Borrowed words make no phrase, however many (`mein account, der login, das update`),
    nor do dishes, titles and streets; nor do names (capitalised inside the message), mentions, hashtags and addresses.
    In romanised Hindi one clear English word is enough (`mujhe umbrella chahiye`), unless everyday Hindi has it (`mera order`).
    Other scripts are told by their letters. The value is the share of words on the smaller side. `other`: English with a language
    that has no bin; `unknown`: words, but none that any language lists.
    Pairs without English are looked for where the languages of a stream are set (`languages`, `--languages`): then the pairs among those
    are the bins, and English with any other is `other`.
    """

    name = "code_switching"
    version = 6
    unit = "share of embedded words"
    ratio = "switched messages / messages with words"
    grid = Grid.categories((*_FIRST, *ENGLISH_PAIRS, OTHER))
    examples = (
        ("where is my refund", "none"),
        ("bhai mera order kab aayega please jaldi check karo my address is same", "en+hi"),
        ("I want to know cuándo llega mi pedido", "en+es"),
        ("i had a croissant", "none"),
        ("mein account ist nach dem update gesperrt, der login geht nicht", "none"),
        ("mera order kab aayega", "none"),
        ("please check где мой заказ thanks", "en+ru"),
        ("¿dónde está mi pedido?", "none"),
        ("😀 12345", "no words"),
        ("xqzzt wvvrk", "unknown"),
    )

    def __init__(self, audience: Audience = ENGLISH) -> None:
        pairs = pairs_of(audience.languages)
        self.grid = Grid.categories((*_FIRST, *pairs, OTHER))
        split = [tuple(pair.split("+")) for pair in pairs]
        self._further = tuple((one, other) for one, other in split if "en" not in {one, other})
        self._bin_of = np.full((len(SCRIPT_CODES), len(SCRIPT_CODES)), len(self.grid.names) - 1, np.int16)
        for place, (one, other) in enumerate(split, len(_FIRST)):
            first, second = LANGUAGES.index(one), LANGUAGES.index(other)
            self._bin_of[first, second] = self._bin_of[second, first] = place

    def suited_to(self, audience: Audience) -> CodeSwitching:
        """Look for the pairs of these languages."""
        return CodeSwitching(audience)

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        words = batch.tokens.word_counts
        found = switching(batch, self._further)
        codes = np.where(batch.derived(main_language) < 0, _UNKNOWN, _NONE).astype(np.int16)
        codes[words == 0] = _NO_WORDS
        mixed = (found.partner >= 0) & (words > 0)
        codes[mixed] = self._bin_of[found.host[mixed], found.partner[mixed]]
        has_words = words > 0
        values = np.where(has_words, found.embedded / np.maximum(words, 1), np.nan)
        return Column(codes, mixed.astype(np.int64), has_words.astype(np.int64), values)

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The words that lean to either side."""
        return switching_reasons(batch, switching(batch, self._further))
