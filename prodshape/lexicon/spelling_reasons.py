"""Why words were judged as they were, said for people: read off `checked_words` and the classifier that filled it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Reason
from prodshape.language.codes import LANGUAGES, OTHER
from prodshape.language.scores import main_language
from prodshape.lexicon.checked_words import checked_words
from prodshape.lexicon.edits import slip
from prodshape.lexicon.frequent_words import frequent_words
from prodshape.lexicon.language_judge import judge_of
from prodshape.lexicon.misspellings import MISSPELLINGS
from prodshape.lexicon.spelling import Judgement, WordClass, with_i, without_suffix
from prodshape.lexicon.token_spans import token_reasons
from prodshape.lexicon.word_classes import classifier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_SLIPS = (WordClass.MISSPELT, WordClass.DOUBTFUL)


def not_judged(batch: Batch, *, english_only: bool = False) -> list[list[Reason]]:
    """Why the lexicons (or only the English ones) judge nothing in a message, where they do not.

    Example:
        >>> from prodshape.messages import Batch
        >>> not_judged(Batch.of(["je ne peux pas entrer dans mon compte"]))
        [[Reason(text='not measured: taken for another language (fr)', start=None, end=None)]]
    """
    checked = batch.derived(checked_words)
    names = (*LANGUAGES, OTHER, "cannot be told")
    has_checkable = batch.tokens.count(checked.checkable) > 0
    found: list[list[Reason]] = []
    for judged, checkable, language in zip(
        (checked.english if english_only else checked.judged).tolist(),
        has_checkable.tolist(),
        batch.derived(main_language).tolist(),
        strict=True,
    ):
        why = f"taken for another language ({names[language]})" if checkable else "no word that English lexicons check"
        found.append([] if judged else [Reason(f"not measured: {why}")])
    return found


def meant(batch: Batch, flags: NDArray[np.bool_]) -> list[tuple[int, str]]:
    """What each marked token stands for where the classifier knows: (token, `returnd -> returned: a letter missing`)."""
    checked = batch.derived(checked_words)
    classes, english = checked.classes, checked.english[batch.tokens.messages]
    said = []
    for token in np.flatnonzero(flags).tolist():
        word = batch.tokens.text(token)
        judgement = _judge(batch, token, word)
        if judgement.meant is None:
            continue
        if judgement.word_class in _SLIPS and classes[token] in _SLIPS:
            rule = _rule(word, judgement.meant) if english[token] else "misspelt in its language"
            said.append((token, f"{word} -> {judgement.meant}: {rule}"))
        elif judgement.word_class == classes[token]:
            said.append((token, f"{word} -> {judgement.meant}"))
    return said


def _judge(batch: Batch, token: int, word: str) -> Judgement:
    """By the lexicon that judges the message."""
    row = batch.tokens.messages[token]
    checked = batch.derived(checked_words)
    if checked.english[row] or not checked.judged[row]:
        found = classifier().judge(word)
        return classifier().slip_of(word) if found.word_class is WordClass.FOREIGN else found
    return judge_of(LANGUAGES[batch.derived(main_language)[row]]).judge(word)


def _rule(word: str, right: str) -> str:
    listed = word in MISSPELLINGS or without_suffix(word) in MISSPELLINGS
    if listed:
        return "known misspelling"
    one = right in frequent_words().neighbours(word)
    if one:
        return slip(word, right).value
    return "two slips" if right != with_i(word) else "its `y` became no `i`"


def spared(batch: Batch) -> list[tuple[int, str]]:
    """Words that would be slips elsewhere and are taken for names, brands or codes where they stand."""
    checked = batch.derived(checked_words)
    suspects = np.isin(checked.classes, _SLIPS) & ~checked.misspelt & checked.judged[batch.tokens.messages]
    return [(token, f"{text}, but taken for a name or a code here") for token, text in meant(batch, suspects)]


def joined(first: list[list[Reason]], second: list[list[Reason]]) -> list[list[Reason]]:
    """Two lists of reasons as one, message by message."""
    return [[*one, *other] for one, other in zip(first, second, strict=True)]


def word_reasons(batch: Batch, said: list[tuple[int, str]], *, english_only: bool = False) -> list[list[Reason]]:
    """Why a message is not judged, and what is said of its words."""
    return joined(not_judged(batch, english_only=english_only), token_reasons(batch, said))
