"""How many tokens a text is to a language model, estimated from the tokens of the batch.

The estimate is linear in `Rates`, fitted by `training/fit_token_rates.py` to exact o200k counts. Mean absolute error there
(that of characters / 4 behind it): typed bank queries 1 % (15 %), chat turns 2 % (21 %), English sentences 3 % (26 %), capitals,
codes, addresses and emoji 4 % (15 %), Hinglish 3 % (17 %), 18 other languages 4-14 % (10-70 %). Fitted and measured on the
same texts.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from prodshape import characters as c
from prodshape.carrying import carrying
from prodshape.messages import stretches
from prodshape.tokens import CODE, GAP_NEWLINE, GAP_SPACE, NUMBER, UPPER
from prodshape.vocabulary import vocabulary

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


class Rates(NamedTuple):
    """Tokens per unit of what a text is made of."""

    listed: float = 1.01
    """Per token that the table counts for a frequent English word."""
    word: float = 1.34
    """Per other word in Latin script."""
    letter: float = 0.15
    """Per letter of such a word."""
    shouted: float = 0.39
    """Per word all in capitals."""
    shouted_letter: float = 0.22
    """Per letter of such a word."""
    accented: float = 0.52
    """Per letter outside ASCII in Latin script, in words that the table lacks, on top."""
    digits: float = 1.01
    """Per three digits of a number."""
    spaced: float = 1.03
    """Per number or code with white space in front, which is not part of the token as it is with words."""
    lines: float = 1.94
    """Per token with a line break in front."""
    code: float = 0.02
    """Per character of a code, an address, a mention or a hashtag."""
    code_digit: float = 0.5
    """Per digit of it, on top."""
    code_capital: float = 0.67
    """Per capital of it, on top."""
    code_mark: float = 1.42
    """Per sign of it, on top."""
    ideograph: float = 0.8
    """Per letter of the scripts of East Asia."""
    near_script: float = 0.31
    """Per letter of Cyrillic, Greek, Arabic, Hebrew and their kind."""
    far_script: float = 0.38
    """Per letter of the scripts of India and South-East Asia."""
    sign: float = 0.39
    """Per combining mark."""
    marks: float = 0.68
    """Per run of punctuation or symbols between words."""
    mark: float = 0.3
    """Per character of such a run."""
    pictograph: float = 1.58
    """Per code point of an emoji."""


RATES = Rates()

_EAST_ASIA = 0x2E80
_INDIA = 0x0900


@cache
def _table() -> NDArray[np.uint8]:
    """Tokens of each word of the vocabulary, 0 where not listed."""
    words = vocabulary()
    tokens = np.zeros(words.size + 2, np.uint8)
    with (files("prodshape") / "tables" / "token_counts.npz").open("rb") as file, np.load(file) as counts:
        for table, rows in words.rows.items():
            tokens[rows] = counts[table]
    tokens[[words.unknown, words.not_word]] = 0
    return tokens


def estimate(batch: Batch, rates: Rates) -> NDArray[np.float64]:
    """The linear estimate, `float64[n]`: for fitting; `token_estimate` is what the axis uses."""
    tokens = batch.tokens
    listed = _table()[tokens.ids]
    cost = listed * rates.listed
    sizes = tokens.ends - tokens.starts
    shouted = tokens.shapes == UPPER
    rest = ((listed == 0) | shouted).nonzero()[0]
    latin = carrying(batch.classes[tokens.starts[rest]], c.LATIN)
    kinds, size = tokens.kinds[rest], sizes[rest].astype(np.float64)
    word = np.where(
        shouted[rest],
        rates.shouted + rates.shouted_letter * size,
        np.where(latin, rates.word + rates.letter * size, 0.0),
    )
    number = rates.digits * ((size + 2) // 3)
    cost[rest] = np.where(kinds == NUMBER, number, np.where(kinds >= CODE, rates.code * size, word))
    cost[carrying(tokens.before, GAP_NEWLINE).nonzero()[0]] += rates.lines
    numbered = rest[(kinds == NUMBER) | (kinds == CODE)]
    cost[numbered] += rates.spaced * carrying(tokens.before[numbered], GAP_SPACE)
    sums = np.bincount(tokens.messages, cost, len(batch)).astype(np.float64)  # without tokens: integers

    coded = rest[kinds >= CODE]
    if len(coded):
        inside = stretches(tokens.starts[coded], tokens.ends[coded])
        classes = batch.classes[inside]
        on_top = np.where(carrying(classes, c.DIGIT), rates.code_digit, 0.0)
        on_top[carrying(classes, c.UPPER)] = rates.code_capital
        on_top[carrying(classes, c.PUNCTUATION | c.SYMBOL)] = rates.code_mark
        sums += _spread(batch, inside, on_top)
    at = batch.places(c.PUNCTUATION | c.SYMBOL | c.APOSTROPHE)
    at = at[~carrying(batch.classes[at], c.PICTOGRAPH)]
    if len(at) and len(tokens):
        holder = tokens.starts.searchsorted(at, side="right") - 1
        at = at[(holder < 0) | (at >= tokens.ends[holder])]
    if len(at):
        begins = np.ones(len(at), np.bool_)
        begins[1:] = at[1:] > at[:-1] + 1
        sums += _spread(batch, at, rates.mark) + _spread(batch, at[begins], rates.marks)
    # The letter of a face is a token of its own.
    lettered = [row for row, start, end in tokens.faces if any(map(str.isalnum, batch.texts[row][start:end]))]
    if lettered:
        sums += np.bincount(lettered, minlength=len(batch))
    beyond = (batch.points > 0x7F).nonzero()[0]
    if len(beyond):
        counted = np.zeros(len(beyond), np.bool_)
        if len(tokens):
            holder = np.maximum(tokens.starts.searchsorted(beyond, side="right") - 1, 0)
            counted = (beyond < tokens.ends[holder]) & (beyond >= tokens.starts[holder]) & (listed[holder] > 0)
        sums += _spread(batch, beyond, np.where(counted, 0.0, _beyond_ascii(batch, beyond, rates)))
    return sums


def _beyond_ascii(batch: Batch, at: NDArray[np.int64], rates: Rates) -> NDArray[np.float64]:
    points, classes = batch.points[at], batch.classes[at]
    letter = carrying(classes, c.LETTER)
    far = np.where(
        points >= _EAST_ASIA, rates.ideograph, np.where(points >= _INDIA, rates.far_script, rates.near_script)
    )
    cost = np.where(letter, np.where(carrying(classes, c.LATIN), rates.accented, far), 0.0)
    cost[carrying(classes, c.MARK)] = rates.sign
    cost[carrying(classes, c.PICTOGRAPH)] = rates.pictograph
    return cost


def _spread(batch: Batch, at: NDArray[np.int64], cost: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum costs at code points by text."""
    costs = np.broadcast_to(cost, at.shape)
    return np.bincount(batch.owners[at], costs, len(batch)).astype(np.float64)  # no points: integers


def token_estimate(batch: Batch) -> NDArray[np.int64]:
    """Tokens of each text, `int64[n]`, rounded; at least 1 where there is anything but white space.

    Ask for it as `batch.derived(token_estimate)`.

    Example:
        >>> from prodshape.messages import Batch
        >>> token_estimate(Batch.of(["where is my refund?", "", "🙂"])).tolist()
        [5, 0, 2]
    """
    tokens = estimate(batch, RATES)
    return np.maximum(np.rint(tokens).astype(np.int64), tokens > 0)
