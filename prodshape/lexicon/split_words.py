"""Words taken apart by a space: `pass word`, `my self`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.lexicon.run_ons import SPLITS
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


@cache
def _pairs() -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """First halves by id, and the known pairs as sorted numbers (first * size + second)."""
    words = vocabulary()
    firsts, seconds = (words.ids([pair[i] for pair in SPLITS]) for i in (0, 1))
    flags = words.zeros(np.bool_)
    flags[firsts] = True
    return flags, np.sort(firsts.astype(np.int64) * words.size + seconds)


def split_words(batch: Batch) -> NDArray[np.bool_]:
    """`bool[t]`: tokens that make one word with the token behind the single space after them.

    Use it as `batch.derived(split_words)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> split_words(Batch.of(["my pass word, my self"])).tolist()
        [False, True, False, True, False]
    """
    tokens = batch.tokens
    flags, pairs = _pairs()
    found = np.zeros(len(tokens), np.bool_)
    firsts = flags[tokens.ids[:-1]].nonzero()[0]
    if not len(firsts):
        return found
    numbers = tokens.ids[firsts] * tokens.vocabulary.size + tokens.ids[firsts + 1]
    firsts = firsts[pairs[np.minimum(pairs.searchsorted(numbers), len(pairs) - 1)] == numbers]
    one_space = (tokens.starts[firsts + 1] == tokens.ends[firsts] + 1) & (tokens.before[firsts + 1] == c.SPACE)
    found[firsts[one_space]] = True
    return found
