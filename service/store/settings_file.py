"""The YAML file of the settings: read whole, or refused with the line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from prodshape import yaml_text
from prodshape.errors import ConfigurationError
from service.store.setting_names import unknown_setting

if TYPE_CHECKING:
    from pathlib import Path

_DEPTH = 3
"""Settings, streams, one stream: deeper there are no names of ours."""


def read_file(path: Path) -> dict[str, Any]:
    """Read a settings file; an empty one has no settings.

    Raises:
        ConfigurationError: it is no YAML, holds no names, says something twice, or names what is no setting. Values
            stay out of the sentence: they may be secret.
    """
    try:
        found = yaml_text.read(path.read_text("utf-8"), _DEPTH)
    except yaml_text.RepeatedError as error:
        raise ConfigurationError(
            f"The settings file {path} says something twice: {error}. Only one could count."
        ) from None
    except yaml_text.UnreadableError as error:
        raise ConfigurationError(f"The settings file {path} cannot be read as YAML in UTF-8: {error}.") from None
    except (UnicodeDecodeError, OSError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "reason", None) or type(error).__name__
        raise ConfigurationError(f"The settings file {path} cannot be read as YAML in UTF-8: {reason}.") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ConfigurationError(
            f"The settings file {path} must hold names with values, such as `group: prodshape`, and holds a"
            f" {type(found).__name__}."
        )
    unknown = unknown_setting(found, str(path))
    if unknown is not None:
        raise ConfigurationError(unknown)
    return found
