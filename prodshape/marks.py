"""Where the punctuation of a batch is, without what belongs to addresses, emoticons and emoji."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.messages import stretches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

SENTENCE_MARKS = c.STOP | c.QUESTION | c.EXCLAMATION | c.ELLIPSIS
"""Marks that may end a sentence."""


@dataclass(frozen=True)
class Marks:
    """What is written with signs in a batch of `n` texts with `p` code points.

    Attributes:
        places: `int64[k]`, the punctuation outside of URLs, e-mail addresses, mentions and hashtags;
            apostrophes inside words, `@`, `#` and emoticons are none.
        faces: `bool[p]`, code points of emoticons.
        visible: `int64[n]`, visible characters outside of those addresses.
    """

    places: NDArray[np.int64]
    faces: NDArray[np.bool_]
    visible: NDArray[np.int64]


def find_marks(batch: Batch) -> Marks:
    """Find the punctuation of a batch (use through `batch.derived`)."""
    faces = np.zeros(len(batch.points), np.bool_)
    found = batch.tokens.faces
    if found:
        rows, starts, ends = np.array(found, np.int64).T
        begins = batch.starts[rows]
        faces[stretches(begins + starts, begins + ends)] = True
    places = batch.places(c.PUNCTUATION)
    visible = batch.visible - batch.per_text(batch.in_addresses)
    if not len(places):
        return Marks(places, faces, visible)
    here = batch.classes[places]
    between_letters = carrying(batch.classes[places - 1] & batch.classes[places + 1], c.LETTER)
    other = carrying(here, c.APOSTROPHE) & between_letters
    other |= carrying(here, c.AT | c.HASH)
    other |= batch.addressed[places]
    if found:
        other |= faces[places]
    return Marks(places[~other], faces, visible)
