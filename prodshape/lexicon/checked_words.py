"""Which words of a batch our lexicons may judge, and which of them are misspelt where they stand."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.carrying import carrying
from prodshape.language.codes import LANGUAGES
from prodshape.language.scores import lead_of, main_language
from prodshape.lexicon.glued_words import glued_words
from prodshape.lexicon.language_judge import judge_of
from prodshape.lexicon.languages import lexicons
from prodshape.lexicon.misspellings import WORDS_MISSPELT
from prodshape.lexicon.name_cues import WORDS_AFTER_NAME, WORDS_BEFORE_NAME, WORDS_BEFORE_NAME_ELSEWHERE, WORDS_LINKING
from prodshape.lexicon.spelling import WordClass
from prodshape.lexicon.word_classes import classifier, word_classes
from prodshape.tokens import CAPITALISED, CODE, GAP_FIRST, GAP_SENTENCE, MENTION, MIXED, NUMBER, UPPER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_CODES = np.arange(len(WordClass))
_CHECKABLE = (_CODES >= WordClass.KNOWN) & (_CODES != WordClass.FOREIGN)
_OTHER = (_CODES == WordClass.FOREIGN) | (_CODES == WordClass.NOT_CHECKABLE)
_SUSPECT = np.isin(_CODES, (WordClass.MISSPELT, WordClass.DOUBTFUL, WordClass.RUN_ON))
_NO_COMPANY = np.isin(_CODES, (WordClass.UNKNOWN, WordClass.FOREIGN, WordClass.NOT_CHECKABLE, WordClass.DOUBTFUL))
_SURE = _CHECKABLE & ~_NO_COMPANY
_ENGLISH = LANGUAGES.index("en")
_TELLING = np.isin(_CODES, (WordClass.MISSPELT, WordClass.ABBREVIATION, WordClass.APOSTROPHE_DROPPED, WordClass.RUN_ON))
_FEW_WORDS = 4
_NO_LANGUAGE = len(LANGUAGES)
_FOREIGN_WORDS = 2
_FOREIGN_SHARE = 0.3
_MANY_KNOWN = 4
"""Among so many checkable words each, words of other languages may be slips of English ones."""
_SHORT_CAPITALS = 5
_KNOWN_COMPANY = 2
_CLEAR_LEAD = 6
"""So far (6 ln, a factor of 2.7) a language must lead all others: cousins share many words."""
_EXPLAINED_SHARE = 0.6
"""So much of a message its language's lexicon must explain: what looks like it may be a cousin of that language."""


class CheckedWords(NamedTuple):
    """The words of a batch of `n` messages with `t` tokens, as far as our lexicons go.

    Attributes:
        classes: `uint8[t]`, the `WordClass` of each token where it stands.
        checkable: `bool[t]`, a word in the letters a-z that is not of another language.
        judged: `bool[n]`, messages with a checkable word that are not in another language.
        counts: `int64[n]`, checkable words; 0 where not judged.
        misspelt: `bool[t]`, misspellings after the context rules; False where not judged.
        run_on: `bool[t]`, words run together, likewise.
        english: `bool[n]`, judged by the English lexicons, not those of another language.
    """

    classes: NDArray[np.uint8]
    checkable: NDArray[np.bool_]
    judged: NDArray[np.bool_]
    counts: NDArray[np.int64]
    misspelt: NDArray[np.bool_]
    run_on: NDArray[np.bool_]
    english: NDArray[np.bool_]


def checked_words(batch: Batch) -> CheckedWords:
    """Judge the words of a batch. Use it as `batch.derived(checked_words)`.

    A message is judged if it has a checkable word, its main language is English or cannot be told, and fewer than 2 of
    its words are of other languages, or at most 30 % of those and the checkable ones. Two exceptions, where the guess of the
    language is weak: it is none that we know, but half of the checkable words are explained (`plaese chekc my acount`);
    or there are at most 4 words, none of another language, and one is misspelt or shortened as in English (`im arjun`).
    A message whose main language has a lexicon of its own (`prodshape.lexicon.languages`) is judged by that, if it
    leads clearly and its lexicon explains 60 % of the words.

    Example:
        >>> from prodshape.messages import Batch
        >>> checked_words(Batch.of(["wher is my order", "je ne peux pas entrer", "no puedo entrar", "🙂"])).judged.tolist()
        [True, False, True, False]
    """
    tokens = batch.tokens
    glued = batch.derived(glued_words)
    classes = batch.derived(word_classes).copy()
    classes[glued.final_i] = WordClass.RUN_ON.value
    classes[glued.contracted] = WordClass.APOSTROPHE_DROPPED.value
    checkable = _CHECKABLE.take(classes)
    counts = tokens.count(checkable)
    others = tokens.count(_OTHER.take(classes))
    mixed = (others >= _FOREIGN_WORDS) & (others > _FOREIGN_SHARE * (others + counts))
    language = batch.derived(main_language)
    english = (language == _ENGLISH) | (language < 0)
    if np.count_nonzero(english) < len(english):
        explained = 2 * tokens.count(_SURE.take(classes)) >= counts
        telling = _TELLING.take(classes) & (tokens.ends - tokens.starts > 1)
        english |= (language == _NO_LANGUAGE) & explained
        english |= (tokens.count(telling) > 0) & (others == 0) & (tokens.word_counts <= _FEW_WORDS)
    judged = (counts > 0) & ~mixed & english
    lone = (classes == WordClass.FOREIGN.value).nonzero()[0]
    few = (others == 1) | (others * _MANY_KNOWN <= counts)
    lone = lone[(judged & few)[tokens.messages[lone]]]
    if len(lone):
        lone = lone[classifier().slips(batch, lone)]
        classes[lone] = WordClass.DOUBTFUL.value
        counts += np.bincount(tokens.messages[lone], minlength=len(batch))
        checkable[lone] = True
    english = judged.copy()
    if np.count_nonzero(english) < len(english):
        for code in lexicons():
            _judge_elsewhere(batch, code, ~english & (language == LANGUAGES.index(code)), classes, judged)
        elsewhere = judged & ~english
        theirs = elsewhere[tokens.messages]
        checkable[theirs] = _CHECKABLE[classes[theirs]]
        counts = np.where(elsewhere, tokens.count(checkable), counts)
    misspelt, run_on = np.zeros(len(tokens), np.bool_), np.zeros(len(tokens), np.bool_)
    suspects = _SUSPECT.take(classes).nonzero()[0]
    suspects = suspects[judged[tokens.messages[suspects]]]
    if len(suspects):
        suspects = suspects[~_name_like(batch, classes, suspects)]
        glued_together = classes[suspects] == WordClass.RUN_ON.value
        run_on[suspects], misspelt[suspects] = glued_together, ~glued_together
    return CheckedWords(classes, checkable, judged, np.where(judged, counts, 0), misspelt, run_on, english)


