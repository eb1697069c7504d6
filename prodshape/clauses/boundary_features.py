"""What the boundary model sees of a place where one more request may begin: the numbers of its features.

Words around the place (listed words by themselves, others by their class), the marks between them, what is already open
to the left, how long the stretches are, and whether they share words of content.
"""

from __future__ import annotations

import functools
import operator
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.carrying import carrying
from prodshape.clauses import cues as c
from prodshape.clauses.cues import Cues, cues, mask
from prodshape.clauses.openings import ORDER, PROBLEM, QUESTION, WANT, Openings, openings
from prodshape.clauses.token_sets import flags_of_each, numbered, set_of
from prodshape.clauses.topics import VALUES as ALIKE
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.clauses.topics import Topics
    from prodshape.messages import Batch

LEFT, RIGHT = 6, 6
"""How many words before a place are seen, and how many from it on."""
CLASSES = (
    *("NUMBER", "TAG", "UNKNOWN", "GREETING", "THANKS", "FAREWELL", "HARSH", "HEDGE", "CONTRACTED", "NOMINATIVE"),
    *("QUESTION_BE", "QUESTION", "MODAL", "BE", "DO", "HAVE", "POSSESSIVE", "DETERMINER", "OBJECT", "SUBJECT"),
    *("PLEASE", "TO", "NEVER", "PREPOSITION", "CONJUNCTION", "SUBORDINATOR", "ADDITION", "OPENER", "TROUBLE", "PRAISE"),
    *("IMPERATIVE", "VERBAL", "NEED_NOUN", "VAGUE", "ADVERB", "NUMERAL", "GERUND", "PAST", "PRESENT", "BASE"),
    *("ACKNOWLEDGE", "FILLER", "WORD", "ANNOUNCING"),
)
"""A word that is not listed by itself is seen as the first of these classes that holds it; 0 is `no word there`.

`ANNOUNCING` are all words of a phrase of several for one more thing (`by the way`), listed or not: one such phrase is like another.
"""
_MARKS = (
    *(t.GAP_NEWLINE, t.GAP_QUESTION, t.GAP_STOP | t.GAP_ELLIPSIS | t.GAP_EXCLAMATION, t.GAP_SEMICOLON),
    *(t.GAP_COMMA, t.GAP_COLON, t.GAP_OTHER),
)
_GAPS = functools.reduce(operator.or_, _MARKS)
_GAP_BITS = np.array(_GAPS, np.uint32)
_LENGTHS = np.array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 10, 10, 11, 11, 11, 11, 11, 12, *[12] * 9, 13])
_AROUND = np.array([0, -1, 1, 2])[:, None]
_CERTAIN = (QUESTION, WANT, ORDER, PROBLEM)
_OPENED, _CONTENT, _SENTENCES, _TROUBLE, _ANAPHOR, _VAGUE, _POINTING, _PAST = range(len(_CERTAIN), len(_CERTAIN) + 8)
_TOLD = slice(_PAST + 1, _PAST + 3)
_SUMMED = _TOLD.stop
"""Rows of what is counted within stretches, behind those of `_CERTAIN`: what opens, is content, begins a sentence and so on; told is what
is harsh and what is mentioned."""
_FEW = 3
_MANY = 5
_FAR = 8
_STEM = 5
_WIDE = 7
_STEPS = np.arange(_WIDE)[:, None]
"""How many words of content before and behind a place are looked through for some that they share."""
EMPTY = (
    *("QUESTION", "QUESTION_BE", "NOMINATIVE", "SUBJECT", "OBJECT", "POSSESSIVE", "DETERMINER", "BE", "DO", "HAVE"),
    *("MODAL", "CONTRACTED", "CLITIC", "PREPOSITION", "CONJUNCTION", "SUBORDINATOR", "ADVERB", "OPENER", "PLEASE"),
    *("GREETING", "THANKS", "NUMBER", "TAG", "UNKNOWN"),
)
"""Classes of words without content of their own."""

_ODD = -1
"""Stands for a token that is no word, until it is told which kind."""
_NUMBER, _TAG, _ANNOUNCING = (1 + CLASSES.index(name) for name in ("NUMBER", "TAG", "ANNOUNCING"))
_NEAR = (-3, 3)

