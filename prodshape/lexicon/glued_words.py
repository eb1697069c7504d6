"""What only the next word tells: `helpi want` is `help` and `I`, `ill call` is `I'll`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.clauses.listing import words
from prodshape.lexicon.frequent_words import frequent_words
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch
    from prodshape.tokens import Tokens

WORDS_AFTER_I: tuple[str, ...] = words(
    """
    am was will would want wanna need have had can cant can't could couldnt did didnt didn't do dont don't just got
    get like love think know bought buy ordered order tried try received found find forgot lost paid cannot must
    should shall hope wish wanted needed called
    """
)
"""Words before which a stray final `i` is the pronoun."""

WORDS_AFTER_I_WILL: tuple[str, ...] = words(
    """
    be have do go get take keep make need let never just send wait try call give check see tell come pay use buy ask
    show cancel choose order book confirm contact return leave switch find put pick stop stay look say add update
    """
)
"""Words before which `ill` is `I'll`."""

WORDS_AFTER_I_WOULD: tuple[str, ...] = ("like", "love", "rather", "prefer", "appreciate", "be", "want", "hate", "say")
"""Words before which `id` is `I'd`."""

_AMBIGUOUS = ("ill", "id")
_FREQUENT = 4.0


class GluedWords(NamedTuple):
    """Marked tokens of a batch.

    Attributes:
        final_i: `bool[t]`, a frequent word with the next sentence's `i` glued to it.
        contracted: `bool[t]`, `ill` and `id` that stand for `I'll` and `I'd`.
    """

    final_i: NDArray[np.bool_]
    contracted: NDArray[np.bool_]


class _Lists(NamedTuple):
    after_i: NDArray[np.bool_]
    after: tuple[NDArray[np.bool_], ...]
    ambiguous: tuple[int, ...]


@cache
def _lists() -> _Lists:
    known = vocabulary()
    after = tuple(known.flags(verbs) for verbs in (WORDS_AFTER_I_WILL, WORDS_AFTER_I_WOULD))
    return _Lists(known.flags(WORDS_AFTER_I), after, tuple(known.ids(_AMBIGUOUS).tolist()))


def glued_words(batch: Batch) -> GluedWords:
    """Find them; ask for it as `batch.derived(glued_words)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> glued_words(Batch.of(["please helpi need it, ill wait, i feel ill"])).final_i.tolist()
        [False, True, False, False, False, False, False, False, False]
    """
    tokens, lists = batch.tokens, _lists()
    final_i = np.zeros(len(tokens), np.bool_)
    contracted = np.zeros(len(tokens), np.bool_)
    for word, verbs in zip(lists.ambiguous, lists.after, strict=True):
        found = (tokens.ids[:-1] == word).nonzero()[0]
        if len(found):
            contracted[found] = _spaced(tokens, found) & verbs[tokens.ids[found + 1]]
    found = (batch.lower[tokens.ends[:-1] - 1] == ord("i")).nonzero()[0]
    if not len(found):
        return GluedWords(final_i, contracted)
    found = found[(tokens.ends[found] - tokens.starts[found] > 3) & lists.after_i[tokens.ids[found + 1]]]
    found = found[_spaced(tokens, found) & tokens.words[found]]
    found = found[tokens.vocabulary.scowl[tokens.ids[found]] == 0]
    frequent = frequent_words().zipf if len(found) else {}
    for token in found.tolist():
        final_i[token] = frequent.get(tokens.text(token)[:-1], 0.0) >= _FREQUENT
    return GluedWords(final_i, contracted)


def _spaced(tokens: Tokens, which: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Is there nothing but a blank between a token and the next one of its message?"""
    return np.asarray((tokens.before[which + 1] == c.SPACE) & (tokens.messages[which + 1] == tokens.messages[which]))
