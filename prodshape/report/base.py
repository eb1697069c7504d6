"""What every format of a report has in common."""

from __future__ import annotations

import unicodedata
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from prodshape.drawing.bars import percent
from prodshape.verdict import Outcome

if TYPE_CHECKING:
    from prodshape.estimate import Estimate
    from prodshape.gate_report import AxisReport, GateReport
    from prodshape.verdict import AxisVerdict

SIGNS = {Outcome.WITHIN: "✓", Outcome.BREACH: "✗", Outcome.UNDECIDED: "?"}
"""A shape beside each word, for who cannot tell the colours."""

_ORDER = (Outcome.BREACH, Outcome.UNDECIDED, Outcome.WITHIN)
_REPLACED = {"Cc", "Cs", "Co", "Cn"}
_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_LEAST_P = 0.001


class Format(ABC):
    """One format of a report; a file of this folder defines one.

    Attributes:
        name: as the file.
        suffix: the ending of file names that asks for it.
    """

    name: ClassVar[str]
    suffix: ClassVar[str]

    @abstractmethod
    def render(self, report: GateReport) -> str:
        """Write a report as text; whatever a contract, a bin or a path is called stays text in it."""


def plain(text: str) -> str:
    r"""Replace what no reader can show or what moves other text: control characters, half surrogates, changes of direction.

    Example:
        >>> plain("a\x1b[2Jb\nc\u202e")
        'a�[2Jb c�'
    """
    return "".join(
        " "
        if char in "\n\r\t"
        else "\ufffd"
        if unicodedata.category(char) in _REPLACED or unicodedata.bidirectional(char) in _DIRECTIONS
        else char
        for char in text
    )


def ranked(report: GateReport, segment: str) -> list[tuple[str, AxisVerdict, AxisReport]]:
    """List the axes of a segment: breaches, then what is undecided, then what is within; the greatest distance first."""
    judged = report.verdict.segments[segment].axes
    found = [(name, axis, report.segments[segment][name]) for name, axis in judged.items()]
    return sorted(found, key=lambda item: (_ORDER.index(item[1].verdict), -(item[1].distance or 0.0), item[0]))


def notices(report: GateReport) -> list[str]:
    """Say what a reader must know of the numbers, segment by segment, each sentence once."""
    found: dict[str, str] = {}
    for name, segment in report.verdict.segments.items():
        for caution in segment.cautions:
            found.setdefault(caution, caution if name == "all" else f"{name}: {caution}")
    return list(found.values())


def amount(value: Estimate, *, share: bool) -> str:
    """Write a number with its interval.

    Example:
        >>> from prodshape.confidence import Interval
        >>> from prodshape.estimate import Estimate
        >>> amount(Estimate(value=0.041, interval=Interval(low=0.035, high=0.047)), share=True)
        '4.1 % (3.5 to 4.7)'
        >>> amount(Estimate(value=18.83), share=False)
        '18.8'
    """
    if value.value is None:
        return "none"
    write = percent if share else _figures
    if value.interval is None:
        return write(value.value)
    low, high = (write(each).removesuffix(" %") for each in (value.interval.low, value.interval.high))
    return f"{write(value.value)} ({low} to {high})"


def _figures(value: float) -> str:
    """Write three figures, so that what stands below each other has as many.

    Example:
        >>> [_figures(value) for value in (0.0693, 19.04, 0.0, 1234.5)]
        ['0.0693', '19.0', '0.00', '1.23e+03']
    """
    return f"{value:#.3g}".removesuffix(".")


def distance(axis: AxisVerdict) -> str:
    """Write a distance with its interval, or a dash."""
    if axis.distance is None:
        return "-"
    if axis.interval is None:
        return f"{axis.distance:.3f}"
    return f"{axis.distance:.3f} ({axis.interval.low:.3f} to {axis.interval.high:.3f})"


def evidence(p: float | None) -> str:
    """Write a p-value.

    Example:
        >>> evidence(0.0301), evidence(1e-9), evidence(None)
        ('.030', '<.001', '-')
    """
    if p is None:
        return "-"
    return "<.001" if p < _LEAST_P else f"{p:.3f}".removeprefix("0")
