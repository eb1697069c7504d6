from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodshape.contract import Contract
from prodshape.errors import InputError
from prodshape.fingerprint import AxisFingerprint, CellSources, Fingerprint, Ratio
from prodshape.judging import Pair, judge
from prodshape.verdict import Outcome, Verdict

CELLS = 32
CONTRACT = Contract.loads("format: prodshape.contract/1\nname: test\naxes: {faults: {}, warned: {severity: warning}}")


def axis(share: float, n: int, *, seed: int = 0, **more: Any) -> AxisFingerprint:
    """An axis of two bins, `share` of `n` messages in the second, spread over cells at random."""
    random = np.random.default_rng(seed)
    hits = round(share * n)
    rows = np.stack([random.multinomial(count, [1 / CELLS] * CELLS) for count in (n - hits, hits)], axis=1)
    denominators = rows.sum(axis=1) * 10
    table = np.column_stack([rows, rows[:, 1], denominators]).tolist()
    counts = rows.sum(axis=0).tolist()
    fields: dict[str, Any] = {
        "version": 1,
        "digest": "abc",
        "unit": "share of words",
        "ratio_of": "faults / words",
        "per_message": True,
        "bins": ["0", "1+"],
        "edges": [0.0],
        "points": [0.0, 1.0],
        "ordered": True,
        "n": n,
        "not_measured": 0,
        "since": None,
        "counts": counts,
        "shares": [count / n for count in counts] if n else None,
        "mean": share,
        "mean_from": "points",
        "ratio": Ratio(numerator=hits, denominator=10 * n, value=hits / (10 * n) if n else None),
        "quantiles": None,
        "cells": table,
    }
    return AxisFingerprint(**fields | more)


def document(authors: int | None = 400, **axes: AxisFingerprint) -> Fingerprint:
    n = max(axis.n for axis in axes.values())
    known = authors is not None
    return Fingerprint(
        kind="dataset",
        stream=None,
        digest="sha256:" + 64 * "0",
        messages=n,
        authors=authors,
        cell_sources=CellSources(author=n if known else 0, conversation=0, key=0, record=0 if known else n),
        axes=axes,
    )


def pair(before: float, after: float, n: int = 4000, **more: Any) -> Pair:
    reference = document(faults=axis(before, n), warned=axis(0.2, n))
    return Pair.of(reference, document(**more, faults=axis(after, n, seed=1), warned=axis(0.2, n, seed=2)))


def faults(found: Verdict) -> Any:
    return found.segments["all"].axes["faults"]


def test_a_distance_above_the_tolerance_is_a_breach_told_in_words() -> None:
    found = judge(CONTRACT, {"all": pair(0.03, 0.41)})
    assert (found.verdict, faults(found).verdict) == (Outcome.BREACH, Outcome.BREACH)
    assert faults(found).sentence.startswith(
        "faults: 4.1% of words in production, 0.3% in the dataset; distance 0.42 (95% sure: 0.40 to 0.44)"
    )
    assert "the contract allows 0.10: breach. A shift of " in faults(found).sentence
    assert (
        found.sentence
        == "Breach of the contract 'test': the dataset and production are too far apart on 1 of 2 axes: faults."
    )
    assert found.segments["all"].axes["warned"].verdict is Outcome.WITHIN


def test_equal_sides_are_within() -> None:
    found = judge(CONTRACT, {"all": pair(0.2, 0.2)})
    assert found.verdict is Outcome.WITHIN
    assert found.sentence == "Within the contract 'test': the dataset has the shape of production on all 2 axes judged."


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (pair(0.2, 0.3, n=700), "The tolerance lies inside the interval"),
        (pair(0.03, 0.41, n=300), "The dataset has 300 messages on this axis, and the contract asks for 500"),
        (pair(0.03, 0.41, authors=30), "Production has messages of about 30 authors, and the contract asks for 100"),
        (
            Pair.of(
                document(faults=axis(0.2, 900, version=2), warned=axis(0.2, 900)),
                document(faults=axis(0.2, 900), warned=axis(0.2, 900)),
            ),
            "The definition of the axis changed",
        ),
        (
            Pair.of(
                document(faults=axis(0.2, 900), warned=axis(0.2, 900)).only({"summary"}),
                document(faults=axis(0.2, 900), warned=axis(0.2, 900)),
            ),
            "The reference comes without its cells",
        ),
    ],
)
def test_what_cannot_be_told_is_undecided_with_the_reason(made: Pair, why: str) -> None:
    found = judge(CONTRACT, {"all": made})
    assert (found.verdict, faults(found).verdict) == (Outcome.UNDECIDED, Outcome.UNDECIDED)
    assert f": undecided. {why}" in faults(found).sentence


