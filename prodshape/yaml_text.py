"""YAML that people write: read whole, or refused with the line. Its values stay out of what is said: they may be secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml import MappingNode, MarkedYAMLError, SafeLoader, YAMLError, compose, load

if TYPE_CHECKING:
    from yaml import Node

DEPTH = 5
"""So deep names are looked at for standing twice."""


class UnreadableError(ValueError):
    """The text is no YAML; the message says why and where, without the value."""


class RepeatedError(ValueError):
    """A name stands twice in one place; the message names both lines."""


def read(text: str, depth: int = DEPTH) -> Any:
    r"""Read one document.

    Args:
        text: of the file.
        depth: how deep a name may not stand twice: a loader would drop the first, with all below it.

    Raises:
        UnreadableError: it is no YAML.
        RepeatedError: a name stands twice.

    Example:
        >>> read("tolerance: 0.1")
        {'tolerance': 0.1}
        >>> read("typos: 1\ntypos: 2")
        Traceback (most recent call last):
        prodshape.yaml_text.RepeatedError: typos stands on line 1 and on line 2
    """
    try:
        repeated = _repetition(compose(text, SafeLoader), depth)
        found = load(text, SafeLoader)
    except YAMLError as error:
        raise UnreadableError(_reason(error)) from None
    if repeated is not None:
        raise RepeatedError(repeated)
    return found


def _repetition(node: Node | None, depth: int) -> str | None:
    """Find a name that stands twice in one place."""
    if not isinstance(node, MappingNode) or not depth:
        return None
    lines: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            return f"{name} stands on line {lines[name]} and on line {line}"
        lines[name] = line
        found = _repetition(value, depth - 1)
        if found is not None:
            return found
    return None


def _reason(error: YAMLError) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        # Not str(error): that quotes the line, and with it perhaps a password.
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return getattr(error, "reason", None) or type(error).__name__
