"""The teacher is tidy, the users are not, and the new app changes how they type: as the axes themselves see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from consumers.demo.teacher import teacher_texts
from consumers.demo.traffic import Shop
from prodshape.comparison import compare
from prodshape.datafiles.base import Fields
from prodshape.file_fingerprint import fingerprint_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from prodshape.fingerprint import Fingerprint

WEEK = (0, 7 * 86_400_000)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], Fingerprint]:
    """Measure texts as a file of them is measured."""
    folder: Path = tmp_path_factory.mktemp("texts")

    def measure(texts: list[str]) -> Fingerprint:
        path = folder / "texts.txt"
        path.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return fingerprint_file(str(path), Fields(), workers=1)

    return measure


def typed(*, run: int, released: bool, count: int = 1500) -> list[str]:
    return [message.text for message in Shop(run=run).history(*WEEK, count=count, released=released)]


def distances(reference: Fingerprint, other: Fingerprint) -> dict[str, float]:
    ranked = compare(reference, other).ranked()
    return {name: axis.values["jensen_shannon"] or 0.0 for name, axis in ranked}


def test_the_teacher_writes_thousands_of_different_tidy_requests() -> None:
    texts = teacher_texts(6000)

    assert len(set(texts)) == 6000
    assert texts == teacher_texts(6000)
    assert texts != teacher_texts(6000, seed=9)
    assert all(text[0].isupper() and text[-1] in ".?" and "\n" not in text for text in texts)


def test_users_write_many_different_messages_on_one_line() -> None:
    texts = typed(run=0, released=False, count=4000)

    assert len(set(texts)) > 2500
    assert not any("\n" in text or "{" in text or not text for text in texts)


def test_users_are_far_from_the_teacher_on_many_axes(measured: Callable[[list[str]], Fingerprint]) -> None:
    far = distances(measured(teacher_texts(1500)), measured(typed(run=0, released=False)))

    assert len([name for name, distance in far.items() if distance > 0.15]) >= 8
    assert min(far["casing"], far["end_mark"], far["length_chars"]) > 0.3


def test_the_new_app_moves_users_and_mere_chance_does_not(measured: Callable[[list[str]], Fingerprint]) -> None:
    before = measured(typed(run=0, released=False))
    moved = distances(before, measured(typed(run=1, released=True)))
    same = distances(before, measured(typed(run=1, released=False)))

    assert max(same.values()) < 0.1
    assert min(moved["casing"], moved["emoji"], moved["fragments"], moved["abbreviations"]) > 0.15


def test_history_is_ordered_within_its_stretch_and_busier_by_day() -> None:
    messages = Shop().history(1000, 1000 + 86_400_000, count=3000)
    times = [message.time_ms for message in messages]
    hours = [time // 3_600_000 % 24 for time in times]

    assert times == sorted(times)
    assert times[0] >= 1000
    assert times[-1] < 1000 + 86_400_000
    assert sum(17 <= hour <= 21 for hour in hours) > 4 * sum(hour < 5 for hour in hours)
    assert {message.channel for message in messages} == {"app", "web"}


def test_nothing_happens_in_no_time() -> None:
    assert Shop().history(1000, 1000, count=0) == []
