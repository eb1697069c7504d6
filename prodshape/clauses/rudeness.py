"""Where a message is harsh or blunt: by what is said of the reader, not by a word that names the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses import courtesy
from prodshape.clauses import cues as c
from prodshape.clauses.cues import cues
from prodshape.clauses.listing import words
from prodshape.clauses.praise import (
    WORDS_AFFIRMING,
    WORDS_BEST,
    WORDS_HOW_MUCH,
    WORDS_JUDGED,
    WORDS_MILDLY_PRAISING,
    WORDS_PRAISING,
    praise,
)
from prodshape.clauses.token_sets import set_at
from prodshape.clauses.verbs import WORDS_VERB_BASE
from prodshape.clauses.word_table import Stretches, WordTable, soon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_ASSENT = words("yes yeah yea ya no right sure")
WORDS_FAILURES = words("farce rubbish shambles dreadful")
WORDS_LEADING = words("a an the such what of bunch load pile pure utter complete absolute total real you u")
"""Words between a subject and the name that it is called (`you are a bunch of crooks`)."""
WORDS_BEHIND_NAME = words(
    "tbh ngl lol lmao smh imo imho fr frfr rn btw honestly really seriously literally now man bro bruh guys"
)
"""What may follow where a name ends what is said (`this is trash tbh`), where a noun would make it name the matter (`trash collection`)."""
WORDS_ORDERING = words("should must to better")
WORDS_JUDGING = words("are r you're youre y'all")
"""The last words of `courtesy.PHRASES_ABOUT_YOU` that order or judge; behind all others a charge follows."""
WORDS_UNFLATTERING = words(
    """
    slow late bad wrong worse unprofessional clueless careless dishonest greedy unhelpful unreliable unbelievable hopeless
    blind deaf mad crazy crap rubbish dreadful joking kidding lying cheating stealing ripping wasting ignoring robbing
    messing ashamed not never nothing no killing ruining driving taking
    """
)
WORDS_DENIAL = words("not no isn't isnt aren't arent wasn't wasnt never don't dont ain't aint didn't didnt would")
WORDS_UNDER = words(
    """
    if when what which who whom whose where whether should do does did can could would will as after before unless once until
    while how think hope sure know time times to
    """
)
"""Words that put a sentence about the reader under another or make it a question (`if you need to call`)."""
WORDS_RECEIVING = words(
    """
    be see get receive have hear find know try visit come expect need enjoy notice feel love like taste watch read listen meet
    go join worry rush
    """
)
"""Verbs that nobody is told to do in anger: `you should see it in your inbox`, `you must try the pancakes`."""
WORDS_RECEIVED = words("received got gotten seen heard had gone")
WORDS_RELEASING = words("need have know go worry mind made make beat miss lose saved help ask require want")
"""Verbs behind which `you don't`, `you never`, `you just` charge with nothing: `you don't need to`, `you never know`."""

_TABLE = WordTable(
    harsh=courtesy.WORDS_HARSH,
    swearing=courtesy.WORDS_SWEARING,
    names=(*courtesy.WORDS_HARSH_NAMES, *WORDS_FAILURES),
    hating=courtesy.WORDS_HATING,
    praising=(*WORDS_PRAISING, *WORDS_MILDLY_PRAISING, *WORDS_BEST),
    assent=WORDS_ASSENT,
    judged=WORDS_JUDGED,
    affirming=WORDS_AFFIRMING,
    how_much=WORDS_HOW_MUCH,
    leading=WORDS_LEADING,
    behind_name=WORDS_BEHIND_NAME,
    unflattering=WORDS_UNFLATTERING,
    denial=WORDS_DENIAL,
    under=WORDS_UNDER,
    receiving=WORDS_RECEIVING,
    received=WORDS_RECEIVED,
    releasing=WORDS_RELEASING,
    base=WORDS_VERB_BASE,
    ordering=WORDS_ORDERING,
    judging=WORDS_JUDGING,
    be=("be",),
    have=("have",),
    to=("to",),
    of=("of",),
    worst=("worst",),
    ever=("ever",),
)


def harsh(batch: Batch) -> NDArray[np.int64]:
    """`int64[k]`: words that insult or swear, in order. Ask for it as `batch.derived(harsh)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> [len(harsh(Batch.of([text]))) for text in ("this is a scam", "report a scam call", "damn good pizza")]
        [1, 0, 0]
    """
    seen = _TABLE.bits(batch.tokens)
    at = _TABLE.places(seen, "harsh", "swearing", "names", "hating")
    if not len(at):
        return at
    cue = batch.derived(cues)
    stretch = Stretches(seen, cue.flags(cue.opens | cue.paused), at)
    first, end, are = stretch.first, stretch.end, _TABLE.are
    word, left, behind = stretch.bits(at), stretch.bits(at - 1), stretch.bits(at + 1)
    found = are(word, "harsh") & ~are(left, "denial")
    found |= are(word, "swearing") & ~are(behind, "praising", "assent", "of")
    found |= are(word, "hating") & ~are(behind, "to") & ~are(left, "denial")
    names = are(word, "names")
    if names.any():
        place = at - 1
        for _ in range(4):
            place = place - are(stretch.bits(place), "how_much", "leading")
        alone_first, last, worst = place < first, at + 1 == end, are(word, "worst")
        # A name for the matter stands without a verb, or as part of another noun.
        called = are(stretch.bits(place), "affirming") | (alone_first & (last | (at > first) | are(behind, "judged")))
        called |= are(left, "leading") & are(stretch.bits(at - 2), "leading")
        called |= worst & (are(behind, "judged") | soon(are(seen, "ever"), at, end))
        called &= (
            last
            | are(behind, "judged", "to", "under", "ever", "of", "behind_name")
            | cue.flags(~cue.precede("WORD"))[at]
        )
        called &= ~(worst & are(behind, "of")) & ~soon(are(seen, "denial"), first, at) & ~cue.flags(cue.asks)[at]
        found |= names & called
    return np.asarray(at[found])


def blunt(batch: Batch) -> int:
    """The first tokens of turns of phrase that corner the reader, as a set. Ask for it as `batch.derived(blunt)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> [blunt(Batch.of([text])) > 0 for text in ("you should fix this", "you should get it today")]
        [True, False]
    """
    cue = batch.derived(cues)
    found, begins = cue.begin(c.BLUNT), cue.begin(c.ABOUT_YOU)
    if not begins:
        return found
    at = cue.places(begins)
    seen = _TABLE.bits(batch.tokens)
    stretch = Stretches(seen, cue.flags(cue.opens | cue.paused), at)
    first, end, are = stretch.first, stretch.end, _TABLE.are
    last = cue.phrases.last(c.ABOUT_YOU)[at]
    saying = stretch.bits(last)
    ordering, judging = are(saying, "ordering"), are(saying, "judging")
    place = last + 1
    for _ in range(2):
        place = place + are(stretch.bits(place), "how_much")
    verb, next_ = stretch.bits(place), stretch.bits(place + 1)

    low = are(seen, "harsh", "swearing", "names", "unflattering", "worst")
    told_off = are(verb, "base") & ~are(verb, "receiving")
    told_off |= (
        are(verb, "have") & cue.flags(cue.are("PARTICIPLE")).take(place + 1, mode="clip") & ~are(next_, "received")
    )
    told_off |= are(verb, "be") & soon(low, place, np.minimum(place + 3, end))
    insulted = soon(low, place, np.minimum(place + 4, end))
    wondering = cue.flags(cue.asks & ~cue.are("QUESTION"))[at] & (at == first)
    charged = ~are(verb, "releasing") & ~wondering
    said = np.where(ordering, told_off, np.where(judging, insulted, charged)) & ~are(stretch.bits(at - 1), "under")
    praised = np.zeros(len(seen), np.bool_)
    praised[batch.derived(praise)] = True
    said &= ~soon(praised, first, end)
    return found | set_at(at[said], len(seen))
