"""What each token of a batch can be in a clause, and where sentences begin: computed once, shared by several axes.

Everything is a look-up in a table of class bits by word id; the tokens of a class are a set (`prodshape.clauses.token_sets`), which
is shifted within the sentence for the neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape import tokens as t
from prodshape.carrying import carrying
from prodshape.clauses import closed_class as closed
from prodshape.clauses import courtesy, needs, social, verbs
from prodshape.clauses.phrases import Phrases
from prodshape.clauses.token_sets import flags_of, flooded, places_of, set_of, sets_by_bit
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from prodshape.clauses.phrases import PhraseHits, PhraseSets
    from prodshape.messages import Batch

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
    "HARSH": (
        *courtesy.WORDS_HARSH,
        *courtesy.WORDS_SWEARING,
        *courtesy.WORDS_HARSH_NAMES,
        *courtesy.WORDS_HATING,
        *courtesy.WORDS_BLAME,
    ),
    "HEDGE": (*courtesy.WORDS_HEDGE, *courtesy.WORDS_UNSURE),
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
WISHES, ABOUT_YOU = 1 << 14, 1 << 15
"""Labels of phrases."""

_PHRASES = {
    GREETING: social.PHRASES_GREETING,
    NO_GREETING: social.PHRASES_NO_GREETING,
    SOCIAL: (*social.PHRASES_SOCIAL, *needs.PHRASES_NO_TROUBLE),
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
    WISHES: courtesy.PHRASES_WISHES,
    ABOUT_YOU: courtesy.PHRASES_ABOUT_YOU,
}


@cache
def mask(*names: str) -> NDArray[np.uint64]:
    """The union of some classes, an array of no dimension: quicker to combine with a few tokens than a scalar.

    Example:
        >>> bool(mask("BE", "DO") & np.uint64(CUE["DO"]))
        True
    """
    union = 0
    for name in names:
        union |= CUE[name]
    return np.array(union, np.uint64)


@dataclass
class Cues:
    """Cues of the `t` tokens of a batch, as sets of tokens (`prodshape.clauses.token_sets`). Not to be changed; not frozen, for its speed.

    Attributes:
        bits: `uint64[t]`, class bits (`CUE`).
        every: all tokens.
        opens: first tokens of sentences.
        continues: all others.
        first: first tokens of messages.
        last: last tokens of messages.
        initial: only greetings, openers, mentions and the like stand before it in its sentence.
        paused: a comma, a colon, a dash or another mark stands before it.
        asks: the sentence of this token ends with a question mark.
        messages: `int64[t]`, index of the message.
        phrases: where the listed phrases stand.
    """

    bits: NDArray[np.uint64]
    every: int
    opens: int
    continues: int
    first: int
    last: int
    initial: int
    paused: int
    asks: int
    messages: NDArray[np.int64]
    phrases: PhraseHits
    _classes: Mapping[str, int]
    _phrases: PhraseSets

    def are(self, *names: str) -> int:
        """The tokens in one of these classes."""
        found = 0
        for name in names:
            found |= self._classes[name]
        return found

    def follow(self, *names: str) -> int:
        """The tokens behind one, in the same sentence, that is in one of these classes."""
        return (self.are(*names) << 1) & self.continues

    def precede(self, *names: str) -> int:
        """The tokens before one, in the same sentence, that is in one of these classes."""
        return (self.are(*names) & self.continues) >> 1

    def begin(self, *labels: int) -> int:
        """The tokens that begin a phrase with one of these labels."""
        return self._phrases.first(labels)

    def within(self, *labels: int) -> int:
        """The tokens inside a phrase with one of these labels."""
        return self._phrases.inside(labels)

    def somewhere(self, tokens: int) -> int:
        """The last token of each message that holds one of these: what is so of messages is combined as what is so of tokens."""
        others = self.every & ~self.last
        # The addition carries to the last token of a message if any other is in the set.
        return (((tokens & others) + others) | tokens) & self.last

    def throughout(self, tokens: int) -> int:
        """All tokens of the messages that hold one of these."""
        if not tokens:
            return 0
        rows = np.zeros(int(self.messages[-1]) + 1, np.bool_)
        rows[self.rows(tokens)] = True
        return set_of(rows[self.messages])

    def message_has(self, *names: str) -> int:
        """The messages (as `somewhere`) with a token in one of these classes."""
        return self.somewhere(self.are(*names))

    def message_says(self, *labels: int) -> int:
        """The messages (as `somewhere`) with a phrase with one of these labels."""
        return self.somewhere(self.begin(*labels))

    def places(self, tokens: int) -> NDArray[np.int64]:
        """`int64[k]`: the tokens of a set, in order."""
        return places_of(tokens, len(self.bits))

    def flags(self, tokens: int) -> NDArray[np.bool_]:
        """`bool[t]`: which tokens are in a set."""
        return flags_of(tokens, len(self.bits))

    def rows(self, tokens: int) -> NDArray[np.int64]:
        """`int64[k]`: the message of each token of a set."""
        return self.messages[self.places(tokens)]


@cache
def word_bits() -> NDArray[np.uint64]:
    """`uint64[size+2]`, class bits by word id."""
    words = vocabulary()
    table = np.zeros(words.size + 2, np.uint64)
    for name, listed in _LISTS.items():
        table[words.ids(listed)] |= np.uint64(CUE[name])
    table[: words.size + 1] |= np.uint64(CUE["WORD"])
    table[words.unknown] |= np.uint64(CUE["UNKNOWN"])
    table[words.only_bare] |= np.uint64(CUE["UNKNOWN"])
    return table


@cache
def _phrases() -> Phrases:
    return Phrases(_PHRASES, vocabulary())


_KINDS = np.zeros(7, np.uint64)
_KINDS[[t.NUMBER, t.CODE]] = CUE["NUMBER"]
_KINDS[[t.URL, t.EMAIL, t.MENTION, t.HASHTAG]] = CUE["TAG"]
_HARD = np.uint32(t.GAP_QUESTION | t.GAP_EXCLAMATION | t.GAP_ELLIPSIS | t.GAP_NEWLINE | t.GAP_SEMICOLON | t.GAP_FIRST)
"""What a sentence begins behind, whatever it stands in."""


def cues(batch: Batch) -> Cues:
    """Compute the cues of a batch; ask for them as `batch.derived(cues)`."""
    tokens = batch.tokens
    bits = word_bits()[tokens.ids] | _KINDS[tokens.kinds]
    classes = dict(zip(CUE, sets_by_bit(bits), strict=False))
    opening = _sentence_starts(batch, bits)
    every, opens = (1 << len(tokens)) - 1, set_of(opening)
    first = set_of(carrying(tokens.before, t.GAP_FIRST))
    phrases = _phrases().find(tokens)
    phrase_sets = phrases.sets()
    idle = classes["OPENER"] | classes["TAG"] | classes["GREETING"] | phrase_sets.inside((GREETING, GRATITUDE))
    return Cues(
        bits=bits,
        every=every,
        opens=opens,
        continues=every & ~opens,
        first=first,
        last=((first | every + 1) >> 1) & every,
        initial=flooded(opens, idle, every),
        paused=_pauses(batch),
        asks=_asks(batch, opening),
        messages=tokens.messages,
        _classes=classes,
        phrases=phrases,
        _phrases=phrase_sets,
    )


def _sentence_starts(batch: Batch, bits: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """`bool[t]`; a stop inside an abbreviation or a number ends no sentence."""
    tokens = batch.tokens
    before = tokens.before
    opens: NDArray[np.bool_] = (before & _HARD) != 0
    if not len(batch.places(t.GAP_STOP)):
        return opens
    stops = (carrying(before, t.GAP_STOP) & ~opens).nonzero()[0]
    lengths = tokens.ends - tokens.starts
    spaced = carrying(before[stops], t.GAP_SPACE)
    apart = (lengths[stops - 1] >= 3) & (lengths[stops] >= 2)
    abbreviated = (bits[stops - 1] & mask("ABBREVIATION")).astype(np.bool_)
    opens[stops] = (spaced | apart) & ~abbreviated
    return opens


def _pauses(batch: Batch) -> int:
    """A mark that is set off by a blank; those inside words (`e-mail`, `and/or`) are none."""
    before = batch.tokens.before
    marked = carrying(before, t.GAP_COMMA | t.GAP_COLON | t.GAP_OTHER).nonzero()[0]
    if not len(marked):
        return 0
    paused = np.zeros(len(before), np.bool_)
    paused[marked] = carrying(before[marked], t.GAP_COMMA | t.GAP_SPACE)
    return set_of(paused)


def _asks(batch: Batch, opening: NDArray[np.bool_]) -> int:
    """Does the gap behind the last token of the sentence hold a question mark?"""
    tokens, first = batch.tokens, opening.nonzero()[0]
    if not len(first) or not len(batch.places(t.GAP_QUESTION)):
        return 0
    ends = np.empty(len(first), np.int64)
    ends[:-1], ends[-1] = first[1:], len(opening)
    last = ends - 1
    behind = np.empty(len(first), np.uint32)
    behind[:-1] = tokens.before[first[1:]]
    final = tokens.offsets[tokens.messages[last] + 1] == ends
    behind[final] = tokens.after_last[tokens.messages[last[final]]]
    return set_of(carrying(behind, t.GAP_QUESTION).repeat(ends - first))
