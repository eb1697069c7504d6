from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from prodshape.fingerprint import CellSources, Fingerprint, Window
from prodshape.staleness import cautions

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def production(end: datetime, created: datetime | None) -> Fingerprint:
    return Fingerprint(
        kind="production",
        stream="default",
        digest="sha256:" + 64 * "0",
        created_at=created,
        window=Window(start=end - timedelta(days=7), end=end),
        messages=0,
        authors=None,
        cell_sources=CellSources(author=0, conversation=0, key=0, record=0),
        axes={},
    )


@pytest.mark.parametrize(
    ("ago", "behind", "told"),
    [
        (timedelta(hours=1), timedelta(minutes=1), []),
        (timedelta(days=5), timedelta(minutes=1), ["Production was counted up to 2026-11-20 12:00 UTC, 5 days ago."]),
        (timedelta(hours=9), timedelta(hours=8), ["its window lay 8 hours behind real time"]),
        (timedelta(days=5), timedelta(days=3), ["5 days ago", "3 days behind real time"]),
    ],
)
def test_a_window_of_the_past_is_told(ago: timedelta, behind: timedelta, told: list[str]) -> None:
    end = NOW - ago
    found = cautions(production(end, end + behind), NOW)
    assert len(found) == len(told)
    for sentence, part in zip(found, told, strict=True):
        assert part in sentence


def test_a_dataset_has_no_window_to_be_old() -> None:
    assert cautions(production(NOW - timedelta(days=9), None).model_copy(update={"window": None}), NOW) == []
