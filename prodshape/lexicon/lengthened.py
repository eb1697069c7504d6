"""Words with a letter held down: `sooo`, `pleaseee`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.lexicon.spelling import is_lengthened

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


def lengthened(batch: Batch) -> NDArray[np.bool_]:
    """`bool[t]`: which words have a letter three times in a row or more, and are in no dictionary that way.

    Three letters alone (`www`, `aaa`, `xxx`) and Roman numerals are not lengthened; `hhh` and `mmm` are.
    Use it as `batch.derived(lengthened)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> lengthened(Batch.of(["sooo good, www XVIII"])).tolist()
        [True, False, False, False]
    """
    tokens, lower = batch.tokens, batch.lower
    found = np.zeros(len(tokens), np.bool_)
    alike = lower[1:] == lower[:-1]
    third = (alike[1:] & alike[:-1]).nonzero()[0]
    if not len(third) or not len(tokens):
        return found
    third = third[carrying(batch.classes[third], c.LETTER)]
    owner = tokens.starts.searchsorted(third, side="right") - 1
    held = np.unique(owner[(owner >= 0) & (third + 2 < tokens.ends[owner])])
    held = held[tokens.words[held] & (tokens.vocabulary.scowl[tokens.ids[held]] == 0)]
    found[[token for token in held.tolist() if is_lengthened(tokens.text(token))]] = True
    return found