FIELDS: dict[str, int] = {
    "mark before": 8,
    "mark before the word before": 8,
    "mark behind": 8,
    "mark behind the next": 8,
    "kind": 6,
    "kind before": 7,
    "words since the opening before": 14,
    "words to the next place": 14,
    "words to the next opening": 14,
    "words before": 14,
    "words behind": 14,
    "openings before": 4,
    "kinds before": 16,
    "joined or announced": 8,
    "points back, long enough": 4,
    "shares words": 3,
    "asks, asked": 8,
    "vague": 2,
    "content before": 4,
    "content behind": 4,
    "trouble before, behind": 4,
    "sentences before, addressed": 8,
    "sentences behind": 4,
    "content of the clause": 6,
    "new content of the clause": 6,
    "content shared by the clause": 3,
    "points back, points out": 6,
    "content of the clause before": 6,
    "told, harsh, mentions": 16,
    "alike": ALIKE,
}
"""Features that are not words, each with how many values it has."""
GLANCED = np.array(
    [
        *range(LEFT + _NEAR[0], LEFT + _NEAR[1]),
        LEFT + RIGHT + list(FIELDS).index("mark before"),
        LEFT + RIGHT + list(FIELDS).index("kind"),
    ]
)
"""Numbers of the features of `glance`."""


class Listed:
    """Which number a word has in the window.

    Args:
        words: those seen by themselves, lower case, plain apostrophes. Their order is that of the weights.
        topics: what words of content belong to.

    Attributes:
        size: how many numbers there are: nothing, the classes, the words.
        by_word: `int32[vocabulary + 2]`, number by word id.
        by_class: the same as if no word were listed.
        classes: `int64[size]`, the number of the class of each number.
    """

    def __init__(self, words: tuple[str, ...], topics: Topics) -> None:
        self.topics = topics
        self.size = 1 + len(CLASSES) + len(words)
        bits = c.word_bits()
        self.by_class = np.zeros(len(bits), np.int32)
        for number, name in reversed(list(enumerate(CLASSES[:-1], start=1))):
            self.by_class[(bits & mask(name)) != 0] = number
        self.by_word = self.by_class.copy()
        self.by_word[vocabulary().ids(words)] = np.arange(1 + len(CLASSES), self.size)
        self.by_word[vocabulary().unknown] = self.by_class[vocabulary().unknown]
        self.by_word[vocabulary().not_word] = _ODD
        classes = np.arange(self.size)
        classes[1 + len(CLASSES) :] = self.by_class[vocabulary().ids(words)]
        self.classes: NDArray[np.int64] = classes


@cache
def offsets(size: int) -> NDArray[np.int64]:
    """Where the values of each feature begin: the words of the window, then `FIELDS`; the last one is the sum."""
    return np.cumsum([0, *[size] * (LEFT + RIGHT), *FIELDS.values()])


@cache
def _stems() -> NDArray[np.uint64]:
    """`uint64[vocabulary + 2]`: numbers that are equal where words begin with the same letters."""
    return vocabulary().beginnings(_STEM)


@cache
def _gravest() -> NDArray[np.int64]:
    """The number of the gravest of `_MARKS` by what stands in a gap, 0 for none of them."""
    numbers = np.zeros(_GAPS + 1, np.int64)
    gaps = np.arange(_GAPS + 1)
    for number, mark in reversed(list(enumerate(_MARKS, start=1))):
        numbers[(gaps & mark) != 0] = number
    return numbers


