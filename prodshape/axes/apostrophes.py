"""Apostrophes left out of contractions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np

from prodshape import characters as c
from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason, Span
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.spelling import WordClass
from prodshape.lexicon.spelling_reasons import meant, word_reasons
from prodshape.lexicon.token_spans import token_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class Apostrophes(Axis):
    """Number of apostrophes dropped: `dont`, `im`, `whats`.

    A *place* is a word with an inner apostrophe of any shape (`'`, `’`), or a contraction of our list written without it.
    Forms that are words of their own (`its`, `were`, `well`) are never counted as dropped, `ill` and `id` only before a
    verb that tells (`ill wait`, `id like`). English only; what is not measured: as in `typos`. The ratio is dropped / places.
    """

    name = "apostrophes"
    version = 6
    unit = "dropped apostrophes"
    ratio = "dropped / places"
    grid = Grid.numeric((0, 1), exact=True)
    span_kinds = ("apostrophe",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("I don’t know what's wrong", "0"),
        ("i dont know", "1"),
        ("im sure it doesnt work", "2+"),
        ("its ill-fitting, were you well?", "0"),
        ("je ne comprends pas pourquoi ma commande", None),
        ("", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Count dropped apostrophes, and the places for one."""
        judged = batch.derived(checked_words).english
        number = batch.tokens.count(_dropped(batch))
        places = np.where(judged, number + batch.tokens.count(_present(batch)), 0)
        codes = self.grid.codes(number)
        codes[~judged] = NOT_MEASURED
        return Column(codes=codes, numerators=number, denominators=places, values=np.where(judged, number, np.nan))

    def spans(self, batch: Batch) -> list[list[Span]]:
        """Where the words without their apostrophe stand."""
        return token_spans(batch, _dropped(batch), "apostrophe")

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """The form with its apostrophe."""
        return word_reasons(batch, meant(batch, _dropped(batch)), english_only=True)


def _dropped(batch: Batch) -> NDArray[np.bool_]:
    checked = batch.derived(checked_words)
    dropped: NDArray[np.bool_] = checked.classes == WordClass.APOSTROPHE_DROPPED.value
    found = dropped.nonzero()[0]
    dropped[found] = checked.english[batch.tokens.messages[found]]
    return dropped


def _present(batch: Batch) -> NDArray[np.bool_]:
    """Words with an inner apostrophe."""
    tokens = batch.tokens
    present = np.zeros(len(tokens), np.bool_)
    marks = batch.places(c.APOSTROPHE)
    if len(marks) and len(tokens):
        holder = tokens.starts.searchsorted(marks, side="right") - 1
        inside = holder[(holder >= 0) & (marks < tokens.ends[holder])]
        present[inside[tokens.words[inside]]] = True
    return present
