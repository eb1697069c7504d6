"""How well each language fits the words of each message: the shared basis of language and code-switching.

Word frequencies of 22 languages (10,000 words each, `prodshape/tables/README.md`) are summed as log-likelihoods,
a word that a language lacks counting as `FLOOR`; a word that no list has leans to the languages whose words are built alike
(`letter_patterns`); scripts other than Latin are counted by letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape.language.codes import LANGUAGES, LATIN_CODES
from prodshape.language.elisions import WORDS_ELIDED_FRENCH, WORDS_ELIDED_ITALIAN
from prodshape.language.english_chat import WORDS_ALONE, WORDS_CHAT, WORDS_CHAT_COMMON
from prodshape.language.letter_patterns import pattern_scores
from prodshape.language.romanised_hindi import WORDS_HINDI, WORDS_HINDI_SPELT
from prodshape.language.scripts import script_letters, script_of
from prodshape.lexicon.abbreviations import ENGLISH_ABBREVIATIONS
from prodshape.lexicon.apostrophes import WORDS_DROPPED
from prodshape.lexicon.misspellings import WORDS_MISSPELT
from prodshape.lexicon.run_ons import WORDS_RUN_ON
from prodshape.messages import stretches
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

FLOOR = -92
"""What a word counts that a language lacks: 6 ln(frequency), as the table."""
ENGLISH_CHAT, ENGLISH_CHAT_COMMON = -56, -40
"""What a word of English chat, and a very common one, counts at least."""
HINDI = -48
"""What a listed word of romanised Hindi counts at least."""
ELIDED = -50
"""What a word of French or Italian with an apostrophe counts at least."""
HINDI_SPELT = -62
"""What another spelling of such a word counts."""
BORROWED = 14
"""What an English word that no list of Hindi has counts there above `FLOOR`: romanised Hindi takes English words freely."""
ENGLISH_RARE = -84
"""What a listed English word counts that is not among the 10,000 commonest."""
DOUBT = 12
"""A word speaks against English if another language is that much more likely (6 ln, a factor of 7)."""
PRIOR = 10
"""What English is given in advance, and `RARE_PRIOR` what a less common language is docked."""
RARE_PRIOR = 5
EXPECTED = 8
"""What each language is given in advance that a stream's users are known to write."""
LONE_PRIOR, PAIR_PRIOR = 10, 4
"""What English is given on top where the message has a single known word, which is often a name, or two of which only
one speaks against English."""
SHORT = 3
"""In a message with more known words than that, one word alone does not speak against English."""
LONE_LETTERS, LONE_LEAD = 3, 12
"""A message of one word tells its language only by more letters than that, and by such a lead over English."""
PATTERN_SHARE, PATTERN_FLOOR = (3, 10), -24
"""The share of its pattern score that an unlisted word counts (letters are no independent witnesses), and its least."""
PATTERN_DOUBT = 12
"""An unlisted word speaks against English if it counts that much less there than in the likeliest language."""
WRITTEN_LETTERS = 4
"""Shorter forms of English may as well be codes or names."""
NEAR, SEVERAL = 12, 4
"""A word is international if more other languages than that use it at least a seventh as often as the first of them does ..."""
WIDESPREAD = -46
"""... and none more often than that."""
_FOLLOWERS = frozenset({"en", "hi-Latn", "ca", "sh", "nb"})
"""Languages that do not count for that: their lists follow a neighbour's."""
_RARE = frozenset({"nb", "ca", "sh", "fil", "fi", "hu"})


@dataclass(frozen=True)
class WordTable:
    """The word table as the scores need it, by word id.

    Attributes:
        languages: codes of the columns, English first.
        scores: `int8[size+2, l]`, floored; rows of words that no language lists are 0.
        known: `bool[size+2]`, some language lists the word.
        english: `bool[size+2]`, the word is plausible English.
        alone: `bool[size+2]`, the word may be English where it is the only one.
        doubt: `bool[size+2]`, another language is much more likely.
        borrowed: `bool[size+2]`, an English word that the list of Hindi lacks.
        telling: `bool[size+2]`, it speaks for another language, and is no international word or name.
        written: `bool[size+2]`, English shortened, misspelt or run together that no language lists, of `WRITTEN_LETTERS` or more.
        prior: `int64[l]`, what each language starts from.
    """

    languages: tuple[str, ...]
    scores: NDArray[np.int8]
    known: NDArray[np.bool_]
    english: NDArray[np.bool_]
    alone: NDArray[np.bool_]
    doubt: NDArray[np.bool_]
    borrowed: NDArray[np.bool_]
    telling: NDArray[np.bool_]
    written: NDArray[np.bool_]
    prior: NDArray[np.int64]


