"""The figures to beat, each with the section of the research notes that it comes from, and the goals of the issue.

A bar belongs to a figure of a file of this folder, by axis and name; what no file measures is not listed. Where the research measured on
files that we do not have (its held-out sets), the bar stands beside the figure on the nearest file of the same kind, and `note` says so.
"""

from __future__ import annotations

from typing import NamedTuple

_STYLE = "axes-typos-register, 7"
_INTENT = "axes-intents, 1"
_FRAGMENT = "axes-intents, 2"
_SWITCH = "axes-intents, 3"
_TOKENS = "axes-intents, 4"
_ISSUE = "goal of the issue"


class Bar(NamedTuple):
    """What a figure must reach.

    Attributes:
        axis: the axis.
        figure: the name of the figure in its file.
        at_least: the least that is good enough, or None.
        at_most: the most that is good enough, or None; exactly one of the two is set.
        source: where the bar is from.
        goal: what we go for, or None.
        note: how the bar's data differ from ours, or empty.
    """

    axis: str
    figure: str
    at_least: float | None
    at_most: float | None
    source: str
    goal: float | None = None
    note: str = ""

    def met(self, figure: float) -> bool:
        """Is the figure good enough?"""
        if self.at_least is not None:
            return figure >= self.at_least
        return self.at_most is not None and figure <= self.at_most

    def __str__(self) -> str:
        return f">= {self.at_least:g}" if self.at_least is not None else f"<= {self.at_most:g}"


BARS: tuple[Bar, ...] = (
    Bar("typos", "support messages: F1", 0.75, None, _STYLE, 0.85),
    Bar("typos", "support messages: precision", 0.73, None, _STYLE, 0.85),
    Bar("typos", "support messages, by message: precision", 0.72, None, _STYLE),
    Bar("typos", "support messages, by message: recall", 0.77, None, _STYLE),
    Bar("apostrophes", "lexnorm: F1", 0.97, None, _STYLE, None, "bar: LexNorm test; here: train"),
    Bar(
        "abbreviations",
        "lexnorm: F1",
        0.89,
        None,
        _STYLE,
        0.93,
        "bar: LexNorm test, with a list mined from train; here: train",
    ),
    Bar("emoji", "own cases: right", 1.0, None, _STYLE),
    Bar(
        "politeness",
        "wikipedia: area under the curve, by score",
        0.60,
        None,
        _STYLE,
        0.68,
        "bar: StackExchange; here: Wikipedia",
    ),
    Bar("intents", "banking77, in no fit: false multi", None, 0.023, _INTENT, None, "bar: test; here: train"),
    Bar("intents", "clinc150, in no fit: false multi", None, 0.01, _INTENT, None, "bar: test; here: validation"),
    Bar("intents", "sgd: false multi", None, 0.042, _INTENT, None, "bar: test; here: dev"),
    Bar("intents", "multidogo: exact", 0.86, None, _INTENT, None, "bar: the least of four domains, test; here: train"),
    Bar("intents", "real messages: false multi", None, 0.005, _ISSUE),
    Bar(
        "intents",
        "banking77 joined, in no fit, known connectives: F1 of multi",
        0.907,
        None,
        _INTENT,
        0.93,
        "our own joining",
    ),
    Bar(
        "intents",
        "banking77 joined, in no fit, other connectives: F1 of multi",
        0.72,
        None,
        _INTENT,
        0.93,
        "our own joining",
    ),
    Bar(
        "intents",
        "clinc150 joined, in no fit, other connectives: F1 of multi",
        0.667,
        None,
        _INTENT,
        0.93,
        "our own joining",
    ),
    Bar("fragments", "ewt_dev lower, no marks: accuracy", 0.92, None, _FRAGMENT, None, "bar: EWT test; here: dev"),
    Bar(
        "fragments",
        "ewt_dev lower, no marks: F1 of fragments",
        0.885,
        None,
        _FRAGMENT,
        0.92,
        "bar: EWT test; here: dev",
    ),
    Bar("code_switching", "hinglish: F1", 0.81, None, _SWITCH, 0.90, "bar: test; here: train, in-domain"),
    Bar("code_switching", "banking77: false positives", None, 0.002, _SWITCH),
    Bar("code_switching", "multidogo: false positives", None, 0.003, _SWITCH),
    Bar("code_switching", "mono es: false positives", None, 0.06, _SWITCH),
    Bar("code_switching", "mono pt: false positives", None, 0.06, _SWITCH),
    Bar("language", "first 4 words, Latin script: accuracy", 0.955, None, _SWITCH, 0.97),
    Bar("language", "first 8 words, Latin script: accuracy", 0.987, None, _SWITCH),
    Bar("language", "whole sentences: accuracy", 0.97, None, _ISSUE),
    Bar("language", "hinglish: called hi", 0.81, None, _SWITCH),
    Bar("language", "multidogo: called en", 0.934, None, _SWITCH, None, "best library there: fastText"),
    Bar("length_tokens", "banking77: mean error of a message", None, 0.05, _TOKENS),
    Bar("length_tokens", "hinglish: mean error of a message", None, 0.17, _TOKENS),
    Bar("length_tokens", "20 languages: mean error of a message", None, 0.26, _TOKENS, None, "bar: ten languages"),
)


def bar_of(axis: str, figure: str) -> Bar | None:
    """The bar of a figure, if it has one.

    Example:
        >>> str(bar_of("typos", "support messages: F1"))
        '>= 0.75'
    """
    return next((bar for bar in BARS if (bar.axis, bar.figure) == (axis, figure)), None)
