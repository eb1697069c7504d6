"""Fingerprints over HTTP: the right one, only the parts asked for, and nothing twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from prodshape.fingerprint import PARTS, Fingerprint
from service.jobs import refresh
from service.schemas import schema_of
from service.store.retirement import retire_topic
from tests.filling import HOURS, NOW, Producer
from tests.integration.service.conftest import SETTINGS

if TYPE_CHECKING:
    import httpx
    from sqlalchemy import Engine


def test_the_latest_is_the_one_whose_window_ends_last(http: httpx.Client) -> None:
    answer = http.get("/v1/fingerprints/latest")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    found = Fingerprint.loads(answer.content)
    assert found.version == 2
    assert found.messages == 500
    assert found.parts == {"summary"}
    Draft202012Validator(schema_of("fingerprint")).validate(answer.json())


def test_at_gives_the_one_that_was_known_then(http: httpx.Client) -> None:
    def version(moment: object) -> int:
        return int(http.get("/v1/fingerprints/latest", params={"at": str(moment)}).json().get("version", 0))

    assert version((NOW - HOURS).isoformat()) == 1
    assert version((NOW - timedelta(seconds=1)).isoformat()) == 1
    assert version(NOW.isoformat()) == 2
    assert version((NOW + HOURS).strftime("%Y-%m-%dT%H:%M:%SZ")) == 2
    early = http.get("/v1/fingerprints/latest", params={"at": (NOW - 9 * HOURS).isoformat()})
    assert early.status_code == 404
    assert "ends at or before" in early.json()["detail"]
    assert http.get("/v1/fingerprints/latest?at=2026-05-14T12:00:00").status_code == 422, "a time needs an offset"


@pytest.mark.parametrize("parts", ["summary", "cells", "summary,vocabulary", "cells,sample", ",".join(PARTS)])
def test_parts_are_what_was_asked_for(http: httpx.Client, parts: str) -> None:
    found = Fingerprint.loads(http.get("/v1/fingerprints/2", params={"parts": parts}).content)
    assert found.parts == {"summary", *parts.split(",")}


def test_with_all_parts_the_digest_can_be_checked(http: httpx.Client) -> None:
    whole = Fingerprint.loads(http.get("/v1/fingerprints/2", params={"parts": ",".join(PARTS)}).content)
    whole.verify()
    assert whole.only({"summary"}) == Fingerprint.loads(http.get("/v1/fingerprints/2").content)


def test_an_etag_saves_the_answer_and_names_its_bytes(http: httpx.Client) -> None:
    first = http.get("/v1/fingerprints/1")
    etag = first.headers["ETag"]
    assert etag.startswith('"')
    again = http.get("/v1/fingerprints/1", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    others = [
        http.get("/v1/fingerprints/1?parts=cells"),
        http.get("/v1/fingerprints/2"),
        http.get("/v1/fingerprints/1?segment=" + _segments(http)[1]),
    ]
    tags = {etag, *(answer.headers["ETag"] for answer in others)}
    assert len(tags) == 4
    assert http.get("/v1/fingerprints/1?parts=cells", headers={"If-None-Match": etag}).status_code == 200
    weak = http.get("/v1/fingerprints/1", headers={"If-None-Match": f'"x", W/{etag}'})
    assert weak.status_code == 304
    same = http.get("/v1/fingerprints/latest?at=" + (NOW - HOURS).strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert (same.headers["ETag"], same.content) == (etag, first.content)


def test_a_version_may_be_kept_and_the_latest_must_be_asked_for_again(http: httpx.Client) -> None:
    assert "immutable" in http.get("/v1/fingerprints/1").headers["Cache-Control"]
    assert http.get("/v1/fingerprints/latest").headers["Cache-Control"] == "private, no-cache"
    assert http.get("/v1/fingerprints/live").headers["Cache-Control"] == "private, no-cache"


def test_only_versions_carry_a_sample_and_the_schema_says_so(http: httpx.Client) -> None:
    rows = {}
    for name in ("live", "latest"):
        answer = http.get(f"/v1/fingerprints/{name}", params={"parts": "sample"}).json()
        Draft202012Validator(schema_of("fingerprint")).validate(answer)
        rows[name] = len(answer["sample"]["rows"])
    assert rows["live"] == 0
    assert rows["latest"] > 0
    said = schema_of("fingerprint")["properties"]["sample"]["description"]
    assert "In the live fingerprint it has no rows" in said


def test_each_segment_has_a_document_and_all_is_their_sum(http: httpx.Client) -> None:
    names = _segments(http)
    messages = {name: http.get("/v1/fingerprints/2", params={"segment": name}).json()["messages"] for name in names}
    assert len(names) > 1
    assert messages.pop("all") == sum(messages.values()) == 500


def test_the_live_one_has_no_number_and_changes_its_etag_when_it_changes(http: httpx.Client, filled: Engine) -> None:
    first = http.get("/v1/fingerprints/live")
    assert first.json()["version"] is None
    assert first.json()["messages"] == 500
    etag = first.headers["ETag"]
    refresh.run(filled, NOW, SETTINGS)
    assert http.get("/v1/fingerprints/live", headers={"If-None-Match": etag}).status_code == 304
    Producer(filled).write(50, begin=NOW - HOURS, end=NOW + HOURS)
    refresh.run(filled, NOW + HOURS, SETTINGS)
    second = http.get("/v1/fingerprints/live", headers={"If-None-Match": etag})
    assert second.status_code == 200
    assert second.headers["ETag"] != etag


def test_pages_hold_every_version_once(http: httpx.Client) -> None:
    first = http.get("/v1/fingerprints?limit=1").json()
    assert [item["version"] for item in first["items"]] == [2]
    second = http.get("/v1/fingerprints", params={"limit": 1, "cursor": first["next"]}).json()
    assert [item["version"] for item in second["items"]] == [1]
    assert second["next"] is None
    whole = http.get("/v1/fingerprints?limit=2").json()
    assert (whole["items"], whole["next"]) == (first["items"] + second["items"], None)


REFUSED = [
    ("/v1/fingerprints/99", 404, "no version 99"),
    ("/v1/fingerprints/0", 422, "greater than or equal to 1"),
    ("/v1/fingerprints/99999999999", 422, "2147483647"),
    ("/v1/fingerprints/newest", 422, "valid integer"),
    ("/v1/fingerprints/latest?stream=x", 404, "'x'; there are default, quiet"),
    ("/v1/fingerprints/latest?stream=quiet", 404, "no version yet"),
    ("/v1/fingerprints/live?stream=quiet", 404, "no live fingerprint"),
    ("/v1/fingerprints/latest?segment=mars", 404, "'mars'; it has all"),
    ("/v1/fingerprints/live?segment=mars", 404, "'mars'"),
    ("/v1/fingerprints/latest?parts=all", 422, "query.parts"),
    ("/v1/fingerprints?limit=0", 422, "query.limit"),
    ("/v1/fingerprints?limit=201", 422, "query.limit"),
    ("/v1/fingerprints?cursor=abc", 422, "query.cursor"),
]
"""Path, status, and what the sentence says."""


def test_what_is_not_there_is_a_sentence(http: httpx.Client) -> None:
    for path, status, says in REFUSED:
        answer = http.get(path)
        assert (path, answer.status_code, answer.headers["Content-Type"]) == (path, status, "application/problem+json")
        assert says in answer.json()["detail"]


def test_the_streams_are_those_of_the_settings_and_of_the_store(http: httpx.Client) -> None:
    first, quiet = http.get("/v1/streams").json()["items"]
    assert (first["name"], first["messages"], first["newest_version"], first["partitions"]) == ("default", 500, 2, 1)
    assert first["segments"][:2] == ["all", "web"]
    assert first["watermark"].startswith("2026-05-14T12:00:00")
    assert (quiet["name"], quiet["messages"], quiet["watermark"], quiet["topics"]) == ("quiet", 0, None, [])


def test_a_topic_that_holds_the_watermark_back_is_named_with_the_command_until_it_is_retired(
    http: httpx.Client, filled: Engine
) -> None:
    Producer(filled, topic="old", now=NOW - 9 * HOURS).write(5, begin=NOW - 9 * HOURS, end=NOW - 8 * HOURS)

    def topics() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = http.get("/v1/streams").json()["items"][0]["topics"]
        return found

    chat, old = topics()
    assert (chat["name"], chat["partitions"], chat["warning"], chat["retired_at"]) == ("chat", 1, None, None)
    assert old["watermark"].startswith("2026-05-14T04:00:00")
    assert "`prodshape retire-topic old --stream default --reason TEXT`" in old["warning"]
    assert "prodshape retire-topic old --stream default" in http.get("/").text

    retire_topic(filled, "default", "old", reason="merged", now=NOW)

    _, old = topics()
    assert (old["warning"], old["retired_reason"]) == (None, "merged")
    assert old["retired_at"].startswith("2026-05-14T12:00:00")
    assert "retire-topic" not in http.get("/").text
    stream = http.get("/v1/streams").json()["items"][0]
    assert (stream["partitions"], stream["messages"]) == (1, 505)
    assert stream["watermark"].startswith("2026-05-14T12:00:00")


def test_a_tag_is_found_in_a_long_list_and_on_several_lines(http: httpx.Client) -> None:
    etag = http.get("/v1/fingerprints/2").headers["ETag"]
    others = ", ".join(f'"{number:032}"' for number in range(100))
    for sent in ([f"{others}, W/{etag}"], ['"x"', etag], [etag, '"x"'], ["*"]):
        lines = [("If-None-Match", line) for line in sent]
        assert http.get("/v1/fingerprints/2", headers=lines).status_code == 304
    assert http.get("/v1/fingerprints/2", headers={"If-None-Match": others}).status_code == 200


def _segments(http: httpx.Client) -> list[str]:
    names: list[str] = (
        http.get("/v1/fingerprints/2?segment=none-such").json()["detail"].rstrip(".").split("has ")[-1].split(", ")
    )
    return names
