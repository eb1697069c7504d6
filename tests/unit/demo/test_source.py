from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from consumers.demo.source import OwnFile
from prodshape.datafiles.base import Fields
from prodshape.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_first_part_becomes_history_and_the_rest_is_live(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    lines = [json.dumps({"q": f"text {number}", "who": f"w{number % 3}"}) for number in range(40)]
    path.write_text("\n".join(["nonsense", *lines]))
    own = OwnFile(str(path), Fields("q", author="who"))
    history = list(own.history(0, 48_000_000))
    recent = list(own.recent(len(history)))

    assert (own.readable, own.live) == (40, 20)
    assert [message.text for message in history] + [text for text, _ in recent] == [f"text {n}" for n in range(40)]
    assert [message.time_ms for message in history[:5]] == [0, 2_400_000, 4_800_000, 7_200_000, 9_600_000]
    assert history[4].author == "w1"
    assert recent[0] == ("text 20", "w2")


def test_a_later_start_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("".join(f"{number}\n" for number in range(20)))
    own = OwnFile(str(path), Fields())

    assert [text for text, _ in own.recent(18)] == ["18", "19"]
    assert list(own.recent(20)) == []


@pytest.mark.parametrize(("rows", "live"), [(2, 1), (3, 1), (40, 20), (600, 250), (1200, 300), (20_000, 3_000)])
def test_something_is_live_and_lasts_until_the_clock_has_caught_up(tmp_path: Path, rows: int, live: int) -> None:
    path = tmp_path / "own.txt"
    path.write_text("".join(f"{number}\n" for number in range(rows)))
    own = OwnFile(str(path), Fields())

    assert own.live == live
    assert own.rate(60.0, most=40.0) == min(40.0, live / 60.0)


def test_a_file_without_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"q": "a"}\n{"q": "b"}\n')
    with pytest.raises(InputError, match="at least two rows with a text in 'text', it has 0"):
        OwnFile(str(path), Fields())
