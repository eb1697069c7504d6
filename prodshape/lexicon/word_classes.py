"""The class of every token of a batch, judged once per distinct word and shared by the axes of spelling."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.lexicon.abbreviations import ENGLISH_ABBREVIATIONS
from prodshape.lexicon.apostrophes import WORDS_CONTRACTED, WORDS_DROPPED
from prodshape.lexicon.frequent_words import frequent_words
from prodshape.lexicon.lengthened import lengthened
from prodshape.lexicon.misspellings import WORDS_MISSPELT
from prodshape.lexicon.run_ons import WORDS_RUN_ON
from prodshape.lexicon.sounded_out import SPOKEN_FORMS, without_g
from prodshape.lexicon.spelling import LONGEST, Judgement, WordClass, judge, listed, with_i, without_suffix
from prodshape.lexicon.support_words import WORDS_NEW
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch
    from prodshape.vocabulary import Vocabulary

ACCEPTED_ZIPF = 2.7
"""An unlisted word this frequent in English is a word (or a name that everybody knows)."""

_SHORTEST_SLIP = 5
_SHORTEST_NAME = 4
_FOREIGN_ZIPF = 3.3
_FOREIGN_LEAD = 0.7

_ACCEPTED_BY_FREQUENCY = np.isin(np.arange(len(WordClass)), (WordClass.KNOWN, WordClass.FOREIGN))
"""What `sooo` may be for being frequent; lengthening goes first."""


class Classifier:
    """Word classes by vocabulary id, filled as words are seen, and by hash for words outside the vocabulary.

    The cache holds two generations of so many words, so that traffic of random letters cannot fill the memory;
    it never changes an answer.
    """

    def __init__(self, words: Vocabulary, *, generation: int = 50_000) -> None:
        self._words = words
        self._generation = generation
        accepted = _accepted(words)
        self.classes = np.full(words.size + 2, WordClass.UNSEEN, np.uint8)
        self.classes[accepted] = WordClass.KNOWN
        self.classes[_foreign(words) & ~accepted] = WordClass.FOREIGN
        misspelt = words.flags(WORDS_MISSPELT)
        self.classes[misspelt & ((words.scowl == 0) | (words.scowl > 60))] = WordClass.MISSPELT
        self.classes[words.flags(WORDS_RUN_ON)] = WordClass.RUN_ON
        known = (*SPOKEN_FORMS, *WORDS_NEW, *(word + "s" for word in WORDS_NEW))
        for forms, word_class in ((known, WordClass.KNOWN), (without_g(), WordClass.ABBREVIATION)):
            rows = words.ids(forms)
            self.classes[rows[(words.scowl[rows] == 0) & (rows != words.unknown)]] = word_class
        self.classes[words.flags(ENGLISH_ABBREVIATIONS)] = WordClass.ABBREVIATION
        self.classes[words.flags(WORDS_DROPPED)] = WordClass.APOSTROPHE_DROPPED
        self.classes[words.flags(WORDS_CONTRACTED)] = WordClass.KNOWN
        self.classes[words.not_word] = WordClass.NO_WORD
        self.accepted = self.classes == WordClass.KNOWN
        self._slips: dict[int, bool] = {}
        self._young: dict[int, int] = {}
        self._old: dict[int, int] = {}

    @property
    def remembered(self) -> int:
        """How many words outside the vocabulary are remembered, twice `generation` at most."""
        return len(self._young) + len(self._old)

    def of(self, batch: Batch) -> NDArray[np.uint8]:
        """`uint8[t]`: the class of each token."""
        tokens = batch.tokens
        classes = self.classes[tokens.ids]
        held = batch.derived(lengthened).nonzero()[0]
        if len(held):
            classes[held[_ACCEPTED_BY_FREQUENCY[classes[held]]]] = WordClass.LENGTHENED.value
        unseen = (classes == WordClass.UNSEEN.value).nonzero()[0]
        if not len(unseen):
            return classes
        outside = tokens.ids[unseen] == self._words.unknown
        for token in unseen[~outside].tolist():
            row = int(tokens.ids[token])
            if self.classes[row] == WordClass.UNSEEN:
                self.classes[row] = self._judge(tokens.text(token), float(self._words.zipf[row])).word_class
        classes[unseen[~outside]] = self.classes[tokens.ids[unseen[~outside]]]
        strangers = unseen[outside]
        long = (tokens.ends - tokens.starts)[strangers] > LONGEST
        classes[strangers[long]] = WordClass.UNKNOWN.value
        strangers = strangers[~long]
        if len(strangers):
            classes[strangers] = self._strangers(batch, strangers)
        return classes

    def slips(self, batch: Batch, which: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of these FOREIGN tokens may be a slip of an English word all the same (`passwort`, `softwares`)."""
        ids = batch.tokens.ids[which]
        for token, row in zip(which.tolist(), ids.tolist(), strict=True):
            if row not in self._slips:
                self._slips[row] = self.slip_of(batch.tokens.text(token)).meant is not None
        return np.array([self._slips[row] for row in ids.tolist()], np.bool_)

    def slip_of(self, word: str) -> Judgement:
        """What English word a FOREIGN word is one slip of, if it is; cousins in two languages lie two slips apart."""
        found = judge(word, float(self._words.zipf[self._words.ids([word])[0]]), known=False)
        long = len(word) > _SHORTEST_SLIP and found.word_class is WordClass.DOUBTFUL
        long |= len(word) >= _SHORTEST_SLIP and found.word_class is WordClass.MISSPELT
        one = long and found.meant in {*frequent_words().neighbours(word), with_i(word)}
        return found if one else Judgement(WordClass.FOREIGN)

    def judge(self, word: str) -> Judgement:
        """Judge one word given as text, and say what was meant; for people, not for the hot path.

        Example:
            >>> classifier().judge("refudn")
            Judgement(word_class=<WordClass.MISSPELT: 4>, meant='refund')
        """
        row = int(self._words.ids([word])[0])
        found = WordClass(int(self.classes[row])) if row != self._words.unknown else WordClass.UNSEEN
        if found is WordClass.UNSEEN:
            return self._judge(word, float(self._words.zipf[row]))
        by_list = listed(word)
        return by_list if by_list is not None and by_list.word_class is found else Judgement(found)

    def _judge(self, word: str, zipf: float) -> Judgement:
        return judge(word, zipf, known=self._derived([word])[0])

    def _derived(self, words: list[str]) -> list[bool]:
        """Is each word an accepted word with a suffix, or the plural or genitive of a name or a brand (`ubers`)?

        All at once: a look-up in the vocabulary costs as much for one word as for a hundred.
        """
        bases = [without_suffix(word) for word in words]
        names = [word.removesuffix("s") for word in words]
        rows = self._words.ids([*bases, *names])
        accepted, listed_rows = self.accepted[rows].tolist(), (self._words.scowl[rows] > 0).tolist()
        capitalised, half = frequent_words().names, len(words)
        return [
            (base != word and accepted[at])
            or (
                name != word
                and len(name) >= _SHORTEST_NAME
                and accepted[half + at]
                and (not listed_rows[half + at] or name in capitalised)
            )
            for at, (word, base, name) in enumerate(zip(words, bases, names, strict=True))
        ]

    def _strangers(self, batch: Batch, which: NDArray[np.int64]) -> list[int]:
        keys = batch.tokens.hashes[which].tolist()
        tokens = dict(zip(keys, which.tolist(), strict=True))
        codes = {key: code for key in tokens if (code := self._young.get(key, self._old.get(key))) is not None}
        fresh = [key for key in tokens if key not in codes]
        if fresh:
            texts = [batch.tokens.text(tokens[key]) for key in fresh]
            for key, text, known in zip(fresh, texts, self._derived(texts), strict=True):
                codes[key] = int(judge(text, 0.0, known=known).word_class)
        for key in tokens:
            if key not in self._young:
                if len(self._young) >= self._generation:
                    self._old, self._young = self._young, {}
                self._young[key] = codes[key]
        return [codes[key] for key in keys]


