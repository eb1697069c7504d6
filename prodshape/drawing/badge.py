"""A verdict as a badge: a shape and the word, so that it is told apart without colours, too."""

from __future__ import annotations

from prodshape.verdict import Outcome

_SHAPES = {
    Outcome.WITHIN: '<circle class="shape" cx="8" cy="8" r="7.5"/><path d="M4.2 8.4L7 11L11.8 5.4"/>',
    Outcome.BREACH: '<path class="shape" stroke="none" d="M5 .5H11L15.5 5V11L11 15.5H5L.5 11V5Z"/><path d="M5 5L11 11M11 5L5 11"/>',
    Outcome.UNDECIDED: '<path class="shape" stroke="none" d="M8 0L16 8L8 16L0 8Z"/><path d="M4.5 8H11.5"/>',
}


def badge(outcome: Outcome, *, warning: bool = False) -> str:
    """The badge as HTML; a warning is told as one.

    Example:
        >>> badge(Outcome.WITHIN).endswith("within</span>")
        True
    """
    told = " (warning)" if warning else ""
    return (
        f'<span class="verdict {outcome}"><svg viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[outcome]}</svg>'
        f"{outcome}{told}</span>"
    )
