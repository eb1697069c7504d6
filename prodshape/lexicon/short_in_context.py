"""Letters and words that are abbreviations only beside certain words: `will b`, `w/ me`, `cause i`.

Each rule follows from grammar alone: what a letter stands for must fit between its neighbours, and what else it
could be (a grade, a plan, an initial, an amount) must not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.clauses.listing import words
from prodshape.lexicon.beside import beside
from prodshape.tokens import CAPITALISED, LOWER, MENTION, NUMBER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch
    from prodshape.vocabulary import Vocabulary

_MODAL = words(
    "to will would can could shall should must might may won't wont wouldn't shouldn't can't cant cannot gonna wanna"
)
_OBJECT = words("me u you ya him her us them it this that these those the my your ur our their his")

WORDS_BEFORE_BE = (
    *_MODAL,
    *words(
        "not never also always just still only i'll ill you'll it'll we'll they'll that'll itll ull youll theyll gotta gon ima imma"
    ),
    *words(
        """
        cud shud wud cld shld wld dont don't dnt let lets wanna gna finna tryna should've shouldnt wouldnt couldnt couldn't it u
        cn cnt mite myt wil wl wudnt cudnt shudnt didnt doesnt better bettr pls plz
        """
    ),
)
"""What an infinitive follows: `b` is `be` behind it."""

WORDS_BEFORE_THE = words(
    """
    of in to at on for from with into after before about abt by till until since off under over during through thru frm wid wit
    tell give gave send sent check chk chck know knw see return cancel use used open close solve resolve update change confirm
    what's whats wats wat's whr where's wheres all me us
    """
)
"""Prepositions, verbs that take an object: between one of them and a word, `d` is `the`."""

WORDS_AFTER_WITH = (*_OBJECT, *words("a an no some any all one another everyone everything someone"))
"""What begins a noun phrase: `w` is `with` in front of it."""

WORDS_BEFORE_SEE = (*_MODAL, *words("i u you we they did didnt didn't dont don't do lets let's"))
WORDS_AFTER_SEE = (*_OBJECT, *words("if what how why where when who any a anything nothing no"))
"""`c` is `see` between a subject or a modal and an object or a question; in front of `you` anywhere but behind what letters belong to."""

WORDS_YOU = words("u ya you")
WORDS_LETTERED = words(
    "vitamin vitamins option options plan grade section block letter key keys size row seat type class a b d e"
)

WORDS_BEFORE_WHY = words(
    "know knw kno idk tell ask asked understand explain wonder wondering see reason thats that's this me"
)
WORDS_AFTER_WHY = words(
    """
    is are r was were am do does did has have had isn't isnt aren't arent don't dont doesn't doesnt didn't didnt won't wont
    can't cant would should cant not tho though so i it u you my the this that they we he she
    """
)
"""`y` is `why` in front of an auxiliary or a subject, at the start of a sentence or behind a verb of asking."""

WORDS_AFTER_BECAUSE = words(
    """
    i u he she it we they i'm im i've ive i'd he's hes she's shes it's we're were they're theyre you're youre you my your this
    that there everyone everybody nobody nothing
    """
)
"""Subjects: `cause` in front of one is `because`."""

WORDS_BEFORE_CAUSE = words(
    """
    to can could will would may might must should does do did doesn't doesnt don't dont not a an the this that any which what it
    they these those root main only real good possible my your no
    """
)
"""Behind these `cause` is the verb or the noun."""

WORDS_BEFORE_NUMBER = words(
    """
    order phone ph mobile mob account acct acc ac ref reference tracking policy ticket invoice serial contact card booking customer
    flight pnr tel telephone model part registration reg roll cell claim confirmation case member id bill transaction
    """
)
WORDS_AFTER_NUMBER = words("is was and of for")
"""`no` is `number` behind one of the nouns, in front of the number, a verb or the end."""

_SLASHED = {"w": "oei", "b": "cw", "a": "c", "c": "o", "p": "w", "s": "o", "y": "o"}
"""Letter to the first letters of what may stand behind its slash: `w/o`, `w/in`, `b/c`, `b/w`, `a/c`, `c/o`."""

WORDS_BEFORE_RETWEET = words("the a an this that ur your for my one some more")
"""Behind them `rt` is a word even in front of a mention."""

WORDS_SHORT_IN_CONTEXT: tuple[str, ...] = ("b", "d", "w", "c", "y", "cause", "rt", "no")
WORDS_SLASHED: tuple[str, ...] = ("a", "p", "s")


class _Lists(NamedTuple):
    candidate: NDArray[np.bool_]
    short: NDArray[np.bool_]
    slashed: NDArray[np.bool_]
    ids: tuple[int, ...]
    be: NDArray[np.bool_]
    the: NDArray[np.bool_]
    after_with: NDArray[np.bool_]
    before_see: NDArray[np.bool_]
    after_see: NDArray[np.bool_]
    before_why: NDArray[np.bool_]
    after_why: NDArray[np.bool_]
    after_because: NDArray[np.bool_]
    before_cause: NDArray[np.bool_]
    before_number: NDArray[np.bool_]
    after_number: NDArray[np.bool_]
    you: NDArray[np.bool_]
    lettered: NDArray[np.bool_]
    before_retweet: NDArray[np.bool_]


@cache
def _lists() -> _Lists:
    known: Vocabulary = vocabulary()
    lists = (
        WORDS_BEFORE_BE, WORDS_BEFORE_THE, WORDS_AFTER_WITH, WORDS_BEFORE_SEE, WORDS_AFTER_SEE, WORDS_BEFORE_WHY, WORDS_AFTER_WHY,
        WORDS_AFTER_BECAUSE, WORDS_BEFORE_CAUSE, WORDS_BEFORE_NUMBER, WORDS_AFTER_NUMBER, WORDS_YOU, WORDS_LETTERED,
        WORDS_BEFORE_RETWEET,
    )  # fmt: skip
    short, slashed = known.flags(WORDS_SHORT_IN_CONTEXT), known.flags(WORDS_SLASHED)
    return _Lists(
        short | slashed, short, slashed, tuple(known.ids(WORDS_SHORT_IN_CONTEXT).tolist()), *map(known.flags, lists)
    )


def short_in_context(batch: Batch) -> NDArray[np.int64]:
    """The tokens that are abbreviations where they stand; ask for it as `batch.derived(short_in_context)`.

    `rt` counts unless it opens the message or stands before a mention (a mark of the platform) or a number (a route).

    Example:
        >>> from prodshape.messages import Batch
        >>> short_in_context(Batch.of(["it will b late", "plan b", "no cause i see", "cause i see"])).tolist()
        [2, 10]
    """
    tokens, lists = batch.tokens, _lists()
    which: NDArray[np.int64] = lists.candidate[tokens.ids].nonzero()[0]
    slashed = lists.slashed[tokens.ids[which]] & (batch.lower[tokens.ends[which]] == ord("/"))
    which = which[lists.short[tokens.ids[which]] | slashed]
    if not len(which):
        return which
    at = beside(batch, which)
    own, lower = tokens.ids[at.which], tokens.shapes[at.which] == LOWER
    lower |= at.opens
    number_next = at.leads & (tokens.kinds[at.after] == NUMBER)
    b, d, w, see, why, cause, rt, no = (own == row for row in lists.ids)
    real = b & lower & at.follows & lists.be[at.previous] & ~number_next
    real |= d & lower & at.follows & lists.the[at.previous] & at.leads & tokens.words[at.after]
    real |= w & lower & at.leads & at.follows & lists.after_with[at.following]
    plain = tokens.words[at.which - at.follows] & (tokens.shapes[at.which - at.follows] == LOWER)
    someone = (tokens.kinds[at.after] == MENTION) | (tokens.shapes[at.after] == CAPITALISED)
    real |= w & lower & at.leads & at.follows & plain & someone & ~lists.lettered[at.previous]
    real |= (
        see
        & lower
        & at.leads
        & lists.after_see[at.following]
        & (at.opens | (at.follows & lists.before_see[at.previous]))
    )
    real |= see & lower & at.leads & lists.you[at.following] & ~(at.follows & lists.lettered[at.previous])
    real |= (
        why
        & lower
        & at.leads
        & lists.after_why[at.following]
        & (at.opens | (at.follows & lists.before_why[at.previous]))
    )
    apart = at.opens | carrying(tokens.before[at.which], c.COMMA) | lists.before_why[at.previous]
    real |= why & lower & at.closes & apart & (batch.lower[tokens.ends[at.which]] == ord("?"))
    real |= why & lower & at.closes & at.follows & lists.before_why[at.previous]
    real |= cause & at.leads & lists.after_because[at.following] & ~(at.follows & lists.before_cause[at.previous])
    behind_mention = tokens.kinds[np.maximum(at.which - 1, 0)] == MENTION
    real |= rt & (~at.opens | behind_mention) & ~(at.leads & ((tokens.kinds[at.after] == MENTION) | number_next))
    real |= rt & at.follows & lists.before_retweet[at.previous]
    told = at.closes | number_next | (at.leads & lists.after_number[at.following])
    real |= no & at.follows & lists.before_number[at.previous] & told
    real |= _slashed(batch, at.which)
    return np.asarray(which[real])


def _slashed(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """`w/o`, `b/c`, `w/ me`: a letter with a slash right behind it, and what may follow that."""
    lower, starts, ends = batch.lower, batch.tokens.starts[which], batch.tokens.ends[which]
    found: NDArray[np.bool_] = (ends - starts == 1) & (lower[ends] == ord("/"))
    for i in found.nonzero()[0].tolist():
        letter, behind = chr(lower[starts[i]]), chr(lower[min(int(ends[i]) + 1, len(lower) - 1)])
        found[i] = behind in _SLASHED.get(letter, "") or (letter == "w" and not behind.isalnum())
    return found
