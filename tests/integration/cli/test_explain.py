"""`prodshape explain` as it is run: with a terminal, into a pipe, from standard input."""

from __future__ import annotations

import io
import json
import subprocess
import sys

from rich.console import Console

from prodshape.axes import all_axes
from prodshape.cli.explain import show, visible
from prodshape.explanation import explain

STORY = "hi i returnd the thing"


def run(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "prodshape.cli", "explain", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False)


def test_it_shows_tokens_bins_and_reasons_without_colour_in_a_pipe() -> None:
    ended = run(STORY)
    shown = ended.stdout.decode()

    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "hi i returnd[typo] the thing" in shown
    assert "5 tokens:" in shown
    assert "returnd -> returned" in shown
    assert all(f"\n{name} " in shown for name in all_axes())
    assert "\x1b" not in shown


def test_words_without_quotes_are_one_message() -> None:
    assert run(*STORY.split()).stdout == run(STORY).stdout


def test_it_is_coloured_in_a_terminal() -> None:
    out = io.StringIO()
    show(explain([STORY])[0], Console(file=out, force_terminal=True, color_system="standard", width=160), all_axes())

    assert "\x1b[1;31mreturnd" in out.getvalue()


def test_json_is_one_object_a_line() -> None:
    ended = run("--json", "-", given=b"hi\nwhere is it?\n")
    first, second = map(json.loads, ended.stdout.splitlines())

    assert first["text"] == "hi"
    assert first["tokens"] == [[0, 2, "word", True]]
    assert second["axes"]["end_mark"]["bin"] == "question"


def test_a_line_that_is_no_text_is_named_and_the_others_are_explained() -> None:
    ended = run("--json", "-", given=b"one\n\xff\xfe\nthree\n")

    assert [json.loads(line)["text"] for line in ended.stdout.splitlines()] == ["one", "three"]
    assert b"line 2 of the input is refused: invalid_utf8" in ended.stderr


def test_empty_input_is_said() -> None:
    ended = run("-")

    assert ended.returncode == 3
    assert b"no message on standard input" in ended.stderr


def test_a_message_cannot_steer_the_terminal() -> None:
    ended = run("a\x1b[31mb", "\u202ec\n")

    assert b"\x1b" not in ended.stdout
    assert b"a\\x1b[31mb \\u202ec\\n" in ended.stdout
    assert visible("👩‍👧") == "👩‍👧"
