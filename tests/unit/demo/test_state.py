from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from consumers.demo.state import DemoState, alone
from prodshape.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    state = DemoState(starts=2, topics=["a", "b"], played_ms=7, released_ms=None, rows=3)
    state.save(tmp_path)

    assert DemoState.load(tmp_path) == state
    assert DemoState.load(tmp_path / "elsewhere") == DemoState()


@pytest.mark.parametrize("content", ["", "{", '{"colour": 1}', "[]"])
def test_a_damaged_state_is_named_with_the_way_out(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(InputError, match="delete the folder to begin anew"):
        DemoState.load(tmp_path)


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(InputError, match="Another demo runs in"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match=r"must write to its folder .*file/demo.*Not a directory.*--state"),
        alone(tmp_path / "file" / "demo"),
    ):
        pass
