"""What each token of a batch can be in a clause, and where sentences begin: computed once, shared by several axes.

Everything is a look-up in a table of class bits by word id, then shifts within the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from prodshape import tokens as t
from prodshape.clauses import closed_class as closed
from prodshape.clauses import courtesy, needs, social, verbs
from prodshape.clauses.phrases import PhraseHits, Phrases
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_Bits = TypeVar("_Bits", np.uint32, np.uint64)

_LISTS: dict[str, tuple[str, ...]] = {
    "QUESTION": closed.WORDS_QUESTION,
    "QUESTION_BE": closed.WORDS_QUESTION_BE,
    "NOMINATIVE": closed.WORDS_NOMINATIVE,
    "SUBJECT": closed.WORDS_SUBJECT,
    "OBJECT": closed.WORDS_OBJECT,
    "POSSESSIVE": closed.WORDS_POSSESSIVE,
    "DETERMINER": closed.WORDS_DETERMINER,
    "BE": closed.WORDS_BE,
    "DO": closed.WORDS_DO,
    "HAVE": closed.WORDS_HAVE,
    "MODAL": closed.WORDS_MODAL,
    "CONTRACTED": closed.WORDS_CONTRACTED,
    "CLITIC": closed.WORDS_CLITIC,
    "PREPOSITION": closed.WORDS_PREPOSITION,
    "PARTICLE": closed.WORDS_PARTICLE,
    "CONJUNCTION": closed.WORDS_CONJUNCTION,
    "SUBORDINATOR": closed.WORDS_SUBORDINATOR,
    "ADVERB": closed.WORDS_ADVERB,
    "NUMERAL": closed.WORDS_NUMERAL,
    "IMPERATIVE": verbs.WORDS_IMPERATIVE,
    "VERBAL": verbs.WORDS_IMPERATIVE_VERBAL,
    "STRONG": verbs.WORDS_IMPERATIVE_STRONG,
    "HEAD_NOUN": verbs.WORDS_HEAD_NOUN,
    "GOODS": verbs.WORDS_GOODS,
    "BASE": verbs.WORDS_VERB_BASE,
    "PRESENT": verbs.WORDS_VERB_PRESENT,
    "PRESENT_CLEAR": verbs.WORDS_PRESENT_CLEAR,
    "PAST": verbs.WORDS_VERB_PAST,
    "PAST_CLEAR": verbs.WORDS_VERB_PAST_CLEAR,
    "PAST_INTRANSITIVE": verbs.WORDS_PAST_INTRANSITIVE,
    "PAST_ACTIVE": verbs.WORDS_PAST_ACTIVE,
    "PARTICIPLE": verbs.WORDS_VERB_PARTICIPLE,
    "GERUND": verbs.WORDS_VERB_GERUND,
    "GREETING": social.WORDS_GREETING,
    "THANKS": social.WORDS_THANKS,
    "FAREWELL": social.WORDS_FAREWELL,
    "ACKNOWLEDGE": social.WORDS_ACKNOWLEDGE,
    "FILLER": social.WORDS_SOCIAL_FILLER,
    "OPENER": social.WORDS_OPENER,
    "TROUBLE": needs.WORDS_TROUBLE,
    "NEED_NOUN": needs.WORDS_NEED_NOUN,
    "PRAISE": needs.WORDS_PRAISE,
    "SLOT": needs.WORDS_SLOT,
    "PLEASE": courtesy.WORDS_PLEASE,
    "HARSH": (*courtesy.WORDS_HARSH, *courtesy.WORDS_BLAME),
    "HEDGE": courtesy.WORDS_HEDGE,
    "TO": ("to",),
    "RELATIVE": closed.WORDS_RELATIVE,
    "ADDITION": closed.WORDS_ADDITION,
    "ABBREVIATION": closed.WORDS_ABBREVIATION,
    "NEVER": ("never", "not", "no"),
    "ANAPHOR": closed.WORDS_ANAPHOR,
    "AND": closed.WORDS_AND,
    "DEGREE": needs.WORDS_DEGREE,
    "VAGUE": needs.WORDS_VAGUE,
    "WHEN": ("when", "while", "whn", "wen", "whenever", "where", "whr"),
}
_SPECIAL = ("WORD", "NUMBER", "TAG", "UNKNOWN")
CUE = {name: 1 << position for position, name in enumerate((*_LISTS, *_SPECIAL))}
"""Class name to bit."""

GREETING, NO_GREETING, SOCIAL, WANT, TROUBLE, HEDGE, INDIRECT, GRATITUDE, APOLOGY, PRAISE, BLUNT, MORE, HELP, ABLE = (
    1 << position for position in range(14)
)
"""Labels of phrases."""

_PHRASES = {
    GREETING: social.PHRASES_GREETING,
    NO_GREETING: social.PHRASES_NO_GREETING,
    SOCIAL: social.PHRASES_SOCIAL,
    WANT: needs.PHRASES_WANT,
    TROUBLE: needs.PHRASES_TROUBLE,
    HEDGE: courtesy.PHRASES_HEDGE,
    INDIRECT: courtesy.PHRASES_INDIRECT,
    GRATITUDE: courtesy.PHRASES_GRATITUDE,
    APOLOGY: courtesy.PHRASES_APOLOGY,
    PRAISE: courtesy.PHRASES_PRAISE,
    BLUNT: courtesy.PHRASES_BLUNT,
    MORE: needs.PHRASES_ADDITION,
    HELP: needs.PHRASES_HELP,
    ABLE: courtesy.PHRASES_ABLE,
}


@cache
def mask(*names: str) -> np.uint64:
    """The union of some classes.

    Example:
        >>> bool(mask("BE", "DO") & np.uint64(CUE["DO"]))
        True
    """
    union = 0
    for name in names:
        union |= CUE[name]
    return np.uint64(union)


@dataclass(frozen=True)
class Cues:
    """Cues of the `t` tokens of a batch.

    Attributes:
        bits: `uint64[t]`, class bits (`CUE`).
        previous: `uint64[t]`, bits of the token before within the sentence, 0 where there is none.
        following: `uint64[t]`, bits of the token behind within the sentence, 0 where there is none.
        opens: `bool[t]`, first token of a sentence.
        initial: `bool[t]`, only greetings, openers, mentions and the like stand before it in its sentence.
        sentences: `int64[t]`, number of the sentence within the batch.
        paused: `bool[t]`, a comma, a colon, a dash or another mark stands before it.
        asks: `bool[t]`, the sentence of this token ends with a question mark.
        phrases: where the listed phrases stand.
        message_bits: `uint64[n]`, the classes of all tokens of a message.
        message_labels: `uint32[n]`, the labels of all phrases in a message.
    """

    bits: NDArray[np.uint64]
    previous: NDArray[np.uint64]
    following: NDArray[np.uint64]
    opens: NDArray[np.bool_]
    initial: NDArray[np.bool_]
    sentences: NDArray[np.int64]
    paused: NDArray[np.bool_]
    asks: NDArray[np.bool_]
    phrases: PhraseHits
    message_bits: NDArray[np.uint64]
    message_labels: NDArray[np.uint32]

    def are(self, *names: str) -> NDArray[np.bool_]:
        """`bool[t]`: is the token in one of these classes?"""
        found: NDArray[np.bool_] = (self.bits & mask(*names)) != 0
        return found

    def follow(self, *names: str) -> NDArray[np.bool_]:
        """`bool[t]`: is the token before it, in the same sentence, in one of these classes?"""
        found: NDArray[np.bool_] = (self.previous & mask(*names)) != 0
        return found

    def precede(self, *names: str) -> NDArray[np.bool_]:
        """`bool[t]`: is the token behind it, in the same sentence, in one of these classes?"""
        found: NDArray[np.bool_] = (self.following & mask(*names)) != 0
        return found

    def message_has(self, *names: str) -> NDArray[np.bool_]:
        """`bool[n]`: has the message a token in one of these classes?"""
        found: NDArray[np.bool_] = (self.message_bits & mask(*names)) != 0
        return found

    def message_says(self, label: int) -> NDArray[np.bool_]:
        """`bool[n]`: has the message a phrase with one of these label bits?"""
        found: NDArray[np.bool_] = (self.message_labels & np.uint32(label)) != 0
        return found


@cache
def word_bits() -> NDArray[np.uint64]:
    """`uint64[size+2]`, class bits by word id."""
    words = vocabulary()
    table = np.zeros(words.size + 2, np.uint64)
    for name, listed in _LISTS.items():
        table[words.ids(listed)] |= np.uint64(CUE[name])
    table[: words.size + 1] |= np.uint64(CUE["WORD"])
    table[words.unknown] = np.uint64(CUE["WORD"] | CUE["UNKNOWN"])
    return table


@cache
def _phrases() -> Phrases:
    return Phrases(_PHRASES, vocabulary())


_KINDS = np.zeros(7, np.uint64)
_KINDS[[t.NUMBER, t.CODE]] = CUE["NUMBER"]
_KINDS[[t.URL, t.EMAIL, t.MENTION, t.HASHTAG]] = CUE["TAG"]


def cues(batch: Batch) -> Cues:
    """Compute the cues of a batch; ask for them as `batch.derived(cues)`."""
    tokens = batch.tokens
    bits = word_bits()[tokens.ids] | _KINDS[tokens.kinds]
    opens = _sentence_starts(tokens, bits)
    sentences = opens.cumsum() - 1
    previous = np.zeros_like(bits)
    previous[1:] = bits[:-1]
    previous[opens] = 0
    following = np.zeros_like(bits)
    following[:-1] = np.where(opens[1:], np.uint64(0), bits[1:])

    phrases = _phrases().find(tokens)
    solid = ((bits & mask("OPENER", "TAG", "GREETING")) == 0) & ~phrases.covered(GREETING | GRATITUDE)
    before = solid.cumsum() - solid
    first = opens.nonzero()[0]
    initial = before == before[first][sentences] if len(first) else np.zeros(0, np.bool_)
    return Cues(
        bits=bits,
        previous=previous,
        following=following,
        opens=opens,
        initial=initial,
        sentences=sentences,
        paused=_pauses(tokens),
        asks=_asks(tokens, opens, sentences),
        phrases=phrases,
        message_bits=united(tokens, bits),
        message_labels=united(tokens, phrases.at_start),
    )


def united(tokens: t.Tokens, bits: NDArray[_Bits]) -> NDArray[_Bits]:
    """Join the bits of the tokens of each message: unsigned `[t]` to `[n]`, 0 for a message without tokens."""
    joined = np.zeros(len(tokens.offsets) - 1, bits.dtype)
    filled = (tokens.offsets[1:] > tokens.offsets[:-1]).nonzero()[0]
    if len(filled):
        joined[filled] = np.bitwise_or.reduceat(bits, tokens.offsets[filled])
    return joined


def _sentence_starts(tokens: t.Tokens, bits: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """A stop inside an abbreviation or a number ends no sentence."""
    before = tokens.before
    hard = np.uint32(
        t.GAP_QUESTION | t.GAP_EXCLAMATION | t.GAP_ELLIPSIS | t.GAP_NEWLINE | t.GAP_SEMICOLON | t.GAP_FIRST
    )
    opens = (before & hard) != 0
    stops = (((before & np.uint32(t.GAP_STOP)) != 0) & ~opens).nonzero()[0]
    if len(stops):
        lengths = tokens.ends - tokens.starts
        spaced = (before[stops] & np.uint32(t.GAP_SPACE)) != 0
        apart = (lengths[stops - 1] >= 3) & (lengths[stops] >= 2)
        abbreviated = (bits[stops - 1] & mask("ABBREVIATION")) != 0
        opens[stops] = (spaced | apart) & ~abbreviated
    return np.asarray(opens)


def _pauses(tokens: t.Tokens) -> NDArray[np.bool_]:
    """A mark that is set off by a blank; those inside words (`e-mail`, `and/or`) are none."""
    marked = (tokens.before & np.uint32(t.GAP_COMMA | t.GAP_COLON | t.GAP_OTHER)) != 0
    return np.asarray(marked & ((tokens.before & np.uint32(t.GAP_COMMA | t.GAP_SPACE)) != 0))


def _asks(tokens: t.Tokens, opens: NDArray[np.bool_], sentences: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Does the gap behind the last token of the sentence hold a question mark?"""
    if not len(opens):
        return np.zeros(0, np.bool_)
    first = opens.nonzero()[0]
    last = np.append(first[1:], len(opens)) - 1
    behind = np.empty(len(first), np.uint32)
    behind[:-1] = tokens.before[first[1:]]
    final = tokens.offsets[tokens.messages[last] + 1] - 1 == last
    behind[final] = tokens.after_last[tokens.messages[last[final]]]
    asked: NDArray[np.bool_] = ((behind & np.uint32(t.GAP_QUESTION)) != 0)[sentences]
    return asked
