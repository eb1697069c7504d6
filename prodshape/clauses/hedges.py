"""Where a message makes itself less sure than it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.carrying import carrying
from prodshape.clauses import cues as c
from prodshape.clauses.courtesy import WORDS_HEDGE
from prodshape.clauses.cues import cues
from prodshape.clauses.listing import words
from prodshape.clauses.word_table import WordTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_THINKING = words("think thought believe")
WORDS_CERTAIN = words("not about of in hard twice")
"""Behind a verb of thinking: `i think not`, `i think about it`, `i believe in you` hedge nothing."""
WORDS_OF_OTHERS = words("he she they who nobody nothing")
WORDS_LOOKING = words("looks")
WORDS_PARTS = words("kind sort bit")
WORDS_TENDING = words("tend tends")
WORDS_ELSE = words("else")

_TABLE = WordTable(
    hedge=WORDS_HEDGE,
    thinking=WORDS_THINKING,
    certain=WORDS_CERTAIN,
    others=WORDS_OF_OTHERS,
    looking=WORDS_LOOKING,
    parts=WORDS_PARTS,
    of=("of",),
    otherwise=WORDS_ELSE,
    name=("the",),
    ish=("ish",),
    to=("to",),
    tending=WORDS_TENDING,
    modal=("might",),
    probable=("likely",),
    might=("might", "likely", "maybe"),
)


def hedges(batch: Batch) -> NDArray[np.int64]:
    """`int64[k]`: the first tokens of hedges, each once, in order. Ask for it as `batch.derived(hedges)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> [len(hedges(Batch.of([text]))) for text in ("i think so", "i think not", "what kind of card")]
        [1, 0, 0]
    """
    tokens, cue = batch.tokens, batch.derived(cues)
    seen = _TABLE.bits(tokens)
    single = _TABLE.places(seen, "hedge")
    if not cue.begin(c.HEDGE) and not len(single):
        return single
    hits = cue.phrases
    chosen = carrying(hits.labels, c.HEDGE).nonzero()[0]
    starts, last = hits.starts[chosen], hits.ends[chosen]
    goes_on = cue.flags(cue.continues)
    behind = np.where(goes_on.take(last + 1, mode="clip"), np.minimum(last + 1, len(seen) - 1), last)
    before = np.where(goes_on[starts], starts - 1, starts)

    def are(places: NDArray[np.int64], *names: str) -> NDArray[np.bool_]:
        return _TABLE.are(seen[places], *names)

    specified = cue.flags(cue.follow("DETERMINER", "QUESTION", "POSSESSIVE", "NUMERAL"))
    plain = specified[starts] & are(starts, "parts")
    plain |= are(last, "thinking") & are(behind, "certain")
    # He looks like his brother; it looks like rain.
    like = are(starts, "looking") & (before < starts)
    if like.any():
        plain |= like & cue.flags(cue.are("WORD") & ~cue.are("ANAPHOR", "OPENER"))[before]
    plain |= are(last, "parts") & are(behind, "of") | are(starts, "parts") & are(behind, "name")
    plain |= are(behind, "otherwise") | are(before, "others")
    # `to whom it may concern` greets.
    plain |= cue.flags(cue.within(c.GREETING))[starts]
    # To tend to a garden is work.
    tending = are(last, "to") & are(starts, "tending")
    if tending.any():
        plain |= tending & cue.flags(cue.are("DETERMINER", "POSSESSIVE"))[behind]
    # `might i` asks politely, `how likely` plainly; `the likely cause` names, and `ish` alone sighs; behind a word or a number it hedges.
    named = are(single, "ish") & ~goes_on[single]
    if are(single, "might").any():
        asked = cue.follow("QUESTION")
        named |= are(single, "might") & cue.flags(cue.follow("DETERMINER"))[single]
        named |= are(single, "modal") & cue.flags(asked & cue.precede("NOMINATIVE"))[single]
        named |= are(single, "probable") & cue.flags(asked)[single]
    return np.unique(np.concatenate([starts[~plain], single[~named]]))
