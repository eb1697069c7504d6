"""What one word is in a language beside English, from that language's files alone."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from prodshape.lexicon.edits import Slip, believable, certain, slip
from prodshape.lexicon.folding import folded
from prodshape.lexicon.frequent_words import FrequentWords
from prodshape.lexicon.languages import lexicons
from prodshape.lexicon.spelling import LONGEST, Judgement, WordClass, is_lengthened
from prodshape.lexicon.word_frequencies import WordFrequencies
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.lexicon.languages.base import Lexicon
    from prodshape.messages import Batch

ACCEPTED_ZIPF = 2.3
"""A word this frequent is a word; a rarer one is none if a slip of a far more frequent word explains it."""
_RARE_GAP = 3.0
"""Zipf: of a thousand who mean a word, less than one makes one certain slip."""
_MEANT_ZIPF = 3.3
_STEM_ZIPF = 2.5
_SHORTEST, _SHORTEST_SLIP, _SHORTEST_STEM = 3, 4, 3
_BORROWED_ZIPF = 3.3
_RUNS = re.compile(r"(.)\1+")


class LanguageJudge:
    """The words of one language with a lexicon; each distinct word is judged once and remembered, within bounds.

    Accents do not count: `envio` is `envío`, and so is `manana` `mañana`. A word that English knows and the language
    does not is a borrowing (`FOREIGN`), not a misspelling.
    """

    def __init__(self, lexicon: Lexicon, *, generation: int = 50_000) -> None:
        self.lexicon = lexicon
        self._generation = generation
        with (files("prodshape") / "tables" / lexicon.table).open("rb") as file, np.load(file) as table:
            self._zipf = WordFrequencies(table["words"].tobytes().decode(), table["centizipf"])
        self._frequent = FrequentWords(self._zipf.above(_MEANT_ZIPF))
        self._abbreviations = frozenset(map(folded, lexicon.abbreviations))
        self._misspellings = {folded(form): meant for form, meant in lexicon.misspellings.items()}
        self._run_ons = {folded(form): " ".join(apart) for form, apart in lexicon.run_ons.items()}
        self._laughter = re.compile(lexicon.laughter)
        self._sound_alike = frozenset(frozenset(pair) for pair in lexicon.sound_alike)
        self._young: dict[int, int] = {}
        self._old: dict[int, int] = {}

    @property
    def remembered(self) -> int:
        """How many words are remembered, twice `generation` at most."""
        return len(self._young) + len(self._old)

    def of(self, batch: Batch, which: NDArray[np.int64]) -> NDArray[np.uint8]:
        """The `WordClass` of some word tokens of a batch: `uint8[len(which)]`."""
        tokens = batch.tokens
        hashes, first, inverse = np.unique(tokens.hashes[which], return_index=True, return_inverse=True)
        found = [
            self._class(batch, key, token) for key, token in zip(hashes.tolist(), which[first].tolist(), strict=True)
        ]
        return np.array(found, np.uint8)[inverse]

    def _class(self, batch: Batch, key: int, token: int) -> int:
        known = self._young.get(key)
        if known is None:
            known = self._old.get(key)
            if known is None:
                long = batch.tokens.ends[token] - batch.tokens.starts[token] > LONGEST
                known = int(WordClass.UNKNOWN if long else self.judge(batch.tokens.text(token)).word_class)
            if len(self._young) >= self._generation:
                self._old, self._young = self._young, {}
            self._young[key] = known
        return known

    def judge(self, word: str) -> Judgement:
        """Judge one word in lower case.

        Example:
            >>> judges()["es"].judge("tarjtea").meant, judges()["es"].judge("envio").word_class.name
            ('tarjeta', 'KNOWN')
        """
        form = folded(word)
        if not (form.isascii() and form.isalpha()):
            return Judgement(WordClass.NOT_CHECKABLE)
        zipf = self._zipf.get(form, 0.0)
        found = self._listed(form) or self._by_form(form, zipf) or self._slip_of(form, zipf)
        return found or Judgement(WordClass.KNOWN if zipf > 0 else WordClass.UNKNOWN)

    def _by_form(self, form: str, zipf: float) -> Judgement | None:
        """Frequent or of a frequent word, laughter, letters held down, English."""
        if len(form) < _SHORTEST or zipf >= ACCEPTED_ZIPF or self._laughter.fullmatch(form):
            return Judgement(WordClass.KNOWN)
        if is_lengthened(form):
            usual = {_RUNS.sub(r"\1", form), _RUNS.sub(r"\1\1", form)}
            if usual & self._abbreviations:
                return Judgement(WordClass.ABBREVIATION)
            known = usual & self._frequent.zipf.keys()
            return Judgement(WordClass.LENGTHENED, max(known, key=self._frequent.zipf.__getitem__, default=None))
        if self._is_inflected(form):
            return Judgement(WordClass.KNOWN)
        return Judgement(WordClass.FOREIGN) if _is_english(form) else None

    def _listed(self, form: str) -> Judgement | None:
        if form in self._abbreviations:
            return Judgement(WordClass.ABBREVIATION)
        if form in self._run_ons:
            return Judgement(WordClass.RUN_ON, self._run_ons[form])
        if form in self._misspellings:
            return Judgement(WordClass.MISSPELT, self._misspellings[form])
        return None

    def _is_inflected(self, form: str) -> bool:
        """Is it a frequent word and one of the endings (`mandarmelo`)?"""
        return any(
            form.endswith(ending)
            and len(form) - len(ending) >= _SHORTEST_STEM
            and self._zipf.get(form[: -len(ending)], 0.0) >= _STEM_ZIPF
            for ending in self.lexicon.endings
        )

    def _slip_of(self, form: str, zipf: float) -> Judgement | None:
        best, best_zipf = None, 0.0
        for candidate in sorted(self._frequent.neighbours(form)):
            meant_zipf = self._frequent.zipf[candidate]
            gap = meant_zipf - zipf
            if zipf > 0 and gap < _RARE_GAP:
                return None  # as near to a word that is not far more frequent: a form of it, not a slip
            if (
                len(form) >= _SHORTEST_SLIP
                and meant_zipf > best_zipf
                and self._likely(form, candidate, meant_zipf, gap)
            ):
                best, best_zipf = candidate, meant_zipf
        if best is None:
            return None
        return Judgement(WordClass.MISSPELT if certain(form, best_zipf) else WordClass.DOUBTFUL, best)

    def _likely(self, form: str, meant: str, meant_zipf: float, gap: float) -> bool:
        kind = slip(form, meant)
        if kind in {Slip.OTHER_LETTER, Slip.FIRST_LETTER, Slip.FIRST_NEAR_KEY}:
            at = next(i for i, (a, b) in enumerate(zip(form, meant, strict=True)) if a != b)
            if frozenset((form[at], meant[at])) in self._sound_alike:
                kind = Slip.OTHER_VOWEL
        return believable(form, kind, meant_zipf, gap)


def _is_english(form: str) -> bool:
    known = vocabulary()
    row = known.ids([form])[0]
    return bool(known.zipf[row] >= _BORROWED_ZIPF)


@cache
def judge_of(code: str) -> LanguageJudge:
    """The judge of a language with a lexicon, its tables read when the first message needs them."""
    return LanguageJudge(lexicons()[code])


def judges() -> dict[str, LanguageJudge]:
    """All of them by the code of their language."""
    return {code: judge_of(code) for code in lexicons()}
