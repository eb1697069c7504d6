"""How many things does a message ask for?"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from prodshape.axes.base import NOT_MEASURED, Axis, Column, Grid, Reason
from prodshape.clauses.boundaries import weights
from prodshape.clauses.openings import KINDS, START, openings
from prodshape.clauses.requests import requests
from prodshape.errors import InputError
from prodshape.language.codes import LANGUAGES, OTHER
from prodshape.language.foreign import foreign
from prodshape.language.scores import main_language
from prodshape.lexicon.token_spans import token_reasons
from prodshape.messages import Batch
from prodshape.prevalence import DetectorRates, Estimate, adjusted_count, prior_shift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_POINTS = 32
ERRORS = {
    ("several", "shifted"): 0.033,
    ("several", "adjusted"): 0.025,
    ("none", "counted"): 0.071,
    ("none", "adjusted"): 0.022,
}
"""Mean absolute error to expect of a rate, by how it is estimated: measured on sources left out of the fit, and with
200 labels (training/intents.md)."""
_SHOWN = 0.1
"""Places less likely than that are not worth a line of explanation."""


class Intents(Axis):
    """The number of distinct requests: questions and directives, said or clearly implied by a stated problem.

    Background, greeting and thanks add nothing; the same want said twice, a problem and the question about it, and
    alternatives are one. Only social messages (`ok thanks`) and statements that want nothing are 0. A number or a few words
    that name a thing (`refund status`, `4711`) count as one. Closed-class words find where a request may begin, a small
    fitted network judges whether one more begins there (training/intents.md), and rules judge whether anything is asked for;
    English only. It prefers to miss a second request that nothing announces over inventing one, the more so in a message that
    mentions an account: `a? b?` about one thing and about two look alike. The grid `score` holds the probability, under the training mix, that there is more than
    one, for the correction of the share of such messages.

    Not measured: messages whose main language is clearly not English (`prodshape.language.foreign`). One in English with a few
    words of another language is; one in romanised Hindi with English words is not.
    """

    name = "intents"
    version = 5
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
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("hi i returnd the thing last week but where's my refund also do u ship to canada now", "2"),
        ("where is my refund", "1"),
        ("refund status?", "1"),
        ("app crashes, how do i fix it", "1"),
        ("cancel my order. and where is my refund? also do you ship to canada?", "3+"),
        ("hello", "0"),
        ("ok thanks", "0"),
        ("😀", "0"),
        ("", "0"),
        ("wo bleibt meine bestellung, die sollte gestern kommen", None),
    )

    def measure(self, batch: Batch) -> Column:
        """Judge every message of a batch at once."""
        found, elsewhere = batch.derived(requests), batch.derived(foreign)
        codes, scores = self.grid.codes(found.counts), self.grids["score"].codes(found.evidence)
        if not np.count_nonzero(elsewhere):
            values = found.counts.astype(np.float64)
            return Column(codes, found.counts, batch.each, values=values, grids={"score": scores})
        codes[elsewhere] = scores[elsewhere] = NOT_MEASURED
        return Column(
            codes=codes,
            numerators=np.where(elsewhere, 0, found.counts),
            denominators=np.where(elsewhere, 0, batch.each),
            values=np.where(elsewhere, np.nan, found.counts),
            grids={"score": scores},
        )

    def estimates(
        self, counts: Sequence[int], grids: Mapping[str, Sequence[int]], rates: Mapping[str, DetectorRates]
    ) -> dict[str, Estimate]:
        """The shares of messages that ask for more than one thing, and for nothing.

        The first is the fixed point of EM on the grid `score` with the prior of the training mix; there is no such mix
        for the second. Both are adjusted counts where there are labels.
        """
        total = sum(counts)
        if not total:
            return {}
        model = weights()
        shares = {"several": sum(counts[2:]) / total, "none": counts[0] / total}
        shifted = prior_shift(grids["score"], model.posteriors.tolist(), model.prior)
        found: dict[str, Estimate] = {}
        for name, share in shares.items():
            known, corrected = rates.get(name), shifted if name == "several" else None
            best: Literal["counted", "shifted", "adjusted"] = "counted" if corrected is None else "shifted"
            found[name] = Estimate(
                counted=share,
                shifted=corrected,
                adjusted=None if known is None else adjusted_count(share, known),
                best=best if known is None else "adjusted",
                expected_error=ERRORS[name, best if known is None else "adjusted"],
                labels=0 if known is None else known.labels,
            )
        return found

    def rates_on(self, texts: Sequence[str], labels: Sequence[int]) -> dict[str, DetectorRates]:
        """How often more than one request, and none, is found where it is labelled and where it is not.

        A rate with too few labels on one side is left out; that of `several` must be there.
        """
        codes = self.measure(Batch.of(texts)).codes.tolist()
        judged = [(code, label) for code, label in zip(codes, labels, strict=True) if code != NOT_MEASURED]
        rates = {
            "several": DetectorRates.of(
                [code > 1 for code, _ in judged], [label > 1 for _, label in judged], "with more than one request"
            )
        }
        with suppress(InputError):
            rates["none"] = DetectorRates.of(
                [code == 0 for code, _ in judged], [label == 0 for _, label in judged], "with no request"
            )
        return rates

    def reasons(self, batch: Batch) -> list[list[Reason]]:
        """Where requests begin, and how likely each is one more; or that nothing is asked."""
        found, begun, tokens = batch.derived(requests), batch.derived(openings), batch.tokens
        likely = dict(zip(found.places.tolist(), found.weights.tolist(), strict=True))
        counted = set(found.places[found.more].tolist())
        shown = sorted({*begun.sure.tolist(), *(place for place, weight in likely.items() if weight >= _SHOWN)})
        said: list[tuple[int, str]] = []
        opened: set[int] = set()
        for token in shown:
            row = int(tokens.messages[token])
            if not found.counts[row]:
                continue
            weight = likely.get(token, 0.0)
            verdict = f"{weight:.2f} for one more{'' if token in counted else ', not counted'}"
            if row not in opened and token not in counted:
                verdict = "the first"
            opened.add(row)
            said.append((token, f"{tokens.text(token)}: {KINDS[int(begun.kinds[token]) or START]}, {verdict}"))
        reasons = token_reasons(batch, said)
        elsewhere, language = batch.derived(foreign).tolist(), batch.derived(main_language)
        for row, number in enumerate(found.counts.tolist()):
            if elsewhere[row]:
                name = (*LANGUAGES, OTHER)[language[row]]
                reasons[row] = [Reason(f"not measured: taken for another language ({name})")]
            elif not number:
                reasons[row].append(Reason("nothing is asked for"))
            elif row not in opened:
                reasons[row].append(
                    Reason("a want without an opening: a trouble, a cry for help, or a few words that name a thing")
                )
        return reasons
