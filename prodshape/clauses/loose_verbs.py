"""Finite verbs of loose speech: without a subject, behind a name or a person, without their ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.clauses import closed_class as closed
from prodshape.clauses import verbs
from prodshape.clauses.cues import cues
from prodshape.clauses.listing import words
from prodshape.clauses.word_table import Stretches, WordTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_PRESENT_AND_PLURAL = words(
    """
    works looks sounds shows stops starts plays costs loads drops talks rocks rules cuts tries moves offers holds stands
    runs walks wins lives helps reads matters means needs wants hopes loves hates likes smells tastes
    """
)
"""Present forms that, first in a sentence, are as likely plural nouns."""
WORDS_PREDICATIVE = words(
    """
    good great fine ok okay okey wrong bad off perfect nice weird odd strange funny cheap broken awful terrible horrible
    amazing awesome lovely interesting promising familiar right easy hard slow fast better worse best like burnt dead fake
    no nothing everything over pretty legit alright gud grand well
    """
)
"""What completes a verb of seeming: `looks wrong`."""
WORDS_FREQUENCY = words("never always constantly often usually rarely seldom")
WORDS_PAST_CATENATIVE = words(
    """
    tried kept stopped started continued quit refused managed failed wanted decided promised agreed hoped needed offered
    threatened planned pretended struggled happened seemed appeared claimed attempted declined hesitated loved hated
    """
)
"""Pasts that take a verb: finite before `to` and -ing forms."""
WORDS_PERSON = words(
    """
    driver drivers courier couriers agent agents rep reps guy guys man men woman women lady bloke boy girl staff manager
    managers engineer engineers technician waiter waitress nurse doctor dentist teacher tutor boss owner landlord landlady
    neighbour neighbor neighbours neighbors colleague colleagues friend friends mate mum mom mums dad dads sister brother
    wife husband son daughter uncle aunt cousin kid kids child children colleague supervisor cashier clerk pilot mechanic
    plumber electrician receptionist postman mailman operator adviser advisor someone somebody nobody everyone everybody
    anyone anybody people builder cleaner guard officer officers team
    lad lads chap dude idiot idiots stranger strangers passenger passengers crew host chef clown buddy roommate flatmate
    """
)
WORDS_PAST_OF_PEOPLE = words(
    """
    turned walked waited laughed cried smiled yelled shouted screamed talked lied slept sat stood jumped slipped tripped
    collapsed snored barked argued swore apologised apologized hesitated nodded shrugged whispered begged agreed disagreed
    listened replied answered vomited fainted coughed sneezed rang buzzed beeped rattled lasted belonged depended
    """
)
"""Pasts without an object, of which no participle describes a thing."""
WORDS_SEEMING = words("taste smell look sound feel seem work run")
WORDS_DEMANDED = words("required needed wanted requested preferred called named by")
"""Participles that describe a person (`driver needed`)."""
WORDS_UNINFLECTED = words(
    """
    come go want say keep tell die get know think become seem give lose eat send bring understand begin happen belong
    refuse arrive allow accept agree ask believe choose deliver disappear forget hear include let make receive remember
    remain teach cost need take sleep speak write
    """
)
"""Base forms that are hardly ever nouns: behind a noun of their own a verb without its ending."""
WORDS_TIMETABLE = words("start end open close finish begin stop leave arrive close depart land board")
"""Base forms that are verbs without an ending before `at` and a time."""
WORDS_CAUSING = words(
    "make makes made making let lets letting help helps have had having see saw watch hear to can could does did do will would"
)

_TABLE = WordTable(
    clear=verbs.WORDS_PRESENT_CLEAR,
    plural=WORDS_PRESENT_AND_PLURAL,
    present=verbs.WORDS_VERB_PRESENT,
    predicative=WORDS_PREDICATIVE,
    frequency=WORDS_FREQUENCY,
    past=(*verbs.WORDS_VERB_PAST, *verbs.WORDS_VERB_PAST_CLEAR),
    catenative=WORDS_PAST_CATENATIVE,
    gerund=verbs.WORDS_VERB_GERUND,
    person=WORDS_PERSON,
    intransitive=WORDS_PAST_OF_PEOPLE,
    seeming=WORDS_SEEMING,
    demanded=WORDS_DEMANDED,
    uninflected=WORDS_UNINFLECTED,
    timetable=WORDS_TIMETABLE,
    causing=WORDS_CAUSING,
    to=("to",),
    at=("at",),
    question=closed.WORDS_QUESTION,
    determiner=(*closed.WORDS_DETERMINER, *closed.WORDS_POSSESSIVE),
    preposition=closed.WORDS_PREPOSITION,
    complement=(
        *closed.WORDS_DETERMINER,
        *closed.WORDS_POSSESSIVE,
        *closed.WORDS_OBJECT,
        *closed.WORDS_ADVERB,
        *closed.WORDS_NOMINATIVE,
    ),
    closed=(
        *closed.WORDS_SUBJECT,
        *closed.WORDS_PREPOSITION,
        *closed.WORDS_CONJUNCTION,
        *closed.WORDS_BE,
        *closed.WORDS_DO,
        *closed.WORDS_HAVE,
        *closed.WORDS_MODAL,
        *closed.WORDS_ADVERB,
        *closed.WORDS_QUESTION,
        *closed.WORDS_POSSESSIVE,
        *closed.WORDS_DETERMINER,
        *closed.WORDS_NUMERAL,
        *closed.WORDS_CONTRACTED,
        "to",
    ),
)

_NONE = np.zeros(0, np.int64)
_NEEDED: dict[str, tuple[str, ...]] = {
    "intransitive": (),
    "catenative": ("to", "gerund"),
    "past": ("person",),
    "present": ("frequency", "question"),
    "clear": (),
    "uninflected": ("determiner",),
    "timetable": ("determiner",),
    "seeming": ("determiner",),
}
"""The classes of verbs, each with those of which one must be in the batch for it to be looked at."""


def loose_verbs(batch: Batch) -> NDArray[np.bool_]:
    """`bool[t]`: verbs that the plain rules leave out. Ask for it as `batch.derived(loose_verbs)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> found = [loose_verbs(Batch.of([text])).any() for text in ("sounds good", "my class end at 4", "class end date")]
        >>> [bool(one) for one in found]
        [True, True, False]
    """
    tokens, cue = batch.tokens, batch.derived(cues)
    seen = _TABLE.bits(tokens)
    found = np.zeros(len(tokens), np.bool_)
    there = _TABLE.there(seen)
    classes = [name for name, needed in _NEEDED.items() if there(name) and (not needed or there(*needed))]
    at = _TABLE.places(seen, *classes) if classes else _NONE
    if not len(at):
        return found
    stretch = Stretches(seen, cue.flags(cue.opens), at)
    first, end, are = stretch.first, stretch.end, _TABLE.are
    word, behind, left, second = (stretch.bits(at + step) for step in (0, 1, -1, -2))
    goes_on = at + 1 < end
    free = (at > first) & ~are(left, "to", "determiner", "preposition", "closed")
    loose = (are(word, "intransitive") | (are(word, "catenative") & are(behind, "to", "gerund"))) & free
    if there("person"):
        person = are(left, "person") | (are(stretch.bits(at - 3), "person") & are(second, "preposition") & free)
        loose |= person & are(word, "past") & ~are(word, "demanded") & ~are(behind, "demanded")
    if there("frequency"):
        loose |= are(word, "present") & are(left, "frequency") & (at - 2 >= first)
    if there("question"):
        # What @shop uses: a name is the subject of what a question word asks about.
        loose |= are(word, "present") & are(second, "question") & cue.flags(cue.follow("TAG"))[at]
    if there("clear", "timetable", "seeming"):
        numbers = (tokens.kinds == t.NUMBER) | (tokens.kinds == t.CODE)
        good = goes_on & (are(behind, "predicative") | _in_ly(tokens, np.minimum(at + 1, len(tokens) - 1)))
        completed = good | are(behind, "complement", "gerund") | (goes_on & numbers.take(at + 1, mode="clip"))
        completed |= ~are(word, "plural") & ~cue.flags(cue.are("HEAD_NOUN")).take(at + 1, mode="clip")
        loose |= are(word, "clear") & goes_on & completed & cue.flags(cue.initial)[at]
        timed = are(behind, "at") & (at + 2 < end) & numbers.take(at + 2, mode="clip")
        bare = (are(word, "timetable") & timed) | (are(word, "seeming") & good) | are(word, "uninflected")
    else:
        bare = are(word, "uninflected")
    # Of `my class end` the noun belongs to a subject, of `let my class end` to an object.
    bare &= free & are(second, "determiner")
    if bare.any():
        bare &= ~are(stretch.bits(at - 3), "causing", "preposition")
    found[at[loose | bare]] = True
    return found


def _in_ly(tokens: t.Tokens, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is a token an adverb by its ending?"""
    ends = tokens.ends[places]
    long = ends - tokens.starts[places] > 3
    return np.asarray(long & (tokens.lower[ends - 1] == ord("y")) & (tokens.lower[ends - 2] == ord("l")))
