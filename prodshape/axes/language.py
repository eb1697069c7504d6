"""The main language of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.audience import ENGLISH, Audience
from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.language.codes import LANGUAGES, OTHER, UNKNOWN
from prodshape.language.reasons import language_reasons
from prodshape.language.scores import main_language

if TYPE_CHECKING:
    from prodshape.messages import Batch

_NAMES = (*LANGUAGES, OTHER, UNKNOWN)


class Language(Axis):
    """The ISO 639-1 code of the language that most of the message is in.

    Words in Latin script: the language under which they are likeliest, by word frequencies of 22 languages, with a
    small lead for English; words that no list has by their letters, beside at least one word that some list has. A message of
    one word that may be English too is English, and so is one of up to three whose only foreign words are names or international words
    (`ford fiesta`, `hai sir`), and one of words that no list has, half of which we know as English shortened, misspelt or run
    together (`gudmorning`). Other scripts: by ranges of code points, and by letters that only one language uses.
    Romanised Hindi counts as `hi` (English words in it count as borrowed), Filipino as `tl`, Serbo-Croatian in Latin script as `hr`, Malay as `id`.
    Languages that are set for a stream have a small lead too, and are the first bins then.
    `other`: a language that we do not name; `unknown`: no words (a number, a code, emoji), or none that any language lists (most bare names).
    """

    name = "language"
    version = 6
    unit = "ISO 639-1 code"
    grid = Grid.categories(_NAMES)
    examples = (
        ("where is my refund", "en"),
        ("¿dónde está mi pedido?", "es"),
        ("wo bleibt mein Paket", "de"),
        ("mera order kab aayega", "hi"),
        ("где мой заказ", "ru"),
        ("注文はどこですか", "ja"),
        ("我的订单在哪里", "zh"),
        ("recieved okthanks", "en"),
        ("😀 https://example.com", "unknown"),
        ("", "unknown"),
    )

    def __init__(self, audience: Audience = ENGLISH) -> None:
        self._expected = () if audience == ENGLISH else audience.languages
        if self._expected:
            rest = (name for name in _NAMES if name not in {*self._expected, OTHER, UNKNOWN})
            self.grid = Grid.categories((*self._expected, OTHER, UNKNOWN, *rest))
        self._bin_of = np.array([self.grid.names.index(name) for name in _NAMES], np.int16)

    def suited_to(self, audience: Audience) -> Language:
        """Expect these languages."""
        return Language(audience)

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        best = main_language(batch, self._expected) if self._expected else batch.derived(main_language)
        return Column(self._bin_of[best])

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """What spoke for which language."""
        return language_reasons(batch)
