"""Letters, a digit and words that are abbreviations only beside certain words: `will b`, `want 2 go`, `cause i`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.clauses.listing import words
from prodshape.tokens import LOWER, MENTION, NUMBER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

WORDS_BEFORE_BE: tuple[str, ...] = words(
    "to will would can could should shall must might may gonna gon wont won't wouldn't ill i'll ima imma not never i we they"
)
"""Words before which `b` is `be`."""

WORDS_BEFORE_THE: tuple[str, ...] = words("of in to at on for from with and by into after before")
"""Words before which `d` is `the`."""

WORDS_AFTER_WITH: tuple[str, ...] = words(
    "a the my me u you your ur no all some this that these it him her them us our an his their one another"
)
"""Words before which `w` is `with`."""

WORDS_BEFORE_TO: tuple[str, ...] = words(
    """
    want wants wanted need needs needed going have has had got like try trying able used how nice ready
    easy hard love hope supposed plan start started
    """
)
"""Words behind which `2` may be `to`."""

WORDS_AFTER_TO: tuple[str, ...] = words(
    """
    be have do go get take keep make let send wait try give see tell come pay use buy ask know talk speak hear say
    find meet eat sleep start learn put sell leave watch play pick
    """
)
"""Verbs before which `2` is `to` behind those."""

WORDS_AFTER_BECAUSE: tuple[str, ...] = words(
    "i u he she we they i'm im i've ive he's she's we're they're you're ya'll y'all everybody everyone nobody"
)
"""Words before which `cause` is `because`."""

WORDS_BEFORE_CAUSE: tuple[str, ...] = words(
    """
    to can could will would may might does do did not the a an that which this root main my your no it they what one
    only any good probable
    """
)
"""Words behind which `cause` is the verb or the noun."""

WORDS_SHORT_IN_CONTEXT: tuple[str, ...] = ("b", "d", "w", "cause", "rt")


class _Lists(NamedTuple):
    short: NDArray[np.bool_]
    ids: tuple[int, ...]
    before_be: NDArray[np.bool_]
    before_the: NDArray[np.bool_]
    after_with: NDArray[np.bool_]
    before_to: NDArray[np.bool_]
    after_to: NDArray[np.bool_]
    after_because: NDArray[np.bool_]
    before_cause: NDArray[np.bool_]


@cache
def _lists() -> _Lists:
    known = vocabulary()
    lists = (
        WORDS_BEFORE_BE, WORDS_BEFORE_THE, WORDS_AFTER_WITH, WORDS_BEFORE_TO, WORDS_AFTER_TO, WORDS_AFTER_BECAUSE,
        WORDS_BEFORE_CAUSE,
    )  # fmt: skip
    short = known.flags(WORDS_SHORT_IN_CONTEXT)
    return _Lists(short, tuple(known.ids(WORDS_SHORT_IN_CONTEXT).tolist()), *map(known.flags, lists))


class ShortInContext(NamedTuple):
    """Places in the tokens of a batch: `words`, and `numbers` (a `2` for `to`)."""

    words: NDArray[np.int64]
    numbers: NDArray[np.int64]


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
    ids, messages, last = tokens.ids, tokens.messages, len(tokens) - 1
    twos = (tokens.kinds == NUMBER) & (tokens.ends - tokens.starts == 1) & (batch.lower[tokens.starts] == ord("2"))
    which = np.flatnonzero(lists.short[ids] | twos)
    before, after = np.maximum(which - 1, 0), np.minimum(which + 1, last)
    follows = (messages[before] == messages[which]) & (before != which)
    leads = (messages[after] == messages[which]) & (after != which)
    own, previous, following = ids[which], ids[before], ids[after]
    lower = tokens.shapes[which] == LOWER
    b, d, w, cause, rt = (own == row for row in lists.ids)
    real = b & lower & follows & lists.before_be[previous]
    real |= d & lower & follows & leads & lists.before_the[previous] & tokens.words[after]
    slash = batch.lower[tokens.ends[which]] == ord("/")
    real |= w & lower & leads & ((follows & lists.after_with[following]) | slash)
    real |= cause & leads & lists.after_because[following] & ~(follows & lists.before_cause[previous])
    real |= rt & follows & ~(leads & ((tokens.kinds[after] == MENTION) | (tokens.kinds[after] == NUMBER)))
    to = twos[which] & follows & leads & lists.before_to[previous] & lists.after_to[following]
    return ShortInContext(which[real], which[to])
