"""How many series a stream has when a contract judges every axis of ten segments."""

from __future__ import annotations

from prodshape.axes import all_axes
from service import examples
from service.gauges import MOST_SERIES, capped
from service.metrics import RESERVED_SERIES, Reading, families
from service.store.evaluations import Alarm, Evaluation

SEGMENTS = ["all", *(f"s{number}" for number in range(10)), "other"]


def widened(evaluation: Evaluation) -> Evaluation:
    """The example with every axis in every segment, and verdicts and alarms of both kinds on all of them."""
    verdict, whole = evaluation.mismatch_verdict, evaluation.segments["all"]
    assert verdict is not None
    told = verdict.segments["all"]
    axis, judged = whole.axes["emoji"], told.axes["emoji"]
    assert len(axis.mismatch.values) == 3
    assert None not in axis.mismatch.values.values(), "an axis without order has a series less"
    assert judged.interval is not None
    axis = axis.model_copy(update={"drift": axis.mismatch})
    segments = {
        name: whole.model_copy(update={"authors": 5, "axes": dict.fromkeys(all_axes(), axis)}) for name in SEGMENTS
    }
    all_told = verdict.model_copy(
        update={
            "segments": dict.fromkeys(SEGMENTS, told.model_copy(update={"axes": dict.fromkeys(all_axes(), judged)}))
        }
    )
    alarms = [
        Alarm(segment=segment, axis=name, kind=kind, severity="breach", on=False, since=None)
        for segment in SEGMENTS
        for name in all_axes()
        for kind in ("mismatch", "drift")
    ]
    return evaluation.model_copy(
        update={"segments": segments, "mismatch_verdict": all_told, "drift_verdict": all_told, "alarms": alarms}
    )


def test_ten_segments_that_are_judged_on_every_axis_fit_into_a_scrape() -> None:
    found = families(Reading(evaluations={"default": widened(examples.evaluation())}))
    count = sum(len(family.rows) for family in found)
    # Per axis and segment: three measures, two bounds, verdict and alarm of both kinds; number of messages, and tolerance.
    assert count >= len(SEGMENTS) * len(all_axes()) * (2 * (3 + 2 + 1 + 1) + 2)
    assert capped(found, most=MOST_SERIES - RESERVED_SERIES)[1] == 0, count


def test_without_a_contract_there_is_nothing_to_pay_for() -> None:
    plain: dict[str, object] = {"mismatch_verdict": None, "drift_verdict": None, "alarms": [], "contract": None}
    wide = widened(examples.evaluation())
    found = families(Reading(evaluations={"default": wide.model_copy(update=plain)}))
    added = {family.name for family in families(Reading(evaluations={"default": wide})) if family.rows} - {
        family.name for family in found if family.rows
    }
    assert added == {
        "prodshape_alarm",
        "prodshape_axis_verdict",
        "prodshape_contract_version",
        "prodshape_divergence_lower_ratio",
        "prodshape_divergence_tolerance_ratio",
        "prodshape_divergence_upper_ratio",
        "prodshape_verdict",
    }
