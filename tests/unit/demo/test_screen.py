from __future__ import annotations

import io
from typing import Any

from rich.console import Console

from consumers.demo.divergence import AxisNow, drift_sentence, mismatch_sentence, nothing_sentence, read_axes
from consumers.demo.screen import Screen
from prodshape.comparison import Side


def side(mean: float, ratio: float | None = None) -> dict[str, Any]:
    return {"version": 1, "n": 900, "mean": mean, "ratio": ratio}


def answer(mismatch: float | None, drift: float | None) -> dict[str, Any]:
    def kind(value: float | None, reference: dict[str, Any]) -> dict[str, Any]:
        if value is None:
            return {"values": {}, "reason": "too few", "reference": None}
        return {"values": {"jensen_shannon": value, "wasserstein": None}, "reason": None, "reference": reference}

    typos = {
        "unit": "share of checkable words",
        "ratio_of": "typos / checkable words",
        "production": side(0.05, 0.041),
        "mismatch": kind(mismatch, side(0.0, 0.0)),
        "drift": kind(drift, side(0.03, 0.02)),
    }
    quiet = {**typos, "mismatch": kind(0.01, side(0.0, 0.0)), "drift": kind(0.02, side(0.0, 0.0))}
    return {"axes": {"aaa": quiet, "typos": typos, "worse": typos, "worst": typos}, "messages": 900}


def test_the_furthest_axis_comes_first_with_its_sides() -> None:
    first, *_, last = read_axes(answer(0.4, None))

    assert (first.name, first.mismatch, first.drift) == ("typos", 0.4, None)
    assert first.dataset == Side(version=1, n=900, mean=0.0, ratio=0.0)
    assert first.baseline is None
    assert last.name == "aaa"


def test_sentences_are_said_only_of_clear_shifts() -> None:
    assert mismatch_sentence(read_axes(answer(0.1, 0.1))) is None
    assert drift_sentence(read_axes(answer(0.4, None))) is None
    assert drift_sentence(read_axes(answer(0.4, 0.3))[2:]) is None, "one or two axes may be chance"

    mismatch, drift = mismatch_sentence(read_axes(answer(0.4, None))), drift_sentence(read_axes(answer(0.4, 0.3)))

    assert mismatch is not None
    assert "on 3 of 4 axes. typos 0.40 (0.0% -> 4.1% typos / checkable words); worse 0.40" in mismatch
    assert drift is not None
    assert "typos 0.30 (2.0% -> 4.1% typos / checkable words); worse" in drift


def test_into_a_pipe_go_sentences_and_the_table_when_asked() -> None:
    out = io.StringIO()
    axes: list[AxisNow] = read_axes(answer(0.4, None))
    with Screen(lambda: 12.4, Console(file=out, highlight=False)) as screen:
        screen.say("A sentence " + "that is long " * 20 + "stays on one line.")
        screen.show(axes, "quiet")
        screen.show(axes, "aloud", also_in_pipes=True)
    text = out.getvalue()

    assert text.splitlines()[0].startswith("   12 s  A sentence that is long")
    assert text.splitlines()[0].endswith("stays on one line.")
    assert "quiet" not in text
    assert "aloud" in text
    assert "0.40 #####" in text


def test_on_a_terminal_the_table_is_redrawn_below_the_sentences() -> None:
    out = io.StringIO()
    with Screen(lambda: 1.0, Console(file=out, force_terminal=True, width=100, highlight=False)) as screen:
        screen.show(read_axes(answer(0.4, 0.3)), "live window")
        screen.say("[brackets] stay")

    assert "live window" in out.getvalue()
    assert "[brackets] stay" in out.getvalue()


def test_a_narrow_terminal_shows_names_and_distances_whole() -> None:
    out = io.StringIO()
    answered = answer(0.4, 0.97)
    answered["axes"]["apostrophes_or_longer"] = answered["axes"].pop("worst")
    with Screen(
        lambda: 1.0, Console(file=out, force_terminal=True, no_color=True, width=60, highlight=False)
    ) as screen:
        screen.show(read_axes(answered), "live window")

    for whole in ("apostrophes_or_longer", "0.40 #####", "0.97 ############"):
        assert whole in out.getvalue()


def test_the_reason_is_told_where_nothing_is_compared() -> None:
    axes = read_axes(answer(None, None))
    assert nothing_sentence(axes) is None, "one axis has a mismatch"
    assert nothing_sentence([]) is None
    assert nothing_sentence([axis for axis in axes if axis.mismatch is None]) == (
        "No mismatch is told, for example of typos: too few"
    )
