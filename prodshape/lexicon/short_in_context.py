"""Letters, digits and words that are abbreviations only beside certain words: `will b`, `want 2 go`, `cause i`.

Each rule follows from grammar alone: what a letter or a digit stands for must fit between its neighbours, and what else it
could be (a grade, a plan, an initial, an amount) must not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.clauses.listing import words
from prodshape.tokens import GAP_FIRST, GAP_SENTENCE, LOWER, MENTION, NUMBER
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
        "cud shud wud cld shld wld dont don't let lets wanna gna finna tryna should've shouldnt wouldnt couldnt couldn't it u"
    ),
)
"""What an infinitive follows: `b` is `be` behind it."""

WORDS_BEFORE_THE = words("of in to at on for from with into after before")
"""Prepositions: between one of them and a word, `d` is `the`."""

WORDS_AFTER_WITH = (*_OBJECT, *words("a an no some any all one another everyone everything someone"))
"""What begins a noun phrase: `w` is `with` in front of it."""

WORDS_BEFORE_SEE = (*_MODAL, *words("i u you we they did didnt didn't dont don't do lets let's"))
WORDS_AFTER_SEE = (*_OBJECT, *words("if what how why where when who any a anything nothing no"))
"""`c` is `see` between a subject or a modal and an object or a question."""

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

WORDS_NUMBERED = words(
    "step option phase part level question number page day item version point no chapter round line answer press dial type pick"
)
"""Behind these a digit is a number: `option 2 get a refund`."""

WORDS_ONLY_VERBS = words(
    "be b do go get have hav hv know see make take let give tell hear find eat sleep learn become pay buy send"
)
"""Words that are hardly ever nouns: between another word and one of them, `2` is `to`."""

WORDS_BEFORE_TO = words(
    """
    want wants wanted need needs needed going goin go have has had got like try trying tried able used how nice ready easy hard
    love hope hoping supposed plan planning start started way time ought where what when who willing waiting refuse
    """
)
WORDS_AFTER_TO = words(
    """
    be b have do go get take keep make let send wait try give see c tell come pay use buy ask know talk speak hear say find meet
    eat sleep start learn put sell leave watch play pick call contact cancel return change check order book help fix work add
    """
)
"""`2` is `to` between what an infinitive follows and a verb."""

WORDS_TOWARDS = words(
    """
    go going goes went gone come came coming back send sent sending give gave given talk talking talked speak speaking spoke
    listen reply replied write wrote belong belongs according access next due happen happened happening thanks bring say said
    """
)
"""Words with a `to` before a person or a thing: `talk 2 me`, `back 2 the shop`."""

WORDS_WITH_FOR = words(
    """
    thanks thank thx thnx ty wait waiting waited look looking looked ask asked asking pay paid paying sorry good bad charge charged
    charging order ordered use used reason apply applied request requested refund call called search searching here ready enough
    except works worked available eligible only just
    """
)
WORDS_AFTER_FOR = (
    *_OBJECT,
    *words("real sure free work school dinner lunch now ever life everyone everything nothing help helping"),
)
"""`4` is `for` between a word that takes it and a noun phrase."""

WORDS_BEFORE_TIME = words(
    """
    at by until till til after before around from since between under over about only of just least most
    iphone ipad galaxy pixel xbox playstation windows android ps season episode area gate seat room size zone terminal
    """
)
"""Behind these a digit is an hour or a number: `by 4 my driver left`, `iphone 4 the best`."""

WORDS_AFTER_PREPOSITION = words("me u you ya him them us this that da the my ur your our their his")
"""No number stands before these in one phrase: `2` is `to`, `4` is `for`."""

WORDS_ALSO = words("me u you him them us")
"""Behind these, at the end of a sentence, `2` is `too`."""

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
    order phone ph mobile mob account acct ac ref reference tracking policy ticket invoice serial contact card booking customer
    flight pnr tel telephone model part registration reg roll cell claim confirmation case member id bill transaction
    """
)
WORDS_AFTER_NUMBER = words("is was and of for")
"""`no` is `number` behind one of the nouns, in front of the number, a verb or the end."""

