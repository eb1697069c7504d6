"""Settings: where they come from, and what is refused in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from prodshape.errors import ConfigurationError
from service.settings import ServiceSettings, load_settings
from service.store.settings import CommonSettings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = """
database_url: postgresql://file@db/shape
live_window_seconds: 7200
streams:
  chat:
    topics: [questions, answers]
    segments: [web, app]
    minimum_n: 50
    text: body.text
"""


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def write(text: str) -> None:
        path = tmp_path / "prodshape.yaml"
        path.write_text(text)
        monkeypatch.setenv("PRODSHAPE_CONFIG", str(path))

    return write


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in list(os.environ):
        if name.startswith("PRODSHAPE_"):
            monkeypatch.delenv(name)


def test_defaults_need_nothing() -> None:
    settings = load_settings()
    assert settings.database_url is None
    assert list(settings.streams) == ["default"]
    assert (settings.host, settings.live_window.days, settings.fingerprint_window.days) == ("127.0.0.1", 1, 7)


def test_the_environment_wins_over_the_file(configured: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    configured(FILE)
    monkeypatch.setenv("PRODSHAPE_DATABASE_URL", "postgresql://environment@db/shape")
    settings = load_settings()
    assert settings.database_url == SecretStr("postgresql://environment@db/shape")
    assert settings.live_window_seconds == 7200
    assert settings.streams["chat"].topics == ["questions", "answers"]
    assert settings.stream("chat").minimum_n == 50
    assert settings.stream("a stream that is only in the store").minimum_n == 200


def test_streams_can_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRODSHAPE_STREAMS", '{"german": {"topics": ["de"]}}')
    assert load_settings().streams["german"].topics == ["de"]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PRODSHAPE_SECRET", "short", "at least 16 characters"),
        ("PRODSHAPE_PORT", "http", "setting port is wrong"),
        ("PRODSHAPE_STREAMS", "{", "cannot be read"),
        ("PRODSHAPE_STREAMS", "{}", "At least one stream"),
        ("PRODSHAPE_STREAMS", '{"a": {"segments": ["web", "web"]}}', "are unique"),
        ("PRODSHAPE_STREAMS", '{"a": {"segments": ["all"]}}', "cannot be named"),
        ("PRODSHAPE_HOURS_KEPT_DAYS", "6", "at least the fingerprint window"),
        ("PRODSHAPE_CONFIG", "/nowhere/prodshape.yaml", "not there: /nowhere/prodshape.yaml"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(
    name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=message) as caught:
        load_settings()
    assert "\n" not in str(caught.value)


def test_more_than_twenty_segments_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    twenty = ", ".join(f'"s{number}"' for number in range(20))
    monkeypatch.setenv("PRODSHAPE_STREAMS", f'{{"a": {{"segments": [{twenty}]}}}}')
    assert len(load_settings().streams["a"].segments) == 20
    monkeypatch.setenv("PRODSHAPE_STREAMS", f'{{"a": {{"segments": [{twenty}, "one more"]}}}}')
    with pytest.raises(ConfigurationError, match="at most 20 segments, got 21"):
        load_settings()


def test_a_broken_file_is_one_sentence(configured: Callable[[str], None]) -> None:
    configured("streams: [")
    with pytest.raises(ConfigurationError, match="cannot be read") as caught:
        load_settings()
    assert "\n" not in str(caught.value)


def test_secrets_are_never_shown() -> None:
    settings = CommonSettings(
        database_url=SecretStr("postgresql://shape:hunter2@db/shape"), secret=SecretStr("a secret of the house")
    )
    assert "hunter2" not in repr(settings)
    assert "a secret of the house" not in f"{settings} {settings.model_dump()}"


@pytest.mark.parametrize("kind", [CommonSettings, ServiceSettings])
def test_every_setting_is_described(kind: type[CommonSettings]) -> None:
    assert [name for name, field in kind.model_fields.items() if not field.description] == []