def international(raw: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Which words are about as frequent in several languages, and are no grammar anywhere: borrowed words and names (`hotel`, `suzuki`).

    Args:
        raw: `int8[k, l]`, of `Vocabulary.language_scores()`.
    """
    counted = [place for place, name in enumerate(vocabulary().languages) if name not in _FOLLOWERS]
    scores = raw[:, counted]
    most = scores.max(axis=1, keepdims=True).astype(np.int16)
    near = (scores > -128) & (scores >= most - NEAR)
    return np.asarray((near.sum(axis=1) > SEVERAL) & (most[:, 0] <= WIDESPREAD))


@cache
def word_table() -> WordTable:
    """Prepare the word table, once per process."""
    words = vocabulary()
    scores = words.language_scores()
    listed = words.scowl > 0
    everywhere = international(scores)
    words.add_bare(scores)
    known = (scores > -128).any(axis=1) | listed
    np.maximum(scores, np.int8(FLOOR), out=scores)
    for listed_words, least in ((WORDS_CHAT, ENGLISH_CHAT), (WORDS_CHAT_COMMON, ENGLISH_CHAT_COMMON)):
        chat = words.ids(listed_words)
        known[chat] = True
        scores[chat, 0] = np.maximum(scores[chat, 0], least)
    hindi, column_hindi = words.ids(WORDS_HINDI), words.languages.index("hi-Latn")
    spelt = words.ids(WORDS_HINDI_SPELT)
    for ids, least in ((hindi, HINDI), (spelt[~known[spelt]], HINDI_SPELT)):
        known[ids] = True
        scores[ids, column_hindi] = np.maximum(scores[ids, column_hindi], least)
    for elided, language in ((WORDS_ELIDED_FRENCH, "fr"), (WORDS_ELIDED_ITALIAN, "it")):
        ids, column = words.ids(elided), words.languages.index(language)
        known[ids] = True
        scores[ids, column] = np.maximum(scores[ids, column], ELIDED)
    frequency = np.maximum(np.round(6 * np.log(10) * (words.zipf - 9)), ENGLISH_RARE).astype(np.int8)
    scores[listed, 0] = np.maximum(scores[listed, 0], frequency[listed])
    doubt = known & (scores[:, 1:].max(axis=1) - scores[:, 0] > DOUBT)
    english = known & ~doubt & (scores[:, 0] > FLOOR)
    borrowed = known & (scores[:, 0] > FLOOR) & (scores[:, column_hindi] == FLOOR)
    alone = scores[:, 0] > FLOOR
    alone[words.ids(WORDS_ALONE)] = True
    telling = doubt.copy()
    telling[words.ids(WORDS_ALONE)] = False
    telling &= ~everywhere
    scores[~known] = 0
    prior = np.array(
        [PRIOR if name == "en" else -RARE_PRIOR if name in _RARE else 0 for name in words.languages], np.int64
    )
    codes = tuple(LATIN_CODES[name] for name in words.languages)
    forms = (*ENGLISH_ABBREVIATIONS, *WORDS_MISSPELT, *WORDS_RUN_ON, *WORDS_DROPPED)
    written = words.flags(form for form in forms if len(form) >= WRITTEN_LETTERS and form.isalpha()) & ~known
    return WordTable(codes, scores, known, english, alone, doubt, borrowed, telling, written, prior)


class LanguageScores(NamedTuple):
    """What speaks for which language in a batch of `n` messages.

    Attributes:
        words: `int64[n]`, words in Latin script that some language lists.
        unlisted: `int64[n]`, words in Latin script that none lists.
        rows: `int64[k]`, messages with words that speak against English, ascending.
        doubts: `int64[k]`, how many.
        named: `bool[k]`, few words, and those that speak against English are names and international words.
        lone: `bool[k]`, the message is one word that is too short or too little of one language to tell.
        plausible: `bool[k]`, that word is one of English too, which then has the benefit of the doubt.
        sums: `int64[k, l]`, their log-likelihoods by language (`word_table().languages`), prior included.
        script_rows: `int64[s]`, messages with letters of other scripts, ascending.
        letters: `int64[s, c]`, those letters by `prodshape.language.scripts.SCRIPT_CODES`.
        latin: `int64[s]`, letters of their words in Latin script.
        tokens: `int64[v]`, all word tokens of `rows`.
        row_of: `int64[v]`, index into `rows` of those tokens.
        strange: `int64[u]`, tokens in Latin script that no language lists, in messages with words that some language does.
        leanings: `int64[u, l]`, what each of them counts by language, 0 at the likeliest.
    """

    words: NDArray[np.int64]
    unlisted: NDArray[np.int64]
    rows: NDArray[np.int64]
    doubts: NDArray[np.int64]
    named: NDArray[np.bool_]
    lone: NDArray[np.bool_]
    plausible: NDArray[np.bool_]
    sums: NDArray[np.int64]
    script_rows: NDArray[np.int64]
    letters: NDArray[np.int64]
    latin: NDArray[np.int64]
    tokens: NDArray[np.int64]
    row_of: NDArray[np.int64]
    strange: NDArray[np.int64]
    leanings: NDArray[np.int64]


def tokens_of(batch: Batch, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All tokens of some messages: their places, and the index into `rows` of each."""
    starts, ends = batch.tokens.offsets[rows], batch.tokens.offsets[rows + 1]
    return stretches(starts, ends), np.arange(len(rows)).repeat(ends - starts)


def language_scores(batch: Batch) -> LanguageScores:
    """Score a batch; ask for it as `batch.derived(language_scores)`."""
    tokens, table = batch.tokens, word_table()
    known = table.known[tokens.ids]
    words = tokens.count(known)
    other = tokens.words & ~known
    unlisted = tokens.count(other)
    strange, leanings = _leanings(batch, other & (words > 0)[tokens.messages])
    against = table.doubt[tokens.ids]
    if len(strange):
        against[strange] = leanings[:, 0] <= -PATTERN_DOUBT
    doubts = tokens.count(against)
    doubtful = (doubts >= 2) | ((doubts == 1) & ((words <= SHORT) | (unlisted > 0)))
    rows = doubtful.nonzero()[0]
    script_rows, letters = script_letters(batch)
    latin = _latin_letters(batch, script_rows)
    if not len(rows):
        flags, sums = doubtful[:0], np.zeros((0, len(table.languages)), np.int64)
        found = (rows, rows, flags, flags, flags, sums, script_rows, letters, latin, rows, rows, strange, leanings)
        return LanguageScores(words, unlisted, *found)
    chosen = (known & doubtful[tokens.messages]).nonzero()[0]
    row_of = rows.searchsorted(tokens.messages[chosen])
    begins = row_of.searchsorted(np.arange(len(rows)))
    sums = np.add.reduceat(table.scores[tokens.ids[chosen]], begins, axis=0, dtype=np.int64) + table.prior
    lent = np.bincount(row_of[table.borrowed[tokens.ids[chosen]]], minlength=len(rows))
    sums[:, table.languages.index("hi")] += BORROWED * lent
    sums[:, 0] += np.where(words[rows] == 1, LONE_PRIOR, PAIR_PRIOR * ((words[rows] == 2) & (doubts[rows] == 1)))
    leaning = doubtful[tokens.messages[strange]]
    np.add.at(sums, rows.searchsorted(tokens.messages[strange[leaning]]), leanings[leaning])
    telling = np.concatenate([chosen[table.telling[tokens.ids[chosen]]], strange[against[strange]]])
    named = (words[rows] <= SHORT) & (np.bincount(tokens.messages[telling], minlength=len(batch))[rows] == 0)
    lone = (words[rows] == 1) & (unlisted[rows] == 0)
    plausible = np.zeros(len(rows), np.bool_)
    if np.count_nonzero(lone):
        only = chosen[np.searchsorted(row_of, np.flatnonzero(lone))]
        plausible[lone] = table.alone[tokens.ids[only]]
        brief = tokens.ends[only] - tokens.starts[only] <= LONE_LETTERS
        best = sums[lone]
        lone[lone] = brief | (best.max(axis=1) - best[:, 0] < LONE_LEAD)
    return LanguageScores(
        words=words,
        unlisted=unlisted,
        rows=rows,
        doubts=doubts[rows],
        named=named,
        lone=lone,
        plausible=plausible,
        sums=sums,
        script_rows=script_rows,
        letters=letters,
        latin=latin,
        tokens=chosen,
        row_of=row_of,
        strange=strange,
        leanings=leanings,
    )


def _latin_letters(batch: Batch, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """`int64[len(rows)]`: letters of the words in Latin script of some messages."""
    if not len(rows):
        return rows
    tokens = batch.tokens
    at, row_of = tokens_of(batch, rows)
    plain = tokens.words[at] & (script_of(batch.points[tokens.starts[at]]) < 0)
    sizes = np.bincount(row_of[plain], (tokens.ends - tokens.starts)[at[plain]], len(rows))
    return sizes.astype(np.int64)


def _leanings(batch: Batch, unlisted: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of the unlisted words are in Latin script, and what each counts by language: `int64[u]`, `int64[u, l]`."""
    tokens = batch.tokens
    at = unlisted.nonzero()[0]
    if len(at):
        at = at[script_of(batch.points[tokens.starts[at]]) < 0]
    if not len(at):
        return at, np.zeros((0, len(word_table().languages)), np.int64)
    part, whole = PATTERN_SHARE
    scores = pattern_scores(tokens.lower, tokens.starts[at], tokens.ends[at]) * part // whole
    return at, np.maximum(scores, PATTERN_FLOOR)


@cache
def language_of_column() -> NDArray[np.int64]:
    """`int64[l]`: index in LANGUAGES of each column of `sums`."""
    return np.array([LANGUAGES.index(code) for code in word_table().languages])


def latin_language(scores: LanguageScores, expected: tuple[str, ...] = ()) -> NDArray[np.int64]:
    """The likeliest language of the Latin words of each message: `int64[n]`, index in LANGUAGES, -1 unknown.

    Args:
        scores: of the batch.
        expected: ISO 639-1 codes that get the benefit of the doubt.
    """
    table = word_table()
    english = LANGUAGES.index("en")
    best = np.where(scores.words > 0, english, -1)
    if len(scores.rows):
        leading = language_of_column()[scores.sums.argmax(axis=1)]
        likeliest, unclear = leading.copy(), scores.lone & (leading != english)
        if expected:
            given = EXPECTED * np.isin(table.languages, expected)
            likeliest = language_of_column()[(scores.sums + given).argmax(axis=1)]
        likeliest[scores.named] = english
        best[scores.rows] = np.where(unclear, np.where(scores.plausible, english, -1), likeliest)
    return best


def lead_of(batch: Batch, code: str) -> NDArray[np.int64]:
    """By how much a language in Latin script leads all others in each message: `int64[n]` (6 ln), 0 where none speaks for it."""
    scores, languages = batch.derived(language_scores), word_table().languages
    lead = np.zeros(len(batch), np.int64)
    if len(scores.rows):
        column = languages.index(code)
        others = np.delete(scores.sums, column, axis=1)
        lead[scores.rows] = np.maximum(scores.sums[:, column] - others.max(axis=1), 0)
    return lead


def main_language(batch: Batch, expected: tuple[str, ...] = ()) -> NDArray[np.int64]:
    """The main language of each message: `int64[n]`, index in `(*LANGUAGES, OTHER)`, -1 where it cannot be told.

    Ask for it as `batch.derived(main_language)`, where no language is expected more than others. A letter of Chinese or Japanese weighs as two.
    """
    scores = batch.derived(language_scores)
    best = latin_language(scores, expected)
    strange = scores.unlisted >= 3
    if np.count_nonzero(strange):
        best[(scores.words < 0.25 * (scores.words + scores.unlisted)) & strange] = len(LANGUAGES)
    strange = (scores.words == 0) & (scores.unlisted > 0)
    if np.count_nonzero(strange):
        written = batch.tokens.count(word_table().written[batch.tokens.ids])
        best[strange & (2 * written >= scores.unlisted)] = LANGUAGES.index("en")
    if len(scores.script_rows):
        weights = np.ones(scores.letters.shape[1], np.int64)
        weights[[LANGUAGES.index("zh"), LANGUAGES.index("ja"), LANGUAGES.index("ko")]] = 3
        weighed = scores.letters * weights
        wins = weighed.sum(axis=1) >= scores.latin
        best[scores.script_rows[wins]] = weighed[wins].argmax(axis=1)
    return best
