"""YAML that people write: read whole, or refused with the line. Its values stay out of what is said: they may be secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml import MappingNode, MarkedYAMLError, SafeLoader, ScalarNode, YAMLError, compose, load

if TYPE_CHECKING:
    from yaml import Node

DEPTH = 5
"""So deep names are looked at for standing twice."""

LARGEST = 100_000
"""Values of a document, each counted as often as an alias repeats it: a few lines could else become millions."""


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
        root = compose(text, SafeLoader)
        large = _size(root, {}) > LARGEST
        repeated = None if large else _repetition(root, depth, {})
        found = None if large else load(text, SafeLoader)
    except YAMLError as error:
        raise UnreadableError(_reason(error)) from None
    except RecursionError:
        raise UnreadableError("it is nested too deep") from None
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError):
        raise UnreadableError("a value is not what its form or tag says, such as a date with a 13th month") from None
    if large:
        raise UnreadableError(f"it has more than {LARGEST:,} values when its aliases are written out")
    if repeated is not None:
        raise RepeatedError(repeated)
    return found


def _size(node: Node | None, known: dict[int, int]) -> int:
    """Count the values below a node, with its own."""
    if node is None or isinstance(node, ScalarNode):
        return 1
    if id(node) not in known:
        inner = [part for pair in node.value for part in pair] if isinstance(node, MappingNode) else node.value
        known[id(node)] = 0  # for an alias that leads back here
        known[id(node)] = 1 + sum(_size(part, known) for part in inner)
    return known[id(node)]


def _repetition(node: Node | None, depth: int, seen: dict[int, int]) -> str | None:
    """Find a name that stands twice in one place; `seen` is how deep was looked below a node already."""
    if not isinstance(node, MappingNode) or depth <= seen.get(id(node), 0):
        return None
    seen[id(node)] = depth
    lines: dict[str, int] = {}
    for key, value in node.value:
        name, line = str(key.value), key.start_mark.line + 1
        if name in lines:
            return f"{name} stands on line {lines[name]} and on line {line}"
        lines[name] = line
        found = _repetition(value, depth - 1, seen)
        if found is not None:
            return found
    return None


def _reason(error: YAMLError) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        # Not str(error): that quotes the line, and with it perhaps a password.
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return getattr(error, "reason", None) or type(error).__name__
