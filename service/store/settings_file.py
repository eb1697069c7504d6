"""The YAML file of the settings: read whole, or refused with the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml import MappingNode, MarkedYAMLError, SafeLoader, YAMLError, compose, load

from prodshape.errors import ConfigurationError
from service.store.setting_names import unknown_setting

if TYPE_CHECKING:
    from pathlib import Path

    from yaml import Node

_DEPTH = 3
"""Settings, streams, one stream: deeper there are no names of ours."""


def read_file(path: Path) -> dict[str, Any]:
    """Read a settings file; an empty one has no settings.

    Raises:
        ConfigurationError: it is no YAML, holds no names, says something twice, or names what is no setting. Values
            stay out of the sentence: they may be secret.
    """
    try:
        text = path.read_text("utf-8")
        repeated = _repetition(compose(text, SafeLoader), _DEPTH)
        found = load(text, SafeLoader)
    except (YAMLError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(
            f"The settings file {path} cannot be read as YAML in UTF-8: {_reason(error)}."
        ) from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ConfigurationError(
            f"The settings file {path} must hold names with values, such as `group: prodshape`, and holds a"
            f" {type(found).__name__}."
        )
    if repeated is not None:
        raise ConfigurationError(f"The settings file {path} says something twice: {repeated}. Only one could count.")
    unknown = unknown_setting(found, str(path))
    if unknown is not None:
        raise ConfigurationError(unknown)
    return found


def _repetition(node: Node | None, depth: int) -> str | None:
    """Find a name that stands twice: the loader would drop the first, a whole stream perhaps."""
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


def _reason(error: Exception) -> str:
    if isinstance(error, MarkedYAMLError) and error.problem_mark is not None:
        # Not str(error): that quotes the line, and with it perhaps a password.
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return getattr(error, "reason", None) or type(error).__name__
