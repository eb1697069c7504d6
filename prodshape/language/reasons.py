"""What spoke for which language, said for people: read off the scores that the axes use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Reason
from prodshape.language.scores import language_scores, word_table
from prodshape.language.scripts import SCRIPT_CODES
from prodshape.language.votes import TAU
from prodshape.lexicon.token_spans import token_reasons

if TYPE_CHECKING:
    from prodshape.language.votes import Switching
    from prodshape.messages import Batch

_SHOWN = 3


def language_reasons(batch: Batch) -> list[list[Reason]]:
    """How many words are known, the likeliest languages with their lead in ln units, letters by script.

    Example:
        >>> from prodshape.messages import Batch
        >>> [reason.text for reason in language_reasons(Batch.of(["where is my refund"]))[0]]
        ['4 of 4 words known, none speaks against English']
    """
    scores = batch.derived(language_scores)
    known, unlisted = scores.words.tolist(), scores.unlisted.tolist()
    found = [
        [Reason(f"{words} of {words + strange} words known" + (", none speaks against English" if words else ""))]
        for words, strange in zip(known, unlisted, strict=True)
    ]
    codes = np.array(word_table().languages)
    for place, row in enumerate(scores.rows.tolist()):
        order = np.argsort(-scores.sums[place], kind="stable")[:_SHOWN]
        behind = (scores.sums[place, order] - scores.sums[place, order[0]]) / 6
        votes = ", ".join(
            f"{codes[index]} {lead:+.1f}" for index, lead in zip(order.tolist(), behind.tolist(), strict=True)
        )
        against = f"{scores.doubts[place]} speak against English; ln likelihood behind the best: {votes}"
        found[row] = [Reason(f"{known[row]} of {known[row] + unlisted[row]} words known, {against}")]
    for place, row in enumerate(scores.script_rows.tolist()):
        order = np.argsort(-scores.letters[place], kind="stable")[:_SHOWN]
        letters = [
            f"{SCRIPT_CODES[index]} {scores.letters[place, index]}"
            for index in order.tolist()
            if scores.letters[place, index]
        ]
        found[row].append(Reason(f"letters by script: {', '.join(letters)}, Latin {scores.latin[place]}"))
    return found


def switching_reasons(batch: Batch, found: Switching) -> list[list[Reason]]:
    """In messages that mix two languages: the words that lean to either, with their lead in ln units."""
    scores, table, tokens = batch.derived(language_scores), word_table(), batch.tokens
    said = []
    for token in scores.tokens.tolist():
        row = tokens.messages[token]
        codes = [SCRIPT_CODES[found.host[row]], SCRIPT_CODES[found.partner[row]]]
        if found.partner[row] < 0 or not set(codes) <= set(table.languages):
            continue
        host, partner = (int(table.scores[tokens.ids[token], table.languages.index(code)]) for code in codes)
        lead = partner - host
        if abs(lead) > TAU:
            said.append((token, f"{tokens.text(token)}: {codes[lead > 0]} by {abs(lead) / 6:.1f}"))
    return token_reasons(batch, said)
