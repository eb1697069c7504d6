"""Words of the dictionary that also stand for others as they are said or cut short: `da best`, `u r rite`.

Those that are one slip away from what was meant (`wit` for `with`) are left out: they may as well be slips, which nothing can tell here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.clauses.listing import words
from prodshape.tokens import GAP_FIRST, GAP_SENTENCE, LOWER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class _Rule(NamedTuple):
    """Where a form stands for another word. It must be in lower case or open a sentence, and no forbidden neighbour may stand beside it.

    Attributes:
        before: words that must stand before it, or
        after: words that must stand behind it; neither given: any.
        not_before: words that may not stand before it.
        not_after: words that may not stand behind it.
        inside: a word must stand before it in the sentence.
        leads: a word in lower case must stand behind it.
        closes: it must end the sentence.
        shouted: capitals will do, too.
    """

    before: str = ""
    after: str = ""
    not_before: str = ""
    not_after: str = ""
    inside: bool = False
    leads: bool = False
    closes: bool = False
    shouted: bool = False


_ARTICLE = "a an the this that another one each every his her my your our their"
_COMPARED = """
more less better worse other rather later earlier bigger smaller faster slower longer cheaper higher lower easier harder older
younger sooner greater closer further stronger bettr
"""
_LETTERED = "key keys letter press type hit vitamin row seat gate size plan grade section block wing letters"
_CLAUSE = "i u you he she we they it im i'm its it's what my"

_RULES: dict[str, _Rule] = {
    "da": _Rule(not_before="la da de dr", not_after="vinci gama silva costa nang", leads=True),
    "dem": _Rule(not_before="the a", leads=True),
    "den": _Rule(before=_COMPARED, after=_CLAUSE, not_before="the a my our his her its"),
    "rite": _Rule(not_before=f"{_ARTICLE} last of", not_after="of aid", inside=True),
    "sum": _Rule(
        not_before="a the lump large small total this that tidy whole zero sum per check of in huge big same full dim",
        not_after="of up total insured assured paid is was to and in on for",
        leads=True,
    ),
    "doe": _Rule(not_before=f"{_ARTICLE} john jane", inside=True, closes=True),
    "mo": _Rule(before="no some any", after="money"),
    "fo": _Rule(after="real sho sure da me u you my dat that free all it"),
    "eva": _Rule(before="best worst for have than if hardly as dumbest greatest slowest rudest nicest"),
    "ova": _Rule(before="all come came game its it's start party took take went right", after="here there dere"),
    "mite": _Rule(after="be have b as need go get just also", not_before=f"{_ARTICLE} dust"),
    "sho": _Rule(before="fo fa", after="nuff"),
    "tings": _Rule(),
    "cu": _Rule(after="later l8r soon there then tomorrow tmrw tonight around 2morrow"),
    "nd": _Rule(inside=True, leads=True),
    "avail": _Rule(before="is are r isn't isnt aren't arent not any room rooms when be b seats"),
    "apt": _Rule(before=f"{_ARTICLE} ur no", after="no number num building bldg complex", not_after="to"),
    "cs": _Rule(
        before="contact called call calling ur your ya with from poor awful terrible great bad worst",
        after="rep reps agent agents team dept told said number line staff",
        not_after="go",
        shouted=True,
    ),
    "w": _Rule(
        not_before=f"{_LETTERED} vs v",
        not_after="key button is and or was vs v b c d e f g h j k l m o p q s t w x y z",
        inside=True,
        leads=True,
    ),
    "b": _Rule(
        before="u i we they she he it people ppl that dat this y'all yall",
        after="like so all getting acting",
        inside=True,
        leads=True,
    ),
    "pts": _Rule(before="my your ur loyalty reward rewards the bonus extra many few more"),
    "gm": _Rule(after="sir team dear all guys maam ma'am everyone folks"),
}

WORDS_HOMOGRAPH: tuple[str, ...] = tuple(_RULES)
WORDS_BESIDE_HOMOGRAPH: tuple[str, ...] = tuple(
    sorted({word for rule in _RULES.values() for word in words(" ".join(rule[:4]))})
)


class _Lists(NamedTuple):
    forms: NDArray[np.bool_]
    rules: dict[int, tuple[_Rule, tuple[NDArray[np.bool_], ...]]]


@cache
def _lists() -> _Lists:
    known = vocabulary()
    ids = known.ids(WORDS_HOMOGRAPH).tolist()
    rules = {
        row: (rule, tuple(known.flags(words(listed)) for listed in rule[:4]))
        for row, rule in zip(ids, _RULES.values(), strict=True)
    }
    return _Lists(known.flags(WORDS_HOMOGRAPH), rules)


def homographs(batch: Batch) -> NDArray[np.int64]:
    """The tokens that stand for another word; ask for it as `batch.derived(homographs)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> homographs(Batch.of(["da best, u r rite", "leonardo da vinci, the last rite"])).tolist()
        [0, 4]
    """
    tokens, lists = batch.tokens, _lists()
    which = lists.forms[tokens.ids].nonzero()[0]
    if not len(which):
        return which
    stops = np.uint32(GAP_FIRST | GAP_SENTENCE)
    before, after = np.maximum(which - 1, 0), np.minimum(which + 1, len(tokens) - 1)
    inside = (tokens.before[which] & stops) == 0
    leads = (after != which) & ((tokens.before[after] & stops) == 0)
    previous = np.where(inside, tokens.ids[before], tokens.vocabulary.not_word)
    following = np.where(leads, tokens.ids[after], tokens.vocabulary.not_word)
    lower_next = leads & tokens.words[after] & (tokens.shapes[after] == LOWER)
    spaced = ~inside | carrying(tokens.before[which], c.SPACE)
    lower = (tokens.shapes[which] == LOWER) | ~inside
    found = np.zeros(len(which), np.bool_)
    sizes = tokens.ends - tokens.starts
    spelled = (sizes[which] == 1) & (sizes[before] == 1)
    own = tokens.ids[which]
    for row in set(own.tolist()):
        rule, (wanted, wanted_after, barred, barred_after) = lists.rules[row]
        real = (own == row) & spaced & (lower | rule.shouted) & ~barred[previous] & ~barred_after[following]
        if rule.before or rule.after:
            real &= wanted[previous] | wanted_after[following]
        if rule.inside:
            real &= inside & tokens.words[before] & ~spelled
        if rule.leads:
            real &= lower_next
        if rule.closes:
            real &= ~leads
        found |= real
    return which[found]
