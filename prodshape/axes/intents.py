"""How many things does a message ask for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.axes.base import Axis, Column, Grid, Reason
from prodshape.clauses.requests import KINDS, requests
from prodshape.lexicon.token_spans import token_reasons

if TYPE_CHECKING:
    from prodshape.messages import Batch

_POINTS = 32


class Intents(Axis):
    """The number of distinct requests: questions and directives, said or clearly implied by a stated problem.

    Background, greeting and thanks add nothing; the same want said twice, a problem and the question about it, and
    alternatives are one. Only social messages (`ok thanks`) and statements that want nothing are 0. Version 1 finds
    openings of requests by closed-class words and counts one more only behind a connective
    (`prodshape.clauses.requests`); English only. The grid `score` holds the rules' confidence, 0 to 1, that there is
    more than one request, for the correction of the multi-request rate.
    """

    name = "intents"
    version = 1
    unit = "requests"
    ratio = "requests / messages"
    grid = Grid.numeric((0, 1, 2), unit="requests", exact=True)
    grids = {  # noqa: RUF012 -- declared ClassVar by the base class
        "score": Grid(
            tuple(f"{point}/{_POINTS}" for point in range(1, _POINTS + 1)),
            edges=tuple(point / _POINTS for point in range(1, _POINTS)),
            points=tuple((point - 0.5) / _POINTS for point in range(1, _POINTS + 1)),
            ordered=True,
        )
    }
    examples = (
        ("hi i returnd the thing last week but where's my refund also do u ship to canada now", "2"),
        ("where is my refund", "1"),
        ("refund status?", "1"),
        ("app crashes, how do i fix it", "1"),
        ("cancel my order. and where is my refund? also do you ship to canada?", "3+"),
        ("hello", "0"),
        ("ok thanks", "0"),
        ("😀", "0"),
        ("", "0"),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        found = batch.derived(requests)
        return Column(
            codes=self.grid.codes(found.counts),
            numerators=found.counts,
            denominators=np.ones(len(batch), np.int64),
            values=found.counts.astype(np.float64),
            grids={"score": self.grids["score"].codes(found.evidence)},
        )

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """Where requests begin, and what speaks for each being one more; or that nothing is asked."""
        found, tokens = batch.derived(requests), batch.tokens
        said: list[tuple[int, str]] = []
        begun: set[int] = set()
        for token, kind, weight in zip(
            found.openings.tolist(), found.kinds.tolist(), found.weights.tolist(), strict=True
        ):
            row = int(tokens.messages[token])
            if not found.counts[row]:
                continue
            verdict = (
                "the first"
                if row not in begun
                else f"{weight:.2f} for one more{'' if weight >= 0.5 else ', not counted'}"
            )
            begun.add(row)
            said.append((token, f"{tokens.text(token)}: {KINDS[kind]}, {verdict}"))
        reasons = token_reasons(batch, said)
        for row, number in enumerate(found.counts.tolist()):
            if not number:
                reasons[row].append(Reason("nothing is asked for"))
            elif row not in begun:
                reasons[row].append(
                    Reason("a want without an opening: a trouble, a cry for help, or a few words that name a thing")
                )
        return reasons
