"""A name that nobody knows is an error with its place and the nearest one that is known; nothing is ignored in silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import consumers.settings
import service.settings
from prodshape.errors import ConfigurationError
from service.store.setting_names import SETTINGS, STREAM_SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOADERS = pytest.mark.parametrize("load", [consumers.settings.load_settings, service.settings.load_settings])
GOOD = """
group: mine
live_window_seconds: 7200
streams:
  default:
    topics: [chat]
    preset: chat
    minimum_n: 50
"""


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], Path]:
    def write(text: str | bytes) -> Path:
        path = tmp_path / "prodshape.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        monkeypatch.setenv("PRODSHAPE_CONFIG", str(path))
        return path

    return write


def test_the_known_names_are_those_of_both_processes() -> None:
    consumer, serving = consumers.settings.ConsumerSettings, service.settings.ServiceSettings
    assert {*consumer.model_fields, *serving.model_fields} == SETTINGS
    of_consumer, of_service = consumers.settings.ConsumerStreamSettings, service.settings.ServiceStreamSettings
    assert {*of_consumer.model_fields, *of_service.model_fields} == STREAM_SETTINGS


def test_each_process_passes_over_what_only_the_other_needs(configured: Callable[[str | bytes], Path]) -> None:
    configured(GOOD)
    assert consumers.settings.load_settings().group == "mine"
    assert service.settings.load_settings().live_window_seconds == 7200


@LOADERS
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GOOD + "    autor: user.id\n", r"streams\.default\.autor \(in .*prodshape\.yaml\): did you mean author\?"),
        (GOOD + "    minimun_n: 1\n", r"streams\.default\.minimun_n .*: did you mean minimum_n\?"),
        (GOOD.replace("group", "gruop"), r"no setting gruop .*: did you mean group\?"),
        (GOOD.replace("streams:", "stream:"), r"no setting stream .*: did you mean streams\?"),
        (GOOD.replace("group", "PRODSHAPE_GROUP"), r"PRODSHAPE_GROUP .*: did you mean group\?"),
        (GOOD + "    group: x\n", r"streams\.default\.group .*: group belongs beside `streams`"),
        (GOOD + "minimum_n: 3\n", r"no setting minimum_n .*: minimum_n belongs to one of the streams"),
        (GOOD + "    qqq: 1\n", r"streams\.default\.qqq .*: there are author, baseline_coverage_ratio, "),
        (GOOD + "7: 1\n", r"no setting 7 "),
    ],
)
def test_an_unknown_name_in_the_file_is_refused(
    configured: Callable[[str | bytes], Path],
    load: Callable[[], object],
    text: str,
    sentence: str,
) -> None:
    configured(text)
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        load()
    assert "\n" not in str(caught.value)


@LOADERS
def test_an_unknown_name_in_the_environment_is_refused(
    monkeypatch: pytest.MonkeyPatch, load: Callable[[], object]
) -> None:
    monkeypatch.setenv("PRODSHAPE_STREAMS", json.dumps({"a": {"topics": ["x"]}, "b": {"topic": ["y"]}}))
    with pytest.raises(ConfigurationError, match=r"no setting streams\.b\.topic: did you mean topics\?"):
        load()


@LOADERS
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (GOOD + "group: other\n", "twice: group stands on line 2 and on line 9"),
        (GOOD + "  default:\n    topics: [other]\n", "twice: default stands on line 5 and on line 9"),
        (GOOD + "    preset: text\n", "twice: preset stands on line 7 and on line 9"),
        ("database_url: postgresql://a:hunter2@db/x\n bad: [", "YAML in UTF-8: line 2: mapping values are not allowed"),
        ("secret: hunter2hunter2hunter2\nstreams: *x\n", "line 2: found undefined alias"),
        ("- hunter2\n", "must hold names with values.* holds a list"),
        ("hunter2", "holds a str"),
        (b"group: \xff\n", "UTF-8: invalid start byte"),
    ],
)
def test_a_file_that_is_wrong_is_one_sentence_without_its_values(
    configured: Callable[[str | bytes], Path], load: Callable[[], object], text: str | bytes, sentence: str
) -> None:
    path = configured(text)
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        load()
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_an_alias_that_leads_in_a_circle_ends(configured: Callable[[str | bytes], Path]) -> None:
    configured("streams: &again\n  default: *again\n")
    with pytest.raises(ConfigurationError, match=r"streams\.default\.default"):
        service.settings.load_settings()


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_sets_nothing(configured: Callable[[str | bytes], Path], text: str) -> None:
    configured(text)
    assert list(service.settings.load_settings().streams) == ["default"]


def test_what_one_stream_says_can_be_merged_into_another(configured: Callable[[str | bytes], Path]) -> None:
    configured("streams:\n  a: &a {topics: [x], preset: chat}\n  b: {<<: *a, topics: [y]}\n")
    streams = consumers.settings.load_settings().streams
    assert (streams["b"].preset, streams["b"].topics) == ("chat", ["y"])
