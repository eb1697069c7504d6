"""Digits that stand for a word beside certain words: `want 2 go`, `2 hot 4 me`.

What the word stands for must fit between its neighbours, and an amount, an hour or a number of something must not.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.clauses.listing import words
from prodshape.lexicon.beside import Beside, beside
from prodshape.tokens import CODE, GAP_FIRST, GAP_SENTENCE, MENTION, NUMBER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_THING = words("me u you ya him her us them it this that these those the my your ur our their his")

WORDS_NUMBERED = words(
    "step option phase part level question number page day item version point no chapter round line answer press dial type pick"
)
"""Behind these a digit is a number: `option 2 get a refund`."""

WORDS_ONLY_VERBS = words(
    """
    be b do go get have hav hv know knw kno see make take let give tell hear find eat sleep learn become pay buy send
    bring understand remember receive forget write speak listen ask explain resolve cry decide deliver provide replace remove
    complain apologize
    """
)
"""Words that are hardly ever nouns: between another word and one of them, `2` is `to`."""

WORDS_BEFORE_TO = words(
    """
    want wants wanted need needs needed going goin go have has had got like try trying tried able used how nice ready easy hard
    love hope hoping supposed plan planning start started way time ought where what wat when who willing waiting refuse
    refused decided forgot forget forgets remember promised continue allowed told asked gotta about bout wen whr
    """
)
WORDS_AFTER_TO = words(
    """
    be b have do go get take keep make let send wait try give see c tell come pay use buy ask know talk speak hear say find meet
    eat sleep start learn put sell leave watch play pick call contact cancel return change check order book help fix work add
    stay reach study move win lose stop feel think believe become bring build choose drive enter fight follow forget happen hold
    join laugh live listen look love marry mention miss pass prove push receive relax remember ride run set share show sing sit
    smile spend stand teach text travel turn understand update upgrade visit wake walk wear worry write chill hv hav knw kno gt luv
    remind reset resolve reply replace renew refund reschedule log login cry laugh invest
    activate deactivate register apply upload download install uninstall delete remove block unblock edit access connect redeem
    print verify unlock enable disable claim submit chat convert switch sign
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
    except works worked available eligible only just twice once charged care cared address code number reason ticket easy hard
    difficult late hot cold happy excited hungry
    """
)
WORDS_AFTER_FOR = (
    *WORDS_THING,
    *words(
        "real sure free work school dinner lunch now ever life everyone everything nothing help helping same tonight"
    ),
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

WORDS_TOO = words("much many far soon often")
"""`2` in front of them is `too`: no number of anything stands there."""

WORDS_IS = words("is was are r be b its it's im i'm ur you're were way way2 just still isnt not bit")
WORDS_DEGREE = words(
    """
    hot cold late early bad good long slow fast big small high low old young hard easy cute funny busy tired lazy expensive cheap
    loud quick quiet tight loose short weak strong sad happy mad nice real close
    """
)
WORDS_BEHIND_DEGREE = words("to 2 for 4 and n but bt when wen that in at rn tho lol now today 2day tonight me right")
"""`is 2 hot for me`: between a form of `be` and such a word of degree, with one of these or the end behind it, `2` is `too`."""

WORDS_ALSO = words("me u you him them us ya")
"""Behind these, at the end of a sentence, `2` is `too`."""

_DIGITS = np.isin(np.arange(0x80), [ord("2"), ord("4")])
_OF_DAYS = tuple(map(ord, "dmn"))
_SHORTEST_DAY = 4


class _Lists(NamedTuple):
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
    too: NDArray[np.bool_]
    is_: NDArray[np.bool_]
    degree: NDArray[np.bool_]
    behind_degree: NDArray[np.bool_]


@cache
def _lists() -> _Lists:
    lists = (
        WORDS_BEFORE_TO,
        WORDS_AFTER_TO,
        WORDS_NUMBERED,
        WORDS_ONLY_VERBS,
        WORDS_TOWARDS,
        WORDS_THING,
        WORDS_BEFORE_TIME,
        WORDS_AFTER_PREPOSITION,
        WORDS_WITH_FOR,
        WORDS_AFTER_FOR,
        WORDS_ALSO,
        WORDS_TOO,
        WORDS_IS,
        WORDS_DEGREE,
        WORDS_BEHIND_DEGREE,
    )
    return _Lists(*map(vocabulary().flags, lists))


def speaking_digits(batch: Batch) -> NDArray[np.int64]:
    """The tokens that are a `2` for `to` or `too`, or a `4` for `for`; ask for it as `batch.derived(speaking_digits)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> speaking_digits(Batch.of(["want 2 go", "want 2 pizzas", "2 hot 4 me"])).tolist()
        [1, 8]
    """
    tokens = batch.tokens
    which: NDArray[np.int64] = (tokens.kinds == NUMBER).nonzero()[0]
    which = which[_is_digit(batch, which)]
    return which[_speaks(batch, beside(batch, which))] if len(which) else which


def _is_digit(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which tokens are a `2` or a `4`."""
    starts = batch.tokens.starts[which]
    digits = _DIGITS.take(batch.lower[starts], mode="clip")
    return np.asarray(digits & (batch.tokens.ends[which] - starts == 1))


def _speaks(batch: Batch, at: Beside) -> NDArray[np.bool_]:
    """`want 2 go`, `talk 2 me`, `me 2`; `thanks 4 the help`."""
    lists, spaced = _lists(), batch.tokens.before[at.which] == c.SPACE
    two = batch.lower[batch.tokens.starts[at.which]] == ord("2")
    to = at.leads & lists.before_to[at.previous] & lists.after_to[at.following]
    word = _wordlike(batch, np.maximum(at.which - 1, 0)) & ~lists.numbered[at.previous]
    to |= at.leads & word & lists.only_verbs[at.following]
    to |= at.leads & lists.towards[at.previous] & lists.thing[at.following]
    to |= at.closes & lists.also[at.previous]
    to |= at.leads & lists.too[at.following]
    to |= at.leads & lists.is_[at.previous] & lists.degree[at.following] & _degree_ends(batch, at)
    for_ = at.leads & lists.with_for[at.previous] & lists.after_for[at.following]
    governs = at.leads & word & ~lists.before_time[at.previous] & lists.after_preposition[at.following]
    to |= governs
    for_ |= governs
    for_ |= at.leads & word & ~lists.before_time[at.previous] & _is_a_day(batch, at.after)
    return np.asarray(spaced & at.follows & np.where(two, to, for_))


def _wordlike(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is it a word, or a code that ends with an 8 as words do (`w8`, `gr8`)?"""
    tokens = batch.tokens
    eight = (tokens.kinds[which] == CODE) & (batch.lower[tokens.ends[which] - 1] == ord("8"))
    return np.asarray(tokens.words[which] | eight)


def _is_a_day(batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is it one of `2nite`, `2day`, `2moro`, by its size and first letters?"""
    tokens, starts = batch.tokens, batch.tokens.starts[which]
    begins = (batch.lower[starts] == ord("2")) & np.isin(batch.lower[starts + 1], _OF_DAYS)
    return np.asarray(begins & (tokens.kinds[which] == CODE) & (tokens.ends[which] - starts >= _SHORTEST_DAY))


def _degree_ends(batch: Batch, at: Beside) -> NDArray[np.bool_]:
    """Is what follows the last of its sentence, or does a word of `WORDS_BEHIND_DEGREE` or a form with a digit come then?"""
    tokens = batch.tokens
    last = np.minimum(at.after + 1, len(tokens) - 1)
    ends = (last == at.after) | carrying(tokens.before[last], GAP_FIRST | GAP_SENTENCE)
    digits = np.isin(batch.lower[tokens.starts[last]], (ord("2"), ord("4"))) & (tokens.kinds[last] != MENTION)
    return np.asarray(ends | digits | _lists().behind_degree[tokens.ids[last]])
