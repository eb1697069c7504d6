"""Is there a full clause in the message?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.clauses.clause_model import EVEN, clause_odds, has_clause
from prodshape.clauses.cues import cues
from prodshape.clauses.dropped_apostrophes import dropped_apostrophes
from prodshape.clauses.finite import finite, imperatives
from prodshape.language.codes import LANGUAGES
from prodshape.language.scores import language_scores, main_language
from prodshape.lexicon.token_spans import token_reasons

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

_CLAUSE, _FRAGMENT, _NO_WORDS = range(3)

_FOREIGN_WORDS, _FOREIGN_DOUBTS, _FOREIGN_LETTERS = 4, 3, 8
"""A message that is not in English counts as a clause from that many listed words, of which so many are hardly
English, or from that many letters of other scripts."""


_TELLING = 4
"""A token is told of from odds of one to four."""


class Fragments(Axis):
    """Whether at least one sentence of the message is a full clause, none is, or there are no words at all.

    A sentence is a full clause if its root is a finite verb (`where is my refund`, `app crashes`) or an imperative
    (`cancel my order`); the definition is that of Universal Dependencies features: root, copula or auxiliary with
    VerbForm=Fin. `refund status?`, `order late` and `thank you` are fragments. In English a linear model decides: rules on closed-class
    words and verb forms (`prodshape.clauses.finite`), corrected by fitted weights of neighbouring kinds of words
    (`prodshape.clauses.clause_model`). A message in another language counts as a clause if it is not short, which is a guess.
    """

    name = "fragments"
    version = 6
    unit = "kind of message"
    ratio = "fragments / messages with words"
    grid = Grid.categories(("clause", "fragment", "no words"))
    examples = (
        ("where is my refund", "clause"),
        ("cancel my order", "clause"),
        ("app crashes", "clause"),
        ("hi i returnd the thing last week but where's my refund also do u ship to canada now", "clause"),
        ("sounds good", "clause"),
        ("my class end at 4", "clause"),
        ("refund status?", "fragment"),
        ("order late", "fragment"),
        ("return policy", "fragment"),
        ("ok ill check", "clause"),
        ("its battery", "fragment"),
        ("😀 https://example.com", "no words"),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        tokens = batch.tokens
        has_words = tokens.word_counts > 0
        clause = has_clause(batch) | _long_and_foreign(batch)
        codes = np.where(has_words, np.where(clause, _CLAUSE, _FRAGMENT), _NO_WORDS).astype(np.int16)
        return Column(codes, (codes == _FRAGMENT).astype(np.int64), has_words.astype(np.int64))

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """Which words make a clause, with their odds; or that none does."""
        found = token_reasons(batch, _clause_words(batch))
        likely, guessed = has_clause(batch), _long_and_foreign(batch)
        for row, words in enumerate(batch.tokens.word_counts.tolist()):
            if guessed[row] and not likely[row]:
                found[row].append(Reason("a guess: long, and in a language whose clauses we do not know"))
            elif words and not likely[row]:
                found[row].append(Reason("no sentence is likelier a full clause than not"))
        return found


def _long_and_foreign(batch: Batch) -> NDArray[np.bool_]:
    """The rules know English only; of messages in other languages most that are not short are clauses."""
    scores = batch.derived(language_scores)
    long_enough = np.zeros(len(batch), np.bool_)
    if not len(scores.rows) and not len(scores.script_rows):
        return long_enough
    long_enough[scores.rows[(scores.doubts >= _FOREIGN_DOUBTS) & (scores.words[scores.rows] >= _FOREIGN_WORDS)]] = True
    long_enough[scores.script_rows[scores.letters.sum(axis=1) >= _FOREIGN_LETTERS]] = True
    language = batch.derived(main_language)
    return np.asarray(long_enough & (language >= 0) & (language != LANGUAGES.index("en")))


def _clause_words(batch: Batch) -> list[tuple[int, str]]:
    """The tokens that speak for a clause, and what is said of each."""
    odds, orders = batch.derived(clause_odds), batch.derived(imperatives)
    by_rule = batch.derived(finite) | batch.derived(cues).flags(dropped_apostrophes(batch))
    said = []
    for token in (odds * _TELLING >= EVEN).nonzero()[0].tolist():
        kind = "imperative" if orders >> token & 1 else "finite" if by_rule[token] else "perhaps a verb"
        said.append((token, f"{batch.tokens.text(token)}: {kind}, odds {odds[token] / EVEN:.2g} to 1"))
    return said