_SLASHED = {"w": "oei", "b": "cw", "a": "c", "c": "o"}
"""Letter to the first letters of what may stand behind its slash: `w/o`, `w/in`, `b/c`, `b/w`, `a/c`, `c/o`."""

WORDS_SHORT_IN_CONTEXT: tuple[str, ...] = ("b", "d", "w", "c", "y", "cause", "rt", "no")
WORDS_SLASHED: tuple[str, ...] = ("a",)


_DIGITS = np.isin(np.arange(0x80), [ord("2"), ord("4")])


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
    before_to: NDArray[np.bool_]
    after_to: NDArray[np.bool_]
    numbered: NDArray[np.bool_]
    only_verbs: NDArray[np.bool_]
    towards: NDArray[np.bool_]
    thing: NDArray[np.bool_]
    before_time: NDArray[np.bool_]
    after_preposition: NDArray[np.bool_]
    with_for: NDArray[np.bool_]
    after_for: NDArray[np.bool_]
    also: NDArray[np.bool_]
    after_because: NDArray[np.bool_]
    before_cause: NDArray[np.bool_]
    before_number: NDArray[np.bool_]
    after_number: NDArray[np.bool_]


@cache
def _lists() -> _Lists:
    known: Vocabulary = vocabulary()
    lists = (
        WORDS_BEFORE_BE, WORDS_BEFORE_THE, WORDS_AFTER_WITH, WORDS_BEFORE_SEE, WORDS_AFTER_SEE, WORDS_BEFORE_WHY,
        WORDS_AFTER_WHY, WORDS_BEFORE_TO, WORDS_AFTER_TO, WORDS_NUMBERED, WORDS_ONLY_VERBS, WORDS_TOWARDS, _OBJECT, WORDS_BEFORE_TIME,
        WORDS_AFTER_PREPOSITION, WORDS_WITH_FOR, WORDS_AFTER_FOR,
        WORDS_ALSO, WORDS_AFTER_BECAUSE, WORDS_BEFORE_CAUSE, WORDS_BEFORE_NUMBER, WORDS_AFTER_NUMBER,
    )  # fmt: skip
    short, slashed = known.flags(WORDS_SHORT_IN_CONTEXT), known.flags(WORDS_SLASHED)
    return _Lists(
        short | slashed, short, slashed, tuple(known.ids(WORDS_SHORT_IN_CONTEXT).tolist()), *map(known.flags, lists)
    )


class ShortInContext(NamedTuple):
    """Places in the tokens of a batch: `words`, and `numbers` (`2` for `to` or `too`, `4` for `for`)."""

    words: NDArray[np.int64]
    numbers: NDArray[np.int64]


class _Places(NamedTuple):
    """Candidates, their neighbours, and whether these stand in the same sentence (`previous`, `following` are word ids)."""

    which: NDArray[np.int64]
    after: NDArray[np.int64]
    follows: NDArray[np.bool_]
    leads: NDArray[np.bool_]
    opens: NDArray[np.bool_]
    closes: NDArray[np.bool_]
    previous: NDArray[np.int64]
    following: NDArray[np.int64]