RANK = {Outcome.WITHIN: 0, Outcome.UNDECIDED: 1, Outcome.BREACH: 2}


@given(
    before=st.floats(0.0, 1.0),
    after=st.floats(0.0, 1.0),
    n=st.integers(500, 5000),
    tolerances=st.lists(st.floats(0.001, 1.0), min_size=2, max_size=2),
)
def test_a_greater_tolerance_never_judges_more_sternly(
    before: float, after: float, n: int, tolerances: list[float]
) -> None:
    compared = {"all": pair(before, after, n=n)}
    outcomes = []
    for tolerance in sorted(tolerances):
        contract = Contract(name="x", tolerance=tolerance, axes=CONTRACT.axes)
        found = faults(judge(contract, compared))
        if found.verdict is Outcome.WITHIN:
            assert found.interval.high <= tolerance
        if found.verdict is Outcome.BREACH:
            assert found.interval.low > tolerance
        outcomes.append(RANK[found.verdict])
    assert outcomes[0] >= outcomes[1]


def test_a_warning_does_not_breach_the_whole() -> None:
    n = 4000
    made = Pair.of(
        document(faults=axis(0.2, n), warned=axis(0.03, n)), document(faults=axis(0.2, n, seed=1), warned=axis(0.41, n))
    )
    found = judge(CONTRACT, {"all": made})
    assert found.verdict is Outcome.WITHIN
    assert [name for _, name, _ in found.of(Outcome.BREACH, "warning")] == ["warned"]


def test_segments_share_the_budget_of_false_alarms() -> None:
    contract = Contract(name="x", axes={"faults": {}}, segments={name: {} for name in "abcd"})  # type: ignore[dict-item, misc]
    alone = Contract(name="x", axes={"faults": {}})  # type: ignore[dict-item]
    some = pair(0.2, 0.22, n=2000)
    shared = judge(contract, dict.fromkeys(("all", *"abcd"), some))
    single = judge(alone, {"all": some})
    assert faults(shared).p_corrected == pytest.approx(5 * faults(single).p_corrected)
    assert list(shared.segments) == ["all", *"abcd"]


def test_chance_is_no_breach_where_many_are_looked_at() -> None:
    tight = Contract(name="x", tolerance=0.001, axes={"faults": {}})  # type: ignore[dict-item]
    segments: dict[str, object] = {f"segment {number}": {} for number in range(19)}
    many = Contract(name="x", tolerance=0.001, axes={"faults": {}}, segments=segments)  # type: ignore[dict-item, arg-type]
    some = pair(0.2, 0.235, n=2000)
    assert faults(judge(tight, {"all": some})).verdict is Outcome.BREACH
    found = faults(judge(many, dict.fromkeys(many.judged, some)))
    assert found.verdict is Outcome.UNDECIDED
    assert "With so many axes and segments looked at, chance alone may show as much" in found.sentence


def test_a_side_without_authors_is_told() -> None:
    cautions = judge(CONTRACT, {"all": pair(0.2, 0.2, authors=None)}).segments["all"].cautions
    assert len(cautions) == 1
    assert cautions[0].startswith("Of 100% of the messages of production no author is known")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("axes: {fault: {}}", "got 'fault', which neither side has: did you mean 'faults'?"),
        (
            "axes: {faults: {}}\nsegments: {web: {}}",
            "judges the segment 'web', and there is no fingerprint of it; there are: all",
        ),
    ],
)
def test_a_contract_that_names_what_is_not_there_is_refused(text: str, message: str) -> None:
    contract = Contract.loads(f"format: prodshape.contract/1\nname: x\n{text}")
    with pytest.raises(InputError, match=message.replace("?", r"\?")):
        judge(contract, {"all": pair(0.2, 0.2)})


def test_a_verdict_is_read_back_as_it_was_written() -> None:
    found = judge(CONTRACT, {"all": pair(0.03, 0.41)}, version=3)
    assert Verdict.model_validate_json(found.model_dump_json()) == found
    assert found.contract.version == 3


def test_where_more_messages_would_not_decide_that_is_said() -> None:
    found = judge(CONTRACT, {"all": pair(0.2, 0.3, n=700)})
    assert faults(found).verdict is Outcome.UNDECIDED
    assert faults(found).messages_needed is None
    assert "more messages of production alone would not change that" in faults(found).sentence


