"""However many processes count a file, the fingerprint is the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from prodshape import file_fingerprint
from prodshape.datafiles.base import Fields
from prodshape.errors import InputError
from prodshape.file_fingerprint import fingerprint_file

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = Fields("prompt", author="who")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A file of several blocks, so that several processes share it: long rows, since time goes by row."""
    path = tmp_path / "train.jsonl"
    with path.open("w") as file:
        for number in range(2000):
            row = {"prompt": f"request {number} pls " * (number % 5), "who": f"w{number % 90}", "context": "x" * 5000}
            file.write(json.dumps(row) + "\n")
            if number % 100 == 0:
                file.write("nonsense\n")
    return path


def test_the_number_of_processes_changes_no_byte(data: Path) -> None:
    progress: list[tuple[int, int]] = []
    alone = fingerprint_file(str(data), FIELDS, workers=1)
    together = fingerprint_file(str(data), FIELDS, workers=2, on_progress=lambda *done: progress.append(done))

    assert data.stat().st_size > 4 * 2**21, "the file must be cut into enough blocks for several processes"
    assert alone.dumps() == together.dumps()
    assert alone.messages == 2000
    assert alone.source is not None
    assert alone.source.refused == {"bad_json": 20}
    assert progress == sorted(progress)
    assert progress[-1] == (data.stat().st_size, 2020)


def test_the_size_of_blocks_and_batches_changes_no_byte(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fingerprint_file(str(data), FIELDS, workers=1)
    monkeypatch.setattr(file_fingerprint, "BATCH", 37)

    assert fingerprint_file(str(data), FIELDS, workers=1).dumps() == whole.dumps()


def test_the_order_of_rows_moves_the_sample_only(data: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned.jsonl"
    turned.write_text("".join(sorted(data.read_text().splitlines(keepends=True))))
    first, second = (fingerprint_file(str(path), FIELDS, workers=1) for path in (data, turned))

    assert first.only({"summary", "cells", "vocabulary"}).axes == second.only({"summary", "cells", "vocabulary"}).axes
    assert first.digest != second.digest


def test_without_authors_every_row_is_its_own_and_their_number_is_unknown(data: Path) -> None:
    found = fingerprint_file(str(data), Fields("prompt"), workers=1)

    assert found.authors is None
    assert found.cell_sources.record == found.messages == 2000


def test_a_conversation_stands_in_where_the_author_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "chat.jsonl"
    rows = [
        {"text": "hi", "who": "ada"},
        {"text": "hi", "talk": 7},
        {"text": "hi", "who": "", "talk": 7},
        {"text": "hi"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = fingerprint_file(str(path), Fields(author="who", conversation="talk"))

    assert found.cell_sources.model_dump() == {"author": 1, "conversation": 2, "key": 0, "record": 1}
    assert found.authors == 2


def test_no_process_is_too_few() -> None:
    with pytest.raises(InputError, match="at least one process, got 0"):
        fingerprint_file("train.jsonl", FIELDS, workers=0)
