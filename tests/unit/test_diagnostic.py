from __future__ import annotations

import numpy as np

from prodshape.contract import Contract
from prodshape.diagnostic import diagnostic
from prodshape.fingerprint import AxisFingerprint, Ratio
from prodshape.judging import Pair, judge
from prodshape.verdict import Outcome
from tests.unit.test_judging import CELLS, axis, document

CONTRACT = Contract.loads("format: prodshape.contract/1\nname: test\naxes: {intents:}")


def requests(shares: list[float], n: int, seed: int) -> AxisFingerprint:
    """Messages with 0, 1, 2 and more requests, spread over cells at random."""
    random = np.random.default_rng(seed)
    columns = [random.multinomial(round(share * n), [1 / CELLS] * CELLS) for share in shares]
    table = np.stack([*columns, columns[1] + 2 * columns[2] + 3 * columns[3], np.sum(columns, axis=0)], axis=1)
    totals = table.sum(axis=0).tolist()
    return axis(
        0.0,
        n,
        bins=["0", "1", "2", "3+"],
        edges=[0.0, 1.0, 2.0],
        points=[0.0, 1.0, 2.0, 3.0],
        counts=totals[:4],
        shares=[count / n for count in totals[:4]],
        ratio_of="requests / messages",
        ratio=Ratio(numerator=totals[4], denominator=n, value=totals[4] / n),
        cells=table.tolist(),
    )


def verdicts(before: list[float], after: list[float], n: int = 4000) -> tuple[Outcome | None, Outcome]:
    """Of the share with several requests, and of the axis."""
    pair = Pair.of(document(intents=requests(before, n, 1)), document(intents=requests(after, n, 2)))
    judged = judge(CONTRACT, {"all": pair}).segments["all"].axes
    (line,) = diagnostic(pair, judged)
    return line.verdict, judged["intents"].verdict


def test_a_number_that_is_alike_is_within_though_its_axis_is_not() -> None:
    assert verdicts([0.1, 0.88, 0.01, 0.01], [0.5, 0.48, 0.01, 0.01]) == (Outcome.WITHIN, Outcome.BREACH)


def test_a_number_that_differs_is_a_breach() -> None:
    assert verdicts([0.1, 0.88, 0.01, 0.01], [0.1, 0.5, 0.3, 0.1]) == (Outcome.BREACH, Outcome.BREACH)


def test_too_few_messages_leave_a_number_undecided() -> None:
    assert verdicts([0.5, 0.5, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0], n=400) == (Outcome.UNDECIDED, Outcome.UNDECIDED)