def _marks(tokens: t.Tokens, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The gravest mark before each of some tokens, 0 for none but blanks."""
    before = tokens.before.take(places, mode="clip")
    return np.asarray(_gravest().take(before & _GAP_BITS) * (places < len(tokens)))


def glance(batch: Batch, listed: Listed) -> NDArray[np.int64]:
    """`int64[g, o]`: the few features of every place of `openings` by which most are dismissed (`GLANCED`)."""
    found = batch.derived(openings)
    places = found.places
    window = _window(batch, listed, places, *_NEAR)
    parts = (window.reshape(-1), _marks(batch.tokens, places), found.kinds[places])
    near = np.concatenate(parts).reshape(-1, len(places))
    near += offsets(listed.size)[GLANCED, None]
    return near


def passing(batch: Batch, listed: Listed, sieve: NDArray[np.float32]) -> NDArray[np.int64]:
    """The places of `openings` that a glance does not dismiss; a phrase for one more thing before them is enough.

    `sieve` is `float32[v]`, what each value of a glanced feature adds; below 0 a place is dismissed.
    """
    places = batch.derived(openings).places
    if not len(places):
        return places
    cue = batch.derived(cues)
    passed = np.add.reduce(sieve.take(glance(batch, listed)), axis=0) >= 0
    announced = cue.within(c.MORE)
    if announced:
        passed |= cue.flags(announced)[np.maximum(places - 1, 0)]
    return np.asarray(places[passed])


def features(batch: Batch, listed: Listed, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """`int64[f, o]`: the number of the value of each feature, for some of the places of `openings`, in order."""
    window = _window(batch, listed, places, -LEFT, RIGHT)
    context = _context(batch, listed.topics, places)
    columns = np.concatenate((window.reshape(-1), *context), dtype=np.int64).reshape(-1, len(places))
    columns += offsets(listed.size)[:-1, None]
    return columns


def _window(batch: Batch, listed: Listed, places: NDArray[np.int64], left: int, right: int) -> NDArray[np.int64]:
    """`int64[right - left, o]`: the words around places, 0 where the message has none."""
    tokens, cue = batch.tokens, batch.derived(cues)
    messages = tokens.messages[places]
    reach = places + np.arange(left, right)[:, None]
    inside = (reach >= tokens.offsets[messages]) & (reach < tokens.offsets[messages + 1])
    reach *= inside
    window = listed.by_word[tokens.ids[reach]]
    odd = window == _ODD
    if np.count_nonzero(odd):
        window[odd] = np.where(cue.flags(cue.are("NUMBER"))[reach[odd]], _NUMBER, _TAG)
    if cue.within(c.MORE):
        window[cue.phrases.several(c.MORE)[reach]] = _ANNOUNCING
    return np.asarray(window * inside)


def _context(batch: Batch, topics: Topics, places: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """`len(FIELDS)` times `int64[o]`: what is seen besides words."""
    cue, found = batch.derived(cues), batch.derived(openings)
    tokens, sure = batch.tokens, found.sure
    first = tokens.offsets[tokens.messages[places]]
    end = tokens.offsets[tokens.messages[places] + 1]
    flags = flags_of_each((*_summed(tokens, cue, found), *_looked_at(cue)), len(tokens))
    sums, here = counted(flags[:_SUMMED]), flags[_SUMMED:].take(places, axis=1)
    near = np.minimum(places + _FAR, end)
    at_place, at_first, at_end, at_near = (sums.take(at, axis=1) for at in (places, first, end, near))
    since, ahead = at_place - at_first, at_end - at_place
    since_any, soon = since > 0, at_near > at_place
    nth, opened = at_place[_OPENED], since[_OPENED]
    is_opened, kind = since_any[_OPENED], found.kinds[places]
    last = np.where(is_opened, sure[np.maximum(nth - 1, 0)], first) if len(sure) else first
    behind = np.minimum(np.concatenate((sure, (len(tokens),)))[nth + (kind > 0)], end)
    until = end.copy()
    np.minimum(places[1:], end[:-1], out=until[:-1])
    sentences = sums[_SENTENCES, 1:]
    sentence = sentences[places]
    clause = np.minimum(behind, np.minimum(sentences.searchsorted(sentence, side="right"), end))
    at_clause = sums.take(clause, axis=1) - at_place
    content = sums[_CONTENT]
    words = tokens.ids[flags[_CONTENT]]
    shared = _shared(_stems()[words], content, first, places, end)
    own = at_clause[_CONTENT]
    again = _among(shared, own)
    own = np.minimum(own, _MANY)
    marks = _marks(tokens, places + _AROUND)
    stretches = np.concatenate((places - last, until - places, behind - places, places - first, end - places))
    return [
        marks[0],
        marks[1] * (places - 1 > first),
        marks[2] * (places + 1 < end),
        marks[3] * (places + 2 < end),
        kind,
        np.where(is_opened, found.kinds[last], 6),
        _LENGTHS.take(stretches, mode="clip"),
        np.minimum(opened, _FEW),
        numbered(since_any[: len(found.by_kind)]),
        numbered(here[:3]),
        (sums[_ANAPHOR].take(np.minimum(near, until)) > at_place[_ANAPHOR]) + 2 * (until - places >= _FEW + 1),
        np.minimum(np.add.reduce(shared, axis=0, dtype=np.int64), 2),
        numbered(here[3:]),
        soon[_VAGUE],
        np.minimum(since[_CONTENT], _FEW),
        np.minimum(ahead[_CONTENT], _FEW),
        since_any[_TROUBLE] + 2 * soon[_TROUBLE],
        np.minimum(sentence - sentences[first], _FEW) + 4 * (tokens.kinds[first] == t.MENTION),
        np.minimum(sentences[end - 1] - sentence, _FEW),
        own,
        np.maximum(own - again, 0),
        again,
        (at_clause[_ANAPHOR] > 0) + 2 * np.minimum(at_clause[_POINTING], 2),
        np.minimum(at_place[_CONTENT] - content[last], _MANY),
        np.minimum(at_end[_PAST] - at_first[_PAST], _FEW) + numbered(at_end[_TOLD] > at_first[_TOLD]) * 4,
        topics.alike(words, content[first], content[places], content[end]),
    ]


def _summed(tokens: t.Tokens, cue: Cues, found: Openings) -> tuple[int, ...]:
    """The sets of tokens that are counted within stretches; their places are those of `_OPENED` and so on."""
    by_kind = (found.by_kind[kind] for kind in _CERTAIN)
    exclaimed = set_of(carrying(tokens.before, t.GAP_EXCLAMATION))
    return (
        *by_kind,
        functools.reduce(operator.or_, found.by_kind.values()),
        ~cue.are(*EMPTY),
        cue.opens,
        cue.are("TROUBLE"),
        cue.are("ANAPHOR"),
        cue.are("VAGUE"),
        cue.are("DETERMINER", "POSSESSIVE"),
        cue.are("PAST"),
        cue.are("HARSH") | exclaimed,
        set_of(tokens.kinds == t.MENTION),
    )


def _looked_at(cue: Cues) -> tuple[int, ...]:
    """The sets of tokens of which it is asked whether a place is in them."""
    return (*_connectors(cue), cue.asks, (cue.asks << 1) & cue.every, cue.opens)


def counted(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """How many are marked before each place: `bool[..., t]` to `int64[..., t+1]`."""
    sums = np.zeros((*flags.shape[:-1], flags.shape[-1] + 1), np.int64)
    flags.cumsum(axis=-1, out=sums[..., 1:])
    return sums


def _shared(
    stems: NDArray[np.uint64],
    sums: NDArray[np.int64],
    first: NDArray[np.int64],
    places: NDArray[np.int64],
    end: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """`bool[w, o]`: which of the first words of content behind a place begin like one soon before it."""
    if not len(stems):
        return np.zeros((_WIDE, len(places)), np.bool_)
    before, behind = sums[places] - 1 - _STEPS, sums[places] + _STEPS
    old = np.where(before >= sums[first], stems.take(before, mode="clip"), np.uint64(0))
    new = stems.take(behind, mode="clip")
    return np.asarray((new[:, None] == old).any(axis=1) & (behind < sums[end]))


def _among(shared: NDArray[np.bool_], words: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the first so many words are shared: 0, 1, 2 for more."""
    found: NDArray[np.int64] = np.minimum(np.add.reduce(shared & (words > _STEPS), axis=0), 2)
    return found


def _connectors(cue: Cues) -> tuple[int, int, int]:
    """Before which tokens stands `and`, `also`, a phrase for one more thing, at most two openers between?"""
    near = (cue.follow("AND"), cue.follow("ADDITION"), (cue.within(c.MORE) << 1) & cue.continues)
    bridge = cue.follow("OPENER", "PLEASE", "ADVERB", "CONJUNCTION", "ADDITION", "NOMINATIVE")
    further = bridge & (bridge << 1)
    joined, added, announced = (tokens | (bridge & (tokens << 1)) | (further & (tokens << 2)) for tokens in near)
    return joined, added, announced
