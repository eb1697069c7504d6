"""Settings of the consumer: from the environment, and refused in one sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest

from consumers.settings import load_settings, start_time
from prodshape.audience import ENGLISH, Audience
from prodshape.errors import ConfigurationError


def load(monkeypatch: pytest.MonkeyPatch, streams: object, **others: str) -> Any:
    monkeypatch.setenv("PRODSHAPE_STREAMS", streams if isinstance(streams, str) else json.dumps(streams))
    for name, value in others.items():
        monkeypatch.setenv(f"PRODSHAPE_{name.upper()}", value)
    return load_settings()


def test_everything_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch,
        {"default": {"topics": ["chat"], "preset": "chat", "segments": ["web"], "author": "", "time_past_seconds": 60}},
        kafka_bootstrap="a:1,b:2",
        kafka_security_protocol="SASL_PLAINTEXT",
        kafka_sasl_mechanism="PLAIN",
        kafka_sasl_username="app",
        kafka_sasl_password="hush",
        kafka_api_version="2.3",
        start="2026-11-01T00:00Z",
    )
    connection = settings.connection()
    assert connection.servers() == [("a", 1), ("b", 2)]
    assert connection.api_version == (2, 3)
    assert connection.options()["sasl_plain_password"] == "hush"
    assert settings.policies() == {"default": "2026-11-01T00:00Z"}
    rules = settings.streams["default"].rules()
    assert (rules.mapping.text, rules.mapping.author, rules.past_ms) == ("chat:messages", None, 60_000)
    assert "hush" not in repr(settings) + repr(connection)


@pytest.mark.parametrize(
    ("streams", "others", "hint"),
    [
        ({"a": {"topics": ["x"]}, "b": {"topics": ["y", "x"]}}, {}, "exactly one stream; x is listed in a and in b"),
        ({"a": {"topics": []}}, {}, "stream a has no topics"),
        ({}, {}, "No stream is set"),
        ("{", {}, "streams"),
        ({"a": {"topics": ["x"], "dead_letter_topic": "x"}}, {}, "read again"),
        ({"a": {"topics": ["x"], "dead_letter_topic": "y"}, "b": {"topics": ["y"]}}, {}, "a topic of b"),
        ({"a": {"topics": ["x"], "author": "user"}}, {}, "plain text has no fields"),
        ({"a": {"topics": ["x"], "preset": "avro"}}, {}, "preset"),
        ({"a": {"topics": ["x"], "languages": ["en", "xx"]}}, {}, "Prodshape knows, got 'xx'"),
        ({"a": {"topics": ["x"], "languages": ["es"]}}, {}, "two or more, or `en` alone, got es"),
        ({"a": {"topics": ["x"]}}, {"start": "monday"}, "PRODSHAPE_START"),
        ({"a": {"topics": ["x"], "start": "monday"}}, {}, "PRODSHAPE_START"),
        ({"a": {"topics": ["x"]}}, {"kafka_bootstrap": "broker"}, "host:port"),
        ({"a": {"topics": ["x"]}}, {"kafka_security_protocol": "TLS"}, "SECURITY_PROTOCOL must be one of"),
        ({"a": {"topics": ["x"]}}, {"kafka_security_protocol": "SASL_SSL"}, "SASL_MECHANISM must be one of"),
        (
            {"a": {"topics": ["x"]}},
            {"kafka_security_protocol": "SASL_SSL", "kafka_sasl_mechanism": "PLAIN", "kafka_sasl_username": "app"},
            "PRODSHAPE_KAFKA_SASL_PASSWORD",
        ),
        ({"a": {"topics": ["x"]}}, {"kafka_api_version": "new"}, "API_VERSION"),
        ({"a": {"topics": ["x"]}}, {"chaos": "true", "failpoint": "here:often"}, "FAILPOINT"),
        ({"a": {"topics": ["x"]}}, {"checkpoint_seconds": "0"}, "checkpoint_seconds"),
    ],
)
def test_wrong_settings_are_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, streams: object, others: dict[str, str], hint: str
) -> None:
    with pytest.raises(ConfigurationError, match=hint) as caught:
        load(monkeypatch, streams, **others)
    assert "\n" not in str(caught.value)


def test_each_stream_has_its_own_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = load(monkeypatch, {"a": {"topics": ["x"], "languages": ["pt", "es"]}, "b": {"topics": ["y"]}}).streams
    assert (streams["a"].audience(), streams["b"].audience()) == (Audience(("es", "pt")), ENGLISH)


def test_failpoint_is_asleep_without_chaos(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch, {"a": {"topics": ["x"]}}, failpoint="before_commit:1:raise")
    settings.failpoints()("before_commit")


def test_start_times() -> None:
    assert start_time("earliest") is None
    assert start_time("1970-01-01T01:00:00+01:00") == 0
