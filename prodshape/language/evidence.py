"""What a word shows where two languages are mixed: that one is spoken, or only that a word of it was borrowed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from prodshape.clauses.closed_class import (
    WORDS_ADVERB,
    WORDS_BE,
    WORDS_CONTRACTED,
    WORDS_DETERMINER,
    WORDS_DO,
    WORDS_HAVE,
    WORDS_MODAL,
    WORDS_OBJECT,
    WORDS_POSSESSIVE,
    WORDS_QUESTION,
    WORDS_SUBJECT,
    WORDS_SUBORDINATOR,
)
from prodshape.clauses.listing import words
from prodshape.clauses.verbs import WORDS_PAST_ACTIVE, WORDS_PRESENT_CLEAR, WORDS_VERB_PAST_CLEAR
from prodshape.language.loanwords import WORDS_ENGLISH_BORROWS, WORDS_LOAN, WORDS_LOAN_HINDI
from prodshape.language.scores import FLOOR, NEAR, SEVERAL, international, word_table
from prodshape.lexicon.apostrophes import WORDS_DROPPED
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

CORE = -52
"""From which frequency (6 ln) an English word belongs to the core of the language, which is mostly grammar."""
_APART = frozenset({"en", "hi", "ca", "hr", "no"})
"""Languages that do not count for that: their lists follow a neighbour's, or English."""

WORDS_OPEN = words(
    """
    account act age air area back bad best better big bit black blue board body book boss box boy brother building business
    buy call car care case cause center centre change check child children city class club color common community company
    control cost country couple court cut data day days death deal development door early easy education end energy
    everyone experience eye face fact family fast father fight fire first five food force former four free friend friends front full fun
    game games girl good government great ground group guy guys hand happy hard head health heart high history hit home
    hope hot hour hours house human idea important interest issue job kid kids kind land last late law least level life light
    line list little live local lol long love low major man market matter media meeting member million mind minute minutes
    money month months morning mother music name nation national near new news next night north nothing number office
    officer oil old open order own page paper part party past pay people percent person phone place plan play player players point
    police policy political poor post power president press pretty price private problem process product program project
    public question rate real reason record report research rest result right road room run safe sale school science
    season second section series service services set share shit shop short shot side simple single site six small
    social society son song south space special sports staff stage star start state states stay step stop store story street
    strong student students study stuff style support system talk tax team tell ten term test thing things third
    three ticket time times today top town trade training travel trip try turn two type united university use user value video view
    vote wait war watch water way ways week weekend weeks west white whole wife win woman word words work working world
    year years yes young love luck mail fuck fucking hell god sorry okay welcome hi hello hey bye
    """
)
"""Frequent English words that other languages borrow, or that stand in names and titles: no words of grammar."""

WORDS_WEAK = words("of and in on to for at by up off out over all one from with down per")
"""Words of grammar that titles, brands and fixed phrases are full of (`plug and play`, `game of thrones`)."""

WORDS_PARTICLE = words(
    """
    de la del el los las do da dos das di della dello dei degli delle du des le les von vom van der den zu zur am y e et san santa
    sao são saint don dom bin ibn al abu lo il un una na no en em chez sur ob an
    """
)
"""Words of grammar that names and dishes of other languages are full of (`casa del mar`, `crème de la crème`)."""


WORDS_POLITE = words("please pls plz kindly thank thanks")
"""English words that make a phrase with whatever they ask for."""

WORDS_BEFORE_NOUN = ("the", "my", "your", "our", "this", "that", "these", "their", "an", "every")
"""English words before a noun."""


@dataclass(frozen=True)
class Evidence:
    """What the words of the vocabulary show, by word id.

    Attributes:
        grammar: `bool[size+2]`, an English word of grammar, which nobody borrows.
        borrowed: `bool[size+2]`, an English word of many languages.
        determiner: `bool[size+2]`, an English word before a noun.
        loan: `bool[size+2]`, an international word, which speaks for no language other than English.
        loan_hindi: `bool[size+2]`, an English word of everyday Hindi.
        particle: `bool[size+2]`, a word of grammar that foreign names are full of.
    """

    grammar: NDArray[np.bool_]
    borrowed: NDArray[np.bool_]
    determiner: NDArray[np.bool_]
    loan: NDArray[np.bool_]
    loan_hindi: NDArray[np.bool_]
    particle: NDArray[np.bool_]


_CLOSED = (
    WORDS_ADVERB,
    WORDS_BE,
    WORDS_CONTRACTED,
    WORDS_DETERMINER,
    WORDS_DO,
    WORDS_HAVE,
    WORDS_MODAL,
    WORDS_OBJECT,
    WORDS_POSSESSIVE,
    WORDS_QUESTION,
    WORDS_SUBJECT,
    WORDS_SUBORDINATOR,
)


@cache
def evidence() -> Evidence:
    """Read it off the frequencies of all languages and the lists, once per process."""
    table, vocab = word_table(), vocabulary()
    raw = vocab.language_scores()
    others = [place for place, code in enumerate(table.languages) if code not in _APART]
    near = (raw[:, others] > FLOOR) & (raw[:, others] >= raw[:, :1].astype(np.int16) - NEAR)
    borrowed = (raw[:, 0] > FLOOR) & (near.sum(axis=1) >= SEVERAL)
    borrowed[vocab.ids(WORDS_LOAN)] = True
    for listed in (WORDS_POLITE, *_CLOSED):
        borrowed[vocab.ids(listed)] = False
    grammar = (table.scores[:, 0] > CORE) & ~borrowed
    grammar[vocab.ids(WORDS_OPEN)] = False
    for listed in (
        WORDS_PRESENT_CLEAR,
        WORDS_VERB_PAST_CLEAR,
        WORDS_PAST_ACTIVE,
        WORDS_WEAK,
        WORDS_POLITE,
        WORDS_DROPPED,
        *_CLOSED,
    ):
        ids = vocab.ids(listed)
        grammar[ids[~borrowed[ids]]] = True
    grammar[[vocab.unknown, vocab.not_word]] = False
    loan = international(raw)
    loan[vocab.ids(WORDS_ENGLISH_BORROWS)] = True
    loan |= borrowed & (raw[:, 0] > FLOOR) & (raw[:, 0] >= raw[:, others].max(axis=1).astype(np.int16) - 2 * NEAR)
    for flags in (borrowed, loan):
        flags[[vocab.unknown, vocab.not_word]] = False
    return Evidence(
        grammar,
        borrowed,
        vocab.flags(WORDS_BEFORE_NOUN),
        loan,
        vocab.flags(WORDS_LOAN_HINDI),
        vocab.flags(WORDS_PARTICLE),
    )
