"""Verdicts and alarms come with the evaluation, from the comparisons that it shows, whoever leads."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from prodshape.fingerprint import Fingerprint
from prodshape.judging import Pair, judge
from prodshape.verdict import Outcome
from service.evaluating import NO_DATASET
from service.jobs import refresh as refresh_job
from service.jobs.refresh import refresh
from service.jobs.schedule import Schedule
from service.jobs.snapshot import make_due
from service.settings import ServiceSettings
from service.store.alarms import load_alarms
from service.store.contracts import push_contract
from service.store.database import make_engine
from service.store.datasets import load_dataset_fingerprint
from service.store.evaluations import OLDER, Evaluation, load_evaluation
from service.store.fingerprints import load_live, load_version
from service.store.leadership import Leadership
from service.verdicts import NO_CONTRACT
from tests.filling import HOURS, NOW, Producer
from tests.integration.jobs.test_refresh import activated

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from prodshape.contract import Contract
    from prodshape.verdict import AxisVerdict

SETTINGS = ServiceSettings(alarm_refreshes=2, alarm_seconds=600)
MINUTES = timedelta(minutes=1)


def contract(engine: Engine, **terms: Any) -> Contract:
    """Make a contract on both axes that the tests count the active one."""
    told = {"minimum": {"messages": 200, "authors": 1}, "axes": {"size": {}, "ending": {"severity": "warning"}}} | terms
    yaml = "\n".join(
        ["format: prodshape.contract/1", "name: test", *(f"{key}: {json.dumps(value)}" for key, value in told.items())]
    )
    return push_contract(engine, "default", yaml, who="ada", why="test", now=NOW).contract


def mismatch(evaluation: Evaluation, segment: str = "all", axis: str = "size") -> AxisVerdict:
    assert evaluation.mismatch_verdict is not None, evaluation.mismatch_verdict_reason
    return evaluation.mismatch_verdict.segments[segment].axes[axis]


@pytest.fixture
def filled(engine: Engine) -> Producer:
    """A day of messages of many sizes; a dataset that has long ones only is active."""
    producer = Producer(engine)
    producer.write(900, begin=NOW - 6 * 24 * HOURS, end=NOW - 30 * HOURS)
    make_due(engine, "default", NOW - 30 * HOURS, SETTINGS)
    producer.write(900, begin=NOW - 24 * HOURS, end=NOW)
    activated(engine, built_against=1)
    return producer


@pytest.mark.usefixtures("filled")
def test_the_verdict_is_that_of_the_stored_documents(engine: Engine) -> None:
    agreed = contract(engine, segments={"web": {"tolerance": 0.9}})
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    with engine.connect() as conn:
        assert load_evaluation(conn, "default") == evaluation
        live = {name: Fingerprint.loads(load_live(conn, "default", name, whole=True)) for name in ("all", "web")}
        training = Fingerprint.loads(load_dataset_fingerprint(conn, 1))
        baseline = {
            name: Fingerprint.loads(load_version(conn, "default", 1, name, whole=True)) for name in ("all", "web")
        }
    assert evaluation.mismatch_verdict == judge(
        agreed, {name: Pair.of(training, document) for name, document in live.items()}, version=1
    )
    assert evaluation.drift_verdict == judge(
        agreed,
        {name: Pair.of(baseline[name], document) for name, document in live.items()},
        sides=("the baseline (version 1)", "production"),
        version=1,
    )
    assert (evaluation.mismatch_verdict_reason, evaluation.drift_verdict_reason) == (None, None)
    assert evaluation.contract is not None
    assert evaluation.contract.digest == agreed.digest
    assert mismatch(evaluation).verdict is Outcome.BREACH
    for segment, found in evaluation.mismatch_verdict.segments.items():
        for name, axis in found.axes.items():
            shown = evaluation.segments[segment].axes[name].mismatch
            assert axis.distance == shown.values["jensen_shannon"]
            assert shown.confidence is not None
            assert axis.interval == shown.confidence.distance


@pytest.mark.usefixtures("filled")
def test_without_a_contract_or_a_dataset_there_is_a_reason_and_the_command(engine: Engine) -> None:
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    assert evaluation.verdicts() == {}
    assert evaluation.mismatch_verdict_reason == evaluation.drift_verdict_reason == NO_CONTRACT
    assert "prodshape contract push" in NO_CONTRACT
    push_contract(engine, "other", _plain(), who="ada", why="test", now=NOW)
    Producer(engine, stream="other").write(300, begin=NOW - 20 * HOURS, end=NOW)
    other = refresh(engine, "other", NOW, SETTINGS)
    assert other.mismatch_verdict_reason == other.drift_verdict_reason == NO_DATASET
    assert not any(alarm.on for alarm in other.alarms)


def _plain() -> str:
    return "format: prodshape.contract/1\nname: test\naxes: {size: {}}"


@pytest.mark.usefixtures("filled")
def test_a_window_that_shows_the_past_has_no_verdict_and_one_a_little_late_a_caution(engine: Engine) -> None:
    contract(engine)
    late = refresh(engine, "default", NOW + HOURS, SETTINGS)
    assert late.mismatch_verdict is not None
    assert "The window ends 60 minutes behind real time: what came since is not in it." in (
        late.mismatch_verdict.segments["all"].cautions
    )
    past = refresh(engine, "default", NOW + 3 * HOURS, SETTINGS)
    assert past.verdicts() == {}
    assert "behind real time" in (past.mismatch_verdict_reason or "")


def test_a_window_that_is_not_counted_whole_is_told_so(engine: Engine) -> None:
    Producer(engine).write(900, begin=NOW - 6 * HOURS, end=NOW)
    activated(engine)
    contract(engine)
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    assert evaluation.mismatch_verdict is not None
    [caution] = evaluation.mismatch_verdict.segments["all"].cautions
    assert caution.startswith("Messages are counted in only 2")


@pytest.mark.usefixtures("filled")
def test_too_few_messages_for_a_number_are_too_few_for_a_verdict(engine: Engine) -> None:
    contract(engine, minimum={"messages": 1, "authors": 1})
    few = SETTINGS.model_copy(
        update={"streams": {"default": SETTINGS.stream("default").model_copy(update={"minimum_n": 901})}}
    )
    evaluation = refresh(engine, "default", NOW, few)
    assert evaluation.segments["all"].axes["size"].mismatch.values == {}
    found = mismatch(evaluation)
    assert (found.verdict, found.distance, found.interval) == (Outcome.UNDECIDED, None, None)
    assert "fewer than the minimum of 901" in found.sentence


@pytest.mark.usefixtures("filled")
def test_what_nobody_measures_is_undecided_with_a_sentence_and_stops_nothing(engine: Engine) -> None:
    contract(engine, axes={"size": {}, "smell": {}}, segments={"quiet": {}})
    evaluation = refresh(engine, "default", NOW, SETTINGS)
    assert mismatch(evaluation).verdict is Outcome.BREACH
    smell = mismatch(evaluation, axis="smell")
    assert smell.verdict is Outcome.UNDECIDED
    assert "Neither the dataset nor production was measured with this axis" in smell.sentence
    assert evaluation.mismatch_verdict is not None
    quiet = evaluation.mismatch_verdict.segments["quiet"]
    assert (quiet.verdict, quiet.messages) == (Outcome.UNDECIDED, (300, 0))
    assert "There is no message of the segment 'quiet' in production" in quiet.axes["size"].sentence
    assert evaluation.drift_verdict is not None
    drifted = evaluation.drift_verdict.segments["quiet"]
    assert (drifted.messages, drifted.verdict) == ((0, 0), Outcome.UNDECIDED)


def test_a_version_has_verdicts_and_no_alarms(engine: Engine, filled: Producer) -> None:
    contract(engine)
    filled.write(100, begin=NOW, end=NOW + HOURS)
    version = make_due(engine, "default", NOW + HOURS, SETTINGS)
    assert version is not None
    with engine.connect() as conn:
        found = load_evaluation(conn, "default", version.version)
    assert found is not None
    assert set(found.verdicts()) == {"mismatch", "drift"}
    assert found.alarms == []


@pytest.mark.usefixtures("filled")
def test_an_evaluation_of_before_verdicts_is_read(engine: Engine) -> None:
    document = json.loads(refresh(engine, "default", NOW, SETTINGS).model_dump_json())
    for name in (
        "contract",
        "alarms",
        *(f"{kind}_verdict{end}" for kind in ("mismatch", "drift") for end in ("", "_reason")),
    ):
        del document[name]
    old = Evaluation.model_validate_json(json.dumps(document))
    assert (old.verdicts(), old.contract, old.alarms) == ({}, None, [])
    assert old.mismatch_verdict_reason == old.drift_verdict_reason == OLDER


def test_an_alarm_turns_on_after_a_breach_that_lasts_and_another_leader_goes_on(
    engine: Engine, postgres_url: str, filled: Producer
) -> None:
    contract(engine)
    clock = [NOW]

    def leader() -> tuple[Engine, Schedule]:
        own = make_engine(postgres_url)
        return own, Schedule(own, SETTINGS, Leadership(own), clock=lambda: clock[0])

    def look(schedule: Schedule, minutes: int) -> Evaluation:
        clock[0] = NOW + minutes * MINUTES
        filled.write(1, begin=clock[0] - MINUTES, end=clock[0])
        run = schedule.run_now("refresh")
        assert run is not None
        assert run.error is None
        with engine.connect() as conn:
            found = load_evaluation(conn, "default")
        assert found is not None
        return found

    def size(evaluation: Evaluation) -> tuple[bool, datetime | None]:
        [alarm] = [a for a in evaluation.alarms if (a.segment, a.axis, a.kind) == ("all", "size", "mismatch")]
        return alarm.on, alarm.since

    first_engine, first = leader()
    second_engine, second = leader()
    assert size(look(first, 0)) == (False, None)
    assert second.run_now("refresh") is None, "only one leads"
    assert size(look(first, 5)) == (False, None), "two in a row, and too short"
    with engine.connect() as conn:  # it dies: its session ends, and with it the lead
        conn.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
    assert size(look(second, 10)) == (True, NOW), "since the first breach, which the other leader saw"
    with engine.connect() as conn:
        kept = load_alarms(conn, "default")
    assert first.run_now("refresh") is None, "another one leads now"
    first.stop()
    second.stop()
    third_engine, third = leader()
    found = look(third, 10)
    assert size(found) == (True, NOW)
    with engine.connect() as conn:
        assert load_alarms(conn, "default") == kept, "the same watermark again changes nothing"
    assert {alarm.severity for alarm in found.alarms} == {"breach", "warning"}
    assert not any(alarm.on for alarm in found.alarms if alarm.kind == "drift")

    contract(engine, tolerance=1.0)
    assert size(look(third, 15)) == (True, NOW), "within, and not for long enough"
    assert size(look(third, 20)) == (True, NOW)
    assert size(look(third, 25)) == (False, NOW + 15 * MINUTES)
    third.stop()
    for own in (first_engine, second_engine, third_engine):
        own.dispose()


@pytest.mark.usefixtures("filled")
def test_an_alarm_that_the_contract_no_longer_names_is_forgotten(engine: Engine) -> None:
    contract(engine)
    at_once = SETTINGS.model_copy(update={"alarm_refreshes": 1, "alarm_seconds": 0})
    assert refresh_job.run(engine, NOW, at_once) == {"evaluated": {"default": 4}}
    contract(engine, axes={"ending": {}})
    evaluation = refresh(engine, "default", NOW, at_once)
    assert {alarm.axis for alarm in evaluation.alarms} == {"ending"}
    with engine.connect() as conn:
        assert {key.axis for key in load_alarms(conn, "default")} == {"ending"}
