from __future__ import annotations

import os
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from prodshape.errors import InputError
from prodshape.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("before")
    write_whole(path, "ñ\n")

    assert path.read_bytes() == b"\xc3\xb1\n"
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("before")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", "after")

    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_text() == "after"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=write_whole, args=(pipe, "text"))
    writer.start()

    assert pipe.read_text() == "text"
    writer.join()
    assert pipe.is_fifo()


def test_what_cannot_be_written_gets_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for path in (folder, tmp_path / "absent" / "a.json"):
        with pytest.raises(InputError, match="cannot be written"):
            write_whole(path, "text")

    assert [*tmp_path.iterdir()] == [folder]


def test_a_text_that_cannot_be_written_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("before")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "\ud800")

    assert path.read_text() == "before"
    assert [*tmp_path.iterdir()] == [path]