def _judge_elsewhere(
    batch: Batch, code: str, rows: NDArray[np.bool_], classes: NDArray[np.uint8], judged: NDArray[np.bool_]
) -> None:
    """Judge the marked messages in another language: fill in the classes of their words, and which are judged."""
    if not rows.any():
        return
    rows = rows & (lead_of(batch, code) >= _CLEAR_LEAD)
    tokens = batch.tokens
    which = (rows[tokens.messages] & tokens.words).nonzero()[0]
    found = judge_of(code).of(batch, which)
    words = np.bincount(tokens.messages[which], minlength=len(batch))
    explained = np.bincount(tokens.messages[which[_SURE[found]]], minlength=len(batch))
    rows = rows & (explained > 0) & (explained >= _EXPLAINED_SHARE * words)
    kept = rows[tokens.messages[which]]
    classes[which[kept]] = found[kept]
    judged |= rows


def _name_like(batch: Batch, classes: NDArray[np.uint8], which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which suspects look like a name, a brand, an acronym or a code where they stand.

    Capitalised inside a sentence (unless a known misspelling of six letters or more), mixed case, a few capitals; after `name is`, before `ltd`; and, for a doubtful one,
    beside a number, a code or a stranger, or in a message without two known words.
    """
    tokens = batch.tokens
    shapes = tokens.shapes[which]
    begins = carrying(tokens.before[which], GAP_FIRST | GAP_SENTENCE)
    begins |= tokens.kinds[np.maximum(which - 1, 0)] == MENTION
    sizes = (tokens.ends - tokens.starts)[which]
    short = sizes <= _SHORT_CAPITALS
    listed = _cues().misspelt[tokens.ids[which]] & ~short
    looks: NDArray[np.bool_] = ((shapes == CAPITALISED) & ~begins & ~listed) | (shapes == MIXED)
    looks |= (shapes == UPPER) & short & (classes[which] != WordClass.RUN_ON.value)

    cues = _cues()
    doubtful = classes[which] == WordClass.DOUBTFUL.value
    doubtful_here = tokens.count(_SURE.take(classes))[tokens.messages[which]] < _KNOWN_COMPANY
    before, has_before = _neighbour(batch, which, -1)
    before_that, has_two = _neighbour(batch, which, -2)
    after, has_after = _neighbour(batch, which, 1)
    linked = has_two & cues.linking[tokens.ids[before]] & cues.before[tokens.ids[before_that]]
    looks |= (has_before & cues.before[tokens.ids[before]]) | linked
    looks |= has_after & cues.after[tokens.ids[after]]
    for other, exists in ((before, has_before), (after, has_after)):
        number = (tokens.kinds[other] == NUMBER) | (tokens.kinds[other] == CODE)
        doubtful_here |= exists & (number | _NO_COMPANY[classes[other]])
    looks |= doubtful & doubtful_here
    return looks


def _neighbour(batch: Batch, which: NDArray[np.int64], step: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The tokens so many places away, and whether they stand in the same message."""
    messages = batch.tokens.messages
    place = which + step
    other = np.minimum(np.maximum(place, 0), len(messages) - 1)
    return other, (messages[other] == messages[which]) & (other == place)


class _Cues(NamedTuple):
    before: NDArray[np.bool_]
    linking: NDArray[np.bool_]
    after: NDArray[np.bool_]
    misspelt: NDArray[np.bool_]


@cache
def _cues() -> _Cues:
    flags = vocabulary().flags
    return _Cues(
        flags((*WORDS_BEFORE_NAME, *WORDS_BEFORE_NAME_ELSEWHERE)),
        flags(WORDS_LINKING),
        flags(WORDS_AFTER_NAME),
        flags(WORDS_MISSPELT),
    )