def _accepted(words: Vocabulary) -> NDArray[np.bool_]:
    accepted: NDArray[np.bool_] = (words.scowl > 0) | (words.zipf >= ACCEPTED_ZIPF)
    accepted[[words.unknown, words.not_word]] = False
    return accepted


def _foreign(words: Vocabulary) -> NDArray[np.bool_]:
    """Frequent in another language, and much more so than in English."""
    others = [column for column, language in enumerate(words.languages) if language != "en"]
    score = words.language_scores()[:, others].max(axis=1).astype(np.float32)
    zipf = score / (6 * np.log(10)) + 9
    foreign: NDArray[np.bool_] = (score > -128) & (zipf >= _FOREIGN_ZIPF) & (zipf >= words.zipf + _FOREIGN_LEAD)
    return foreign


@cache
def classifier() -> Classifier:
    """The classifier of this process."""
    return Classifier(vocabulary())


def word_classes(batch: Batch) -> NDArray[np.uint8]:
    """`uint8[t]`: the `WordClass` of each token of a batch. Use it as `batch.derived(word_classes)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> [WordClass(code).name for code in word_classes(Batch.of(["pls refudn my order 55"]))]
        ['ABBREVIATION', 'MISSPELT', 'KNOWN', 'KNOWN', 'NO_WORD']
    """
    return classifier().of(batch)
