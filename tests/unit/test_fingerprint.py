from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import jsonschema
import pytest

from prodshape.errors import InputError
from prodshape.fingerprint import PARTS, AxisFingerprint, Fingerprint, Window
from prodshape.freezing import freeze
from prodshape.sample import Sample
from tests import measured
from tests.measured import BEGIN, DEFINITIONS, Message

MESSAGES = [Message(n, BEGIN + n, author=n % 9, software=n % 3) for n in range(60)]


def whole() -> Fingerprint:
    sample = Sample(40)
    for group in measured.groups(MESSAGES):
        sample.merge(Sample.of(measured.rows(group), 40))
    return freeze(
        measured.pane(MESSAGES),
        sample,
        DEFINITIONS,
        kind="production",
        stream="default",
        window=(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 8, tzinfo=UTC)),
        offsets=[("chat", 0, 60)],
        version=3,
        created_at=datetime(2026, 11, 8, 0, 1, 2, 345_678, tzinfo=UTC),
    )


def changed(**changes: Any) -> str:
    return json.dumps(json.loads(whole().dumps()) | changes)


def test_what_is_written_is_read_back_to_the_byte() -> None:
    found = whole()
    text = found.dumps()
    read = Fingerprint.loads(text)
    assert read == found
    assert read.dumps() == text
    assert Fingerprint.loads(text.encode()) == found
    read.verify()
    assert text.endswith("}\n")


def test_the_text_has_sorted_keys_and_a_line_per_cell_and_per_sampled_message() -> None:
    text = whole().dumps()
    data = json.loads(text)
    assert [*data] == sorted(data)
    lines = [line.strip().rstrip(",") for line in text.splitlines()]
    for row in data["axes"]["length"]["cells"]:
        assert json.dumps(row) in lines
    for row in data["sample"]["rows"]:
        assert json.dumps(row) in lines


def test_moments_are_utc_to_the_millisecond() -> None:
    data = json.loads(whole().dumps())
    assert data["created_at"] == "2026-11-08T00:01:02.345Z"
    assert data["window"] == {"start": "2026-11-01T00:00:00Z", "end": "2026-11-08T00:00:00Z"}
    east = timezone(timedelta(hours=5, minutes=30))
    window = Window(start=datetime(2026, 11, 1, 5, 30, tzinfo=east), end=datetime(2026, 11, 2, tzinfo=UTC))
    assert window.model_dump(mode="json")["start"] == "2026-11-01T00:00:00Z"


@pytest.mark.parametrize(
    "parts", [set(), {"cells"}, {"vocabulary"}, {"sample"}, {"summary", "cells", "sample"}, {*PARTS}]
)
def test_parts_can_be_chosen_and_keep_the_digest_of_the_whole(parts: set[Any]) -> None:
    found = whole()
    some = found.only(parts)
    assert some.parts == {"summary", *parts}
    assert some.digest == found.digest
    assert Fingerprint.loads(some.dumps()) == some
    assert some.axes["length"].counts == found.axes["length"].counts
    assert (some.axes["length"].cells is not None) == ("cells" in parts)
    if parts != {*PARTS}:
        with pytest.raises(InputError, match="comes without"):
            some.verify()


def test_parts_that_are_unknown_or_not_there_are_named() -> None:
    with pytest.raises(InputError, match="got texts"):
        whole().only({"texts"})  # type: ignore[arg-type]  # the error is the point
    with pytest.raises(InputError, match="comes without cells"):
        whole().only(set()).only({"cells"})


def test_a_changed_number_is_found_by_its_sum_or_by_the_digest() -> None:
    data = json.loads(whole().dumps())
    data["cell_sources"]["author"] += 1
    with pytest.raises(InputError, match="changed after it was made"):
        Fingerprint.loads(json.dumps(data)).verify()
    data = json.loads(whole().dumps())
    data["axes"]["length"]["counts"][0] += 1
    with pytest.raises(InputError, match=r"axes.length: .*counts add up to n"):
        Fingerprint.loads(json.dumps(data))
    data = json.loads(whole().dumps())
    data["axes"]["length"]["cells"][5][0] += 1
    with pytest.raises(InputError, match="rows of cells add up"):
        Fingerprint.loads(json.dumps(data))


def test_the_digest_does_not_depend_on_version_or_time_and_on_all_else() -> None:
    found = whole()
    assert Fingerprint.loads(changed(version=99, created_at=None)).compute_digest() == found.digest
    changes: dict[str, Any] = {"stream": "x", "segment": "x", "window": None, "authors": 1, "offsets": []}
    for field, value in changes.items():
        assert Fingerprint.loads(changed(**{field: value})).compute_digest() != found.digest


def test_the_digest_of_a_known_document_never_changes() -> None:
    # Stored digests must stay true: a change here is a new format.
    assert whole().digest == "sha256:6dc0df256d7575a1f9ad303e49c3d73aad3b6fd2b2fd4bac78e2092a6462d43c"


def test_a_field_that_is_added_later_leaves_the_digests_of_earlier_documents_true() -> None:
    class LaterAxis(AxisFingerprint):
        interval: list[float] | None = None

    class Later(Fingerprint):
        axes: dict[str, LaterAxis]  # type: ignore[assignment]  # each is an AxisFingerprint, too
        heaviest_author: float | None = None

    earlier = whole()
    Later.loads(earlier.dumps()).verify()
    later = Later.loads(json.dumps(json.loads(earlier.dumps()) | {"heaviest_author": 0.2}))
    assert later.compute_digest() != earlier.digest


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is JSON, this is not"),
        ("{", "is JSON, this is not"),
        ("[1]", "this document does not"),
        ('{"format": "other/1"}', "this document does not"),
        ('{"format": "prodshape.fingerprint/2"}', "reads prodshape.fingerprint/1"),
        ('{"format": "prodshape.fingerprint/1"}', "kind: Field required"),
        (changed(messages="60"), "messages: Input should be a valid integer"),
        (changed(messages=-1), "messages: Input should be greater than or equal to 0"),
        (changed(messages=1.5), "messages"),
        (changed(extra=1), "extra: Extra inputs are not permitted"),
        (changed(digest="md5:1"), "digest"),
        (changed(created_at="2026-11-08T00:00:00"), "created_at: .*timezone"),
    ],
)
def test_other_documents_are_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Fingerprint.loads(text)


def test_the_schema_accepts_documents_and_refuses_others() -> None:
    schema = Fingerprint.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = json.loads(whole().dumps())
    validator.validate(data)
    validator.validate(json.loads(whole().only(set()).dumps()))
    for broken in (data | {"extra": 1}, data | {"messages": -1}, {key: data[key] for key in data if key != "axes"}):
        assert not validator.is_valid(broken)


def test_a_fingerprint_is_read_and_compared_without_the_measuring_libraries() -> None:
    code = """
import sys
for name in ("river", "msgspec", "zstandard", "sqlalchemy", "kafka", "fastapi"):
    sys.modules[name] = None
import prodshape.fingerprint, prodshape.comparison, prodshape.divergences
from prodshape.fingerprint import Fingerprint
found = Fingerprint.loads(sys.stdin.read())
found.verify()
print(prodshape.comparison.compare(found, found).comparable)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], input=whole().dumps(), text=True, capture_output=True, check=False
    )
    assert (done.stdout, done.stderr) == ("True\n", "")