def short_in_context(batch: Batch) -> ShortInContext:
    """Find them; ask for it as `batch.derived(short_in_context)`.

    `rt` counts unless it opens the message or stands before a mention (a mark of the platform) or a number (a route).

    Example:
        >>> from prodshape.messages import Batch
        >>> found = short_in_context(Batch.of(["it will b late", "plan b", "want 2 go", "want 2 pizzas", "the cause i see"]))
        >>> found.words.tolist(), found.numbers.tolist()
        ([2], [7])
    """
    tokens, lists = batch.tokens, _lists()
    which = (lists.candidate[tokens.ids] | (tokens.kinds == NUMBER)).nonzero()[0]
    digits = _is_digit(batch, which)
    slashed = lists.slashed[tokens.ids[which]] & (batch.lower[tokens.ends[which]] == ord("/"))
    chosen = lists.short[tokens.ids[which]] | digits | slashed
    which, digits = which[chosen], digits[chosen]
    if not len(which):
        return ShortInContext(which, which)
    at = _places(batch, which)
    own, lower = tokens.ids[at.which], tokens.shapes[at.which] == LOWER
    lower |= at.opens
    number_next = at.leads & (tokens.kinds[at.after] == NUMBER)
    b, d, w, see, why, cause, rt, no = (own == row for row in lists.ids)
    real = b & lower & at.follows & lists.be[at.previous] & ~number_next
    real |= d & lower & at.follows & lists.the[at.previous] & at.leads & tokens.words[at.after]
    real |= w & lower & at.leads & at.follows & lists.after_with[at.following]
    real |= (
        see
        & lower
        & at.leads
        & lists.after_see[at.following]
        & (at.opens | (at.follows & lists.before_see[at.previous]))
    )
    real |= (
        why
        & lower
        & at.leads
        & lists.after_why[at.following]
        & (at.opens | (at.follows & lists.before_why[at.previous]))
    )
    real |= cause & at.leads & lists.after_because[at.following] & ~(at.follows & lists.before_cause[at.previous])
    real |= rt & ~at.opens & ~(at.leads & ((tokens.kinds[at.after] == MENTION) | number_next))
    told = at.closes | number_next | (at.leads & lists.after_number[at.following])
    real |= no & at.follows & lists.before_number[at.previous] & told
    real |= _slashed(batch, at.which)
    return ShortInContext(which[real & ~digits], which[digits & _speaking_digit(batch, at)])


def _is_digit(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which tokens are a `2` or a `4`."""
    starts = batch.tokens.starts[which]
    digits = _DIGITS.take(batch.lower[starts], mode="clip")
    return np.asarray(digits & (batch.tokens.ends[which] - starts == 1))


def _places(batch: Batch, which: NDArray[np.int64]) -> _Places:
    tokens, last = batch.tokens, len(batch.tokens) - 1
    stops = GAP_FIRST | GAP_SENTENCE
    before, after = np.maximum(which - 1, 0), np.minimum(which + 1, last)
    opens = carrying(tokens.before[which], stops)
    closes = (after == which) | carrying(tokens.before[after], stops)
    return _Places(which, after, ~opens, ~closes, opens, closes, tokens.ids[before], tokens.ids[after])


def _speaking_digit(batch: Batch, at: _Places) -> NDArray[np.bool_]:
    """`want 2 go`, `talk 2 me`, `me 2`; `thanks 4 the help`."""
    lists, spaced = _lists(), batch.tokens.before[at.which] == c.SPACE
    two = batch.lower[batch.tokens.starts[at.which]] == ord("2")
    to = at.leads & lists.before_to[at.previous] & lists.after_to[at.following]
    word = batch.tokens.words[np.maximum(at.which - 1, 0)] & ~lists.numbered[at.previous]
    to |= at.leads & word & lists.only_verbs[at.following]
    to |= at.leads & lists.towards[at.previous] & lists.thing[at.following]
    to |= at.closes & lists.also[at.previous]
    for_ = at.leads & lists.with_for[at.previous] & lists.after_for[at.following]
    governs = at.leads & word & ~lists.before_time[at.previous] & lists.after_preposition[at.following]
    to |= governs
    for_ |= governs
    return np.asarray(spaced & at.follows & np.where(two, to, for_))


def _slashed(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """`w/o`, `b/c`, `w/ me`: a letter with a slash right behind it, and what may follow that."""
    lower, starts, ends = batch.lower, batch.tokens.starts[which], batch.tokens.ends[which]
    found: NDArray[np.bool_] = (ends - starts == 1) & (lower[ends] == ord("/"))
    for i in found.nonzero()[0].tolist():
        letter, behind = chr(lower[starts[i]]), chr(lower[min(int(ends[i]) + 1, len(lower) - 1)])
        found[i] = behind in _SLASHED.get(letter, "") or (letter == "w" and not behind.isalnum())
    return found
