"""A dotted path into nested values: `messages.-1.content`."""

from __future__ import annotations

from typing import Any, Final

MISSING: Final = object()
"""What `DottedPath.find` returns where the path leads nowhere."""


class DottedPath:
    """Follows names through objects and whole numbers through lists (negative ones count from the end).

    A field whose own name contains the dots wins over the path.

    Example:
        >>> DottedPath("a.0.b").find({"a": [{"b": 7}]})
        7
        >>> DottedPath("a.b").find({"a.b": 1, "a": {"b": 2}})
        1
        >>> DottedPath("a.c").find({"a": {"b": 2}}) is MISSING
        True
    """

    def __init__(self, path: str) -> None:
        """Split the path once."""
        self.path = path
        self.parts = tuple(path.split("."))

    def find(self, value: Any) -> Any:
        """Return what the path leads to, or `MISSING`."""
        if isinstance(value, dict) and self.path in value:
            return value[self.path]
        if len(self.parts) == 1:
            return MISSING
        for part in self.parts:
            if isinstance(value, dict):
                if part not in value:
                    return MISSING
                value = value[part]
            elif isinstance(value, list):
                try:
                    value = value[int(part)]
                except (ValueError, IndexError):
                    return MISSING
            else:
                return MISSING
        return value
