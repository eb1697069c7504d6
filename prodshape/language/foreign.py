"""Which messages are in a language other than English, as far as their words say so clearly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.codes import LANGUAGES
from prodshape.language.scores import language_scores, main_language

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

LEAD = 24
"""So far (6 ln, a factor of 55) another language must lead English: a name or two (`maria lopez`) make no language."""
_ENGLISH = LANGUAGES.index("en")


def foreign(batch: Batch) -> NDArray[np.bool_]:
    """`bool[n]`: the main language of the message is not English. Ask for it as `batch.derived(foreign)`.

    In Latin script it must lead English by `LEAD`; in another script, or where hardly a word is of any language that we
    know, there is no such doubt. A message without words, or that mixes English in the main with another, is not foreign.

    Example:
        >>> from prodshape.messages import Batch
        >>> foreign(Batch.of(["wo ist meine bestellung", "where is my order", "maria lopez", "заказ не пришёл"])).tolist()
        [True, False, False, True]
    """
    language = batch.derived(main_language)
    found: NDArray[np.bool_] = (language >= 0) & (language != _ENGLISH)
    if np.count_nonzero(found):
        scores = batch.derived(language_scores)
        doubtful = found[scores.rows] & (language[scores.rows] < len(LANGUAGES))
        doubtful &= ~np.isin(scores.rows, scores.script_rows)
        close = scores.sums[:, 1:].max(axis=1) - scores.sums[:, 0] < LEAD
        found[scores.rows[doubtful & close]] = False
    return found
