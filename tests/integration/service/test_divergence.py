"""Gauge, JSON and page come from one stored row: they cannot disagree."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from prodshape.drawing.badge import badge
from service.jobs import refresh
from service.metrics import StoreCollector
from service.schemas import schema_of
from service.store.evaluations import Evaluation
from tests.filling import NOW, Producer
from tests.integration.service.conftest import SETTINGS
from tests.integration.service.test_contracts import contract
from tests.integration.service.test_contracts import push as push_contract
from tests.integration.service.test_datasets import CLEAN, push, switch

if TYPE_CHECKING:
    import httpx
    from sqlalchemy import Engine

Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture
def active(http: httpx.Client, filled: Engine) -> int:
    """A dataset unlike production is active, and evaluated."""
    made = push(http, CLEAN, built_against=1)
    switch(http, made.id, "a test")
    refresh.run(filled, NOW, SETTINGS)
    return made.id


def scrape(engine: Engine, most: int = 4500) -> Series:
    registry = CollectorRegistry()
    registry.register(StoreCollector(engine, streams=SETTINGS.streams, release="1.2.3", most=most))
    text = generate_latest(registry).decode()
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def labelled(**labels: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(labels.items()))


def test_without_a_dataset_there_is_a_reason_and_no_number(http: httpx.Client, filled: Engine) -> None:
    found = Evaluation.model_validate_json(http.get("/v1/divergence").content)
    assert found.mismatch_reason is not None
    assert "dataset push" in found.mismatch_reason
    assert found.segments["all"].axes["size"].mismatch.values == {}
    assert not [name for name, _ in scrape(filled) if name == "prodshape_divergence_ratio"]


def test_gauge_json_and_page_say_the_same(http: httpx.Client, filled: Engine, active: int) -> None:
    answer = http.get("/v1/divergence")
    Draft202012Validator(schema_of("evaluation")).validate(answer.json())
    found = Evaluation.model_validate_json(answer.content)
    series = scrape(filled)
    page = http.get("/").text
    assert found.dataset is not None
    assert found.dataset.id == active
    for axis, each in found.segments["all"].axes.items():
        for kind, divergence in (("mismatch", each.mismatch), ("drift", each.drift)):
            at = labelled(stream="default", segment="all", axis=axis, kind=kind)
            distance = divergence.values["jensen_shannon"]
            assert distance is not None
            assert series["prodshape_divergence_ratio", at] == distance
            assert series["prodshape_population_stability_index", at] == divergence.values["population_stability_index"]
            row = re.search(rf'<tr><th scope="row"><a href="#{axis}">.*?</tr>', page)
            assert row is not None
            assert f">{distance:.3f}<" in row.group()
        assert (
            series["prodshape_axis_messages", labelled(stream="default", segment="all", axis=axis)] == each.production.n
        )
    size = found.segments["all"].axes["size"].mismatch.values
    assert size["jensen_shannon"] is not None
    assert size["jensen_shannon"] > 0.3, "the dataset has no short messages"
    moved = labelled(stream="default", segment="all", axis="size", kind="mismatch", unit="characters")
    assert series["prodshape_wasserstein_distance", moved] == size["wasserstein"]
    categories = [at for name, at in series if name == "prodshape_wasserstein_distance" and ("axis", "ending") in at]
    assert categories == [], "no number where there is no order"


@pytest.mark.usefixtures("active")
def test_verdict_bounds_and_alarm_are_the_same_in_gauge_json_and_page(http: httpx.Client, filled: Engine) -> None:
    minimum = "minimum: {messages: 20, authors: 1}\n"
    push_contract(http, contract(axes="size: {}, ending: {severity: warning}", segments="web: {}") + minimum)
    at_once = SETTINGS.model_copy(update={"alarm_refreshes": 1, "alarm_seconds": 0})
    refresh.run(filled, NOW, at_once)
    answer = http.get("/v1/divergence")
    Draft202012Validator(schema_of("evaluation")).validate(answer.json())
    found = Evaluation.model_validate_json(answer.content)
    series, page = scrape(filled), http.get("/").text
    assert (found.contract is not None, "test, version 1" in page) == (True, True)
    assert series["prodshape_contract_version", labelled(stream="default")] == 1
    assert set(found.verdicts()) == {"mismatch", "drift"}
    shown = 0
    for kind, verdict in found.verdicts().items():
        Draft202012Validator(schema_of("verdict")).validate(json.loads(verdict.model_dump_json()))
        assert escape(verdict.sentence) in page
        for outcome in ("within", "breach", "undecided"):
            of = labelled(stream="default", kind=kind, verdict=outcome)
            assert series["prodshape_verdict", of] == (verdict.verdict == outcome)
        assert list(verdict.segments) == ["all", "web"]
        for segment, told in verdict.segments.items():
            for axis, each in told.axes.items():
                at = labelled(stream="default", segment=segment, axis=axis, kind=kind)
                assert each.interval is not None
                assert series["prodshape_divergence_lower_ratio", at] == each.interval.low
                assert series["prodshape_divergence_upper_ratio", at] == each.interval.high
                assert series["prodshape_axis_verdict", at] == ["within", "undecided", "breach"].index(each.verdict)
                where = labelled(stream="default", segment=segment, axis=axis)
                assert series["prodshape_divergence_tolerance_ratio", where] == each.tolerance
                [alarm] = [a for a in found.alarms if (a.segment, a.axis, a.kind) == (segment, axis, kind)]
                lit = labelled(stream="default", segment=segment, axis=axis, kind=kind, severity=each.severity)
                assert series["prodshape_alarm", lit] == alarm.on == (each.verdict == "breach")
                if segment == "all":
                    shown += 1
                    row = re.search(rf'<tr><th scope="row"><a href="#{axis}">.*?</tr>', page)
                    assert row is not None
                    cell = row.group().split("<td")[1 if kind == "mismatch" else 2]
                    assert badge(each.verdict, warning=each.severity == "warning") in cell
                    assert ("alarm since 2026-05-14 12:00 UTC" in cell) == alarm.on
                    assert escape(each.sentence) in page
    assert shown == 4
    assert any(alarm.on for alarm in found.alarms)
    assert found.segments["all"].axes["size"].mismatch.confidence is not None


def test_one_segment_is_as_it_was_evaluated(http: httpx.Client, active: int) -> None:
    assert active
    web = http.get("/v1/divergence?segment=web").json()
    assert list(web["segments"]) == ["web"]
    assert web["segments"]["web"]["axes"]["size"]["mismatch"]["values"]["jensen_shannon"] > 0
    missing = http.get("/v1/divergence?segment=mars")
    assert missing.status_code == 404
    assert "all, app, other, web" in missing.json()["detail"]


def test_an_unchanged_evaluation_is_not_sent_twice(http: httpx.Client, filled: Engine) -> None:
    etag = http.get("/v1/divergence").headers["ETag"]
    assert http.get("/v1/divergence", headers={"If-None-Match": etag}).status_code == 304
    refresh.run(filled, NOW + timedelta(seconds=30), SETTINGS)
    assert http.get("/v1/divergence", headers={"If-None-Match": etag}).status_code == 200


def test_a_stream_without_messages_says_why(http: httpx.Client) -> None:
    quiet = http.get("/v1/divergence?stream=quiet").json()
    assert quiet["segments"] == {}
    assert "See that the consumers run" in quiet["mismatch_reason"]
    page = http.get("/?stream=quiet")
    assert page.status_code == 200
    assert "See that the consumers run" in page.text


def test_the_page_shows_streams_segments_and_both_distributions(http: httpx.Client, active: int) -> None:
    assert active
    answer = http.get("/?segment=web")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert 'href="./?stream=quiet"' in answer.text
    assert 'class="production"' in answer.text
    assert 'class="dataset"' in answer.text
    assert "version 1" in answer.text
    for link in ("/page.css", "/favicon.svg", "/favicon.ico"):
        assert http.get(link).status_code == 200
    assert http.get("/?segment=mars").status_code == 404


def test_gauges_tell_versions_and_times_of_the_store(filled: Engine) -> None:
    series = scrape(filled)
    of = labelled(stream="default")
    assert series["prodshape_fingerprint_version", of] == 2
    assert series["prodshape_fingerprint_window_end_timestamp_seconds", of] == NOW.timestamp()
    assert series["prodshape_watermark_timestamp_seconds", of] == NOW.timestamp()
    assert series["prodshape_evaluation_timestamp_seconds", of] == NOW.timestamp()
    assert series["prodshape_stored_records_total", labelled(stream="default", outcome="message")] == 500
    assert series["prodshape_cell_source_ratio", labelled(stream="default", source="author")] == 1
    assert series["prodshape_store_up", ()] == 1
    assert series["prodshape_series_dropped", ()] == 0
    assert series["prodshape_build_info", labelled(version="1.2.3")] == 1
    assert ("prodshape_fingerprint_version", labelled(stream="quiet")) not in series


def test_a_scrape_has_no_more_series_than_allowed(filled: Engine) -> None:
    series = scrape(filled, most=30)
    dropped = series["prodshape_series_dropped", ()]
    assert dropped > 0
    assert len(scrape(filled)) == len(series) + dropped
    assert {dict(at)["segment"] for name, at in series if name == "prodshape_window_messages"} >= {"all"}


def test_a_reading_is_kept_for_a_second(filled: Engine) -> None:
    seconds = [0.0]
    collector = StoreCollector(filled, release="1", monotonic=lambda: seconds[0])

    def messages() -> float:
        [family] = [metric for metric in collector.collect() if metric.name == "prodshape_stored_records"]
        return sum(sample.value for sample in family.samples)

    assert messages() == 500
    Producer(filled).write(10, begin=NOW - timedelta(hours=1), end=NOW)
    seconds[0] = 0.9
    assert messages() == 500
    seconds[0] = 1.1
    assert messages() == 510


def test_json_never_has_a_number_that_is_none(http: httpx.Client, active: int) -> None:
    assert active
    json.loads(http.get("/v1/divergence").content, parse_constant=pytest.fail)
