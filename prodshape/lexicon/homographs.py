"""Words of the dictionary that also stand for others as they are said or cut short: `da best`, `u r rite`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.clauses.listing import words
from prodshape.lexicon.beside import begins_sentence
from prodshape.lexicon.homograph_rules import RULES, WORDS_HOMOGRAPH
from prodshape.tokens import GAP_FIRST, GAP_SENTENCE, LOWER, NUMBER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from prodshape.messages import Batch
    from prodshape.vocabulary import Vocabulary


class _Lists(NamedTuple):
    """The rules as arrays; `r` rules, sorted by their form.

    Attributes:
        forms: `bool[size+2]`, words that have a rule.
        ids: `int32[r]`, the id of the form of each rule, ascending.
        conditions: `bool[r]` by name of an attribute of a rule.
        pairs: `int64[p]` by name, sorted: what a rule lists, as rule * (size+2) + word id.
        size: the factor of that.
    """

    forms: NDArray[np.bool_]
    ids: NDArray[np.int32]
    conditions: dict[str, NDArray[np.bool_]]
    pairs: dict[str, NDArray[np.int64]]
    size: int


_CONDITIONS = ("number_before", "number_after", "inside", "opens", "leads", "closes", "shouted")
_LISTS = ("before", "after", "not_before", "not_after")


@cache
def _lists() -> _Lists:
    known = vocabulary()
    ids = known.ids(form for form, _ in RULES)
    order = np.argsort(ids, kind="stable")
    rules = [RULES[at][1] for at in order.tolist()]
    conditions = {name: np.array([getattr(rule, name) for rule in rules]) for name in _CONDITIONS}
    pairs = {name: _pairs(known, [getattr(rule, name) for rule in rules]) for name in _LISTS}
    conditions["anywhere"] = np.array(
        [not (rule.before or rule.after or rule.number_before or rule.number_after) for rule in rules]
    )
    return _Lists(known.flags(WORDS_HOMOGRAPH), ids[order], conditions, pairs, known.size + 2)


def _pairs(known: Vocabulary, listed: Iterable[str]) -> NDArray[np.int64]:
    """Every word of the list of each rule, beside the number of the rule."""
    found = [np.flatnonzero(known.flags(words(text))) + rule * (known.size + 2) for rule, text in enumerate(listed)]
    return np.concatenate(found).astype(np.int64)


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
    first = lists.ids.searchsorted(tokens.ids[which])
    number = lists.ids.searchsorted(tokens.ids[which], side="right") - first
    rule = np.arange(number.sum()) - np.repeat(number.cumsum() - number - first, number)
    which = np.repeat(which, number)
    return np.unique(which[_holds(batch, which, rule)])


def _holds(batch: Batch, which: NDArray[np.int64], rule: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Does a rule hold for a token? Both `int64[k]`."""
    tokens, lists = batch.tokens, _lists()
    before, after = np.maximum(which - 1, 0), np.minimum(which + 1, len(tokens) - 1)
    inside = ~begins_sentence(batch, which)
    leads = (after != which) & ~carrying(tokens.before[after], GAP_FIRST | GAP_SENTENCE)
    previous = np.where(inside, tokens.ids[before], tokens.vocabulary.not_word)
    following = np.where(leads, tokens.ids[after], tokens.vocabulary.not_word)
    spaced = ~inside | carrying(tokens.before[which], c.SPACE)
    sizes = tokens.ends - tokens.starts
    spelled = (sizes[which] == 1) & (sizes[before] == 1)
    wanted = {name: lists.conditions[name][rule] for name in lists.conditions}
    fits = (
        wanted["anywhere"]
        | _listed("before", rule, previous)
        | _listed("after", rule, following)
        | (wanted["number_before"] & inside & (tokens.kinds[before] == NUMBER))
        | (wanted["number_after"] & leads & (tokens.kinds[after] == NUMBER))
    )
    barred = _listed("not_before", rule, previous) | _listed("not_after", rule, following)
    lower = (tokens.shapes[which] == LOWER) | ~inside | wanted["shouted"]
    lower_next = leads & tokens.words[after] & (tokens.shapes[after] == LOWER)
    return np.asarray(
        fits
        & ~barred
        & spaced
        & lower
        & (~wanted["inside"] | (inside & tokens.words[before] & ~spelled))
        & (~wanted["opens"] | ~inside)
        & (~wanted["leads"] | lower_next)
        & (~wanted["closes"] | ~leads)
    )


def _listed(name: str, rule: NDArray[np.int64], ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Does this list of a rule hold the word?"""
    lists = _lists()
    pairs, keys = lists.pairs[name], rule * lists.size + ids
    return np.asarray(pairs[np.minimum(pairs.searchsorted(keys), len(pairs) - 1)] == keys)