def test_with_so_many_messages_most_are_decided() -> None:
    reference = document(faults=axis(0.2, 80_000), warned=axis(0.2, 80_000))
    few = Pair.of(reference, document(faults=axis(0.28, 700, seed=3), warned=axis(0.2, 700)))
    told = faults(judge(CONTRACT, {"all": few}))
    assert told.verdict is Outcome.UNDECIDED
    assert told.messages_needed > 700
    assert f"about {told.messages_needed:,} messages of about " in told.sentence
    assert "users of production would decide, there are 700" in told.sentence

    def decided(n: int) -> int:
        sides = (document(faults=axis(0.28, n, seed=seed), warned=axis(0.2, n)) for seed in range(20))
        verdicts = [faults(judge(CONTRACT, {"all": Pair.of(reference, one)})).verdict for one in sides]
        return sum(one is not Outcome.UNDECIDED for one in verdicts)

    assert decided(700) < 5
    assert decided(told.messages_needed) >= 12


def test_where_the_level_stands_still_the_bin_that_moved_is_told() -> None:
    n = 4000
    same_ratio = {"ratio": Ratio(numerator=800, denominator=10 * n, value=0.02)}

    def spread(share: float, seed: int) -> AxisFingerprint:
        made = axis(share, n, seed=seed)
        assert made.cells is not None
        cells = [[*row[:2], 25, 1250] for row in made.cells]
        return axis(share, n, seed=seed, cells=cells, **same_ratio)

    warned = axis(0.2, n)
    made = Pair.of(document(faults=spread(0.1, 1), warned=warned), document(faults=spread(0.6, 2), warned=warned))
    sentence = faults(judge(CONTRACT, {"all": made})).sentence
    assert (
        "2.0% of words in production, 2.0% in the dataset; '0' is 40.0% in production, 90.0% in the dataset" in sentence
    )


def with_loud_cell(found: Fingerprint, more: int, place: int) -> Fingerprint:
    """The same, after one cell has written `more` further messages, all in one bin of both axes."""
    axes = {}
    for name, one in found.axes.items():
        cells = np.array(one.cells)
        cells[5, place] += more
        cells[5, 2] += more * place
        cells[5, 3] += more * 10
        *counts, hits, words = cells.sum(axis=0).tolist()
        n = sum(counts)
        axes[name] = one.model_copy(
            update={
                "cells": cells.tolist(),
                "n": n,
                "counts": counts,
                "shares": [count / n for count in counts],
                "ratio": Ratio(numerator=hits, denominator=words, value=hits / words),
            }
        )
    messages = np.array(axes["faults"].cells)[:, :2].sum(axis=1).tolist()
    sources = CellSources(author=sum(messages), conversation=0, key=0, record=0)
    update = {"axes": axes, "messages": sum(messages), "cell_messages": messages, "cell_sources": sources}
    return found.model_copy(update=update)


def quiet_document(share: float, seed: int) -> Fingerprint:
    return with_loud_cell(document(faults=axis(share, 4000, seed=seed), warned=axis(0.2, 4000, seed=seed)), 0, 0)


def test_a_burst_of_one_user_is_no_breach_and_is_told() -> None:
    found = judge(CONTRACT, {"all": Pair.of(quiet_document(0.2, 1), with_loud_cell(quiet_document(0.2, 2), 1500, 1))})
    assert found.verdict is Outcome.UNDECIDED
    assert "that makes it unsure: without it the distance is between 0.00 and 0.01, within." in faults(found).sentence
    loud, without = found.segments["all"].cautions
    assert loud.startswith("Production: one of 32 groups of authors wrote ")
    assert without == "Judged without it: within on all axes."


def test_a_breach_behind_one_loud_user_is_not_within() -> None:
    """Somebody who writes much in the old way hides what all others changed."""
    found = judge(
        CONTRACT, {"all": Pair.of(quiet_document(0.03, 1), with_loud_cell(quiet_document(0.2, 2), 20_000, 0))}
    )
    assert faults(found).verdict is Outcome.UNDECIDED
    assert "that makes it unsure: without it the distance is between 0.2" in faults(found).sentence
    assert found.segments["all"].cautions[1].endswith(": breach on faults; within on the rest.")


def test_a_breach_of_everybody_stays_one_beside_a_loud_user() -> None:
    found = judge(CONTRACT, {"all": Pair.of(quiet_document(0.03, 1), with_loud_cell(quiet_document(0.4, 2), 1500, 1))})
    assert (found.verdict, faults(found).verdict) == (Outcome.BREACH, Outcome.BREACH)


def test_nobody_loud_is_no_caution() -> None:
    found = judge(CONTRACT, {"all": Pair.of(quiet_document(0.2, 1), quiet_document(0.2, 2))})
    assert found.verdict is Outcome.WITHIN
    assert found.segments["all"].cautions == []
