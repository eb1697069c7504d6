"""Where the punctuation of a batch is, without what belongs to addresses, emoticons and emoji."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c
from prodshape.emoticon_patterns import emoticon_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

SENTENCE_MARKS = c.STOP | c.QUESTION | c.EXCLAMATION | c.ELLIPSIS
"""Marks that may end a sentence."""


@dataclass(frozen=True)
class Marks:
    """Flags over the code points of a batch.

    Attributes:
        shown: `bool[p]`, visible characters outside of URLs, e-mail addresses, mentions and hashtags.
        marks: `bool[p]`, the punctuation among them; apostrophes inside words, `@`, `#` and emoticons are none.
        faces: `bool[p]`, code points of emoticons.
    """

    shown: NDArray[np.bool_]
    marks: NDArray[np.bool_]
    faces: NDArray[np.bool_]


def find_marks(batch: Batch) -> Marks:
    """Mark the punctuation of a batch (use through `batch.derived`)."""
    faces = np.zeros(len(batch.points), np.bool_)
    for row, start, end in batch.derived(emoticon_spans):
        base = int(batch.starts[row])
        faces[base + start : base + end] = True
    shown = ~batch.addressed & ~batch.has(c.SPACE)
    marks = batch.has(c.PUNCTUATION) & shown & ~faces & ~batch.has(c.AT | c.HASH)
    apostrophes = np.flatnonzero(marks & batch.has(c.APOSTROPHE))
    if len(apostrophes):
        letters = batch.has(c.LETTER)
        inner = letters[np.maximum(apostrophes - 1, 0)] & letters[apostrophes + 1]
        marks[apostrophes[inner]] = False
    return Marks(shown, marks, faces)
