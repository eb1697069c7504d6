"""The page docs/verdicts.md, from the figures."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.verdicts.figures import ENOUGH_AUTHORS, TOLERANCE, share_interval, standard_error
from benchmarks.verdicts.grid import SHIFTED
from benchmarks.verdicts.judged import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "verdicts.md"
RESULT = ROOT / "docs" / "verdicts.json"
GOAL = 0.06
"""Most false alarms, with enough users."""
TITLES = {
    "jensen_shannon": "Jensen-Shannon distance",
    "population_stability_index": "population stability index",
    "wasserstein": "Wasserstein distance",
}


def commit() -> str:
    """The commit that was measured."""
    command = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def save(found: dict[str, Any]) -> None:
    """Write both files."""
    found = _rounded(found)
    RESULT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(render(found), encoding="utf-8")


def render(found: dict[str, Any]) -> str:
    """The page."""
    return (
        "\n".join(
            [
                *_head(found),
                *_alarms(found),
                *_judged(found),
                *_intervals(found),
                *_visible(found),
                *_real(found),
                *_beside(found),
            ]
        )
        + "\n"
    )


def _head(found: dict[str, Any]) -> Iterator[str]:
    n = found["repetitions"]
    yield "# How often verdicts are right"
    yield ""
    yield (
        f"Measured on {found['date']} with `benchmarks/verdicts` (`make bench-verdicts`) in {found['minutes']} minutes (commit {found['commit']}, Python {found['python']}, "
        f"{found['machine']}); nothing on this page is written by hand, and [verdicts.json](verdicts.json) holds the same figures, and more, for "
        f"programs. Every setting was repeated {n} times, so the standard error of a share is {standard_error(0.05, n):.1%} at 5 % and "
        f"{standard_error(0.5, n):.1%} at 50 %; those against as many messages {found['repetitions_same_size']} times."
    )
    yield ""
    yield (
        "Messages are drawn from users who repeat themselves, counted into a pane with author cells, frozen into a fingerprint and compared with "
        "that of a reference, all by the code that runs in production. The axes: seven things that messages have or not, at rates of 2 to 60 %, "
        "where every user has a rate of their own (beta distribution), and a log-normal length in 12 bins. ICC is the intra-class correlation: the share "
        "of the variance that lies between users. *False alarm* and *power* mean: told apart after Holm's correction at 5 %."
    )


def _alarms(found: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## False alarms and power, eight axes"
    yield ""
    shifts = [*SHIFTED]
    heads = ["against", "n", "messages a user, ICC", "users", "false alarm, any axis (95 % interval)"]
    enough = [one for one in found["settings"] if one["authors"] >= ENOUGH_AUTHORS]
    mean = sum(one["false_alarms"] for one in enough) / len(enough)
    sure = sum(_alarm_interval(one, found)[0] > GOAL for one in enough)
    yield (
        f"With {ENOUGH_AUTHORS} users or more: {mean:.1%} false alarms, the mean of {len(enough)} settings; {sure} of them surely above {GOAL:.0%}, that is with an interval "
        "that lies above it as a whole. Intervals are of the repetitions: of twenty settings one may leave its out by chance. Settings against 80,000 rows share "
        "their reference in each repetition, so they are high or low together."
    )
    yield ""
    yield from _table(
        [*heads, *(f"{shift}: any / that axis / alone" for shift in shifts)],
        (
            [
                one["against"],
                f"{one['n']:,}",
                f"{one['each']}, {one['icc']:g}",
                f"{one['authors']:,}",
                f"{one['false_alarms']:.1%} ({' to '.join(f'{end:.1%}' for end in _alarm_interval(one, found))})",
                *(_power(one["power"][shift]) for shift in shifts),
            ]
            for one in found["settings"]
        ),
    )


def _alarm_interval(one: dict[str, Any], found: dict[str, Any]) -> tuple[float, float]:
    same_size = one["against"] != found["settings"][0]["against"]
    return share_interval(one["false_alarms"], found["repetitions_same_size" if same_size else "repetitions"])


def _judged(found: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Verdicts of a contract"
    yield ""
    yield (
        "What `judge` says of whole windows, by a contract over the eight axes and against 80,000 independent rows: within / breach / undecided. One axis (20 %) moved by "
        f"a true distance, the others did not. A contract asks for {ENOUGH_AUTHORS} authors unless it says otherwise, so with fewer every verdict is undecided."
    )
    yield ""
    cases = found["judged"][0]["cases"]
    yield from _table(
        [
            "n",
            "messages a user, ICC",
            "users",
            *(f"moved by {one['distance']:g}, tolerance {one['tolerance']:.2f}" for one in cases),
        ],
        (
            [
                f"{one['n']:,}",
                f"{one['each']}, {one['icc']:g}",
                f"{one['authors']:,}",
                *(" / ".join(f"{case[name]:.1%}" for name in OUTCOMES) for case in one["cases"]),
            ]
            for one in found["judged"]
        ),
    )


def _power(one: dict[str, float]) -> str:
    return " / ".join(f"{one[key]:.0%}" for key in ("any", "axis", "alone"))


def _intervals(found: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Intervals"
    yield ""
    yield (
        "The share of the 95 % intervals that hold the truth, over axes that 2 % or 20 % of the messages show and over the length, at true "
        "Jensen-Shannon distances from 0 to .2; the two other measures at the same populations."
    )
    for title, key in ((f"{ENOUGH_AUTHORS} users or more", "enough_authors"), ("all settings", "all")):
        yield ""
        yield f"### {title}"
        yield ""
        yield from _table(
            ["measure", "true distance", "mean", "least", "most", "settings", "where it is least"],
            (
                [
                    TITLES[row["divergence"]],
                    f"{row['distance']:g}",
                    f"{row['mean']:.1%}",
                    f"{row['least']:.1%}",
                    f"{row['most']:.1%}",
                    str(row["settings"]),
                    row["least_of"],
                ]
                for row in found["coverage"][key]
            ),
        )
    yield ""
    yield "### Width, and what it makes of a tolerance"
    yield ""
    yield (
        f"The median width of the interval of the Jensen-Shannon distance of a thing that 20 % of the messages show, at a true distance of .05, and how often "
        f"an interval lies below a tolerance of {TOLERANCE:g} (within), above it (breach) or around it (undecided), over all three kinds of axes. At a true distance "
        f"of {TOLERANCE:g} both are wrong to the same degree."
    )
    yield ""
    distances = [*found["settings"][0]["verdicts"]]
    yield from _table(
        [
            "against",
            "n",
            "messages a user, ICC",
            "width",
            *(f"at {one}: within / breach / undecided" for one in distances),
        ],
        (
            [
                one["against"],
                f"{one['n']:,}",
                f"{one['each']}, {one['icc']:g}",
                f"{_width(one):.3f}",
                *(" / ".join(f"{share:.0%}" for share in one["verdicts"][at].values()) for at in distances),
            ]
            for one in found["settings"]
        ),
    )


def _width(one: dict[str, Any]) -> float:
    widths = [
        row["width"]["jensen_shannon"]
        for row in one["intervals"]
        if (row["kind"], row["distance"]) == ("rate 20%", 0.05)
    ]
    return float(widths[0])


def _visible(found: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Smallest visible shift, and messages needed"
    yield ""
    yield (
        "The smallest visible shift is the distance that is told from none with a probability of 80 % on one axis. Here the median of what "
        "unchanged windows state, and how often a shift of just that size was in fact told apart."
    )
    yield ""
    yield from _table(
        ["n", "messages a user, ICC", "axis", "stated distance", "told apart (p below .05)", "interval above 0"],
        (
            [
                f"{one['n']:,}",
                f"{one['each']}, {one['icc']:g}",
                kind,
                f"{row['distance']:.4f}",
                f"{row['rejected']:.1%}",
                f"{row['above_zero']:.1%}",
            ]
            for one in found["settings"]
            for kind, row in one["visible"].items()
        ),
    )
    yield ""
    yield (
        "Undecided windows say how many times as many messages would decide. Here the median of that, and how often so many messages did "
        "decide; it is planned for 80 %."
    )
    yield ""
    yield from _table(
        [
            "axis",
            "n",
            "messages a user, ICC",
            "true distance",
            "tolerance",
            "undecided",
            "times as many",
            "then decided",
        ],
        (
            [
                one["kind"],
                f"{one['n']:,}",
                f"{one['each']}, {one['icc']:g}",
                f"{one['distance']:g}",
                f"{one['tolerance']:g}",
                f"{one['undecided']:.1%}",
                f"{one['factor']:.1f}",
                f"{one['decided']:.1%}",
            ]
            for one in found["needed"]
        ),
    )


def _real(found: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Real chat turns, all axes"
    yield ""
    stream = found["real"]
    if stream is None:
        yield "Not measured: the data are not there (`PRODSHAPE_DATA`)."
        return
    alarms = ", ".join(f"{name} {count} times" for name, count in stream["alarms"].items()) or "none"
    yield (
        f"{stream['turns']:,} turns of {stream['conversations']:,} conversations on {stream['axes']} axes. Split in two by conversation at random, {stream['splits']} times: "
        f"**{stream['false_alarms']:.1%}** of the splits with a false alarm on any axis ({alarms}); {stream['reach_zero']:.1%} of the intervals of the Jensen-Shannon "
        f"distance reach 0, and none ends above {stream['widest']:.3f}."
    )
    yield ""
    yield (
        f"Windows drawn from the same turns with replacement, message by message or by whole conversations, against 80,000 turns drawn one by one "
        f"({stream['repetitions']} times), beside a further axis on which .20 or .25 of the messages show something:"
    )
    yield ""
    yield from _table(
        ["drawn", "n", "false alarm, any axis", ".20 to .25: any / that axis / alone"],
        ([one["messages"], f"{one['n']:,}", f"{one['false_alarms']:.1%}", _power(one)] for one in stream["windows"]),
    )


def _beside(found: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "## Beside other tools"
    yield ""
    yield (
        "Windows against as many messages of the same kind of users, each tool with its own defaults, on the same numbers (the length as its bin), "
        f"{found['repetitions_beside']} times. Tools that are not in the table are not installed; NannyML and alibi-detect are not in `requirements-bench.lock`."
    )
    yield ""
    yield from _table(
        ["tool", "n", "messages a user, ICC", "false alarm, any of 8 axes", ".20 to .25: any / that axis"],
        (
            [
                one["tool"],
                f"{one['n']:,}",
                f"{one['each']}, {one['icc']:g}",
                f"{one['false_alarms']:.1%}",
                f"{one['any']:.0%} / {one['axis']:.0%}",
            ]
            for one in found["beside"]
        ),
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    return [_rounded(one) for one in value] if isinstance(value, list) else value
