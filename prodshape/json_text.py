"""JSON as text, the same for the same content everywhere: spread over lines to be read, or closed up for a digest."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def spread(value: Any) -> str:
    """Give the text that is read and compared: sorted keys, a line per cell, a line end behind the last one.

    Example:
        >>> print(spread({"n": 3, "cells": [[1, 0], [0, 2]]}), end="")
        {
         "cells": [
          [1, 0],
          [0, 2]
         ],
         "n": 3
        }
    """
    return _spread(value, 0) + "\n"


def digest(value: Any) -> str:
    """Give `sha256:` and 64 hex digits over the content, which do not depend on the order of keys.

    Example:
        >>> digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})
        True
    """
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _spread(value: Any, depth: int) -> str:
    """Write JSON over lines: objects are spread, of lists only those that hold lists or objects."""
    inner, outer = "\n" + " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict) and value:
        items = (f"{_compact(key)}: {_spread(value[key], depth + 1)}" for key in sorted(value))
        return "{" + inner + ("," + inner).join(items) + outer + "}"
    if isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[" + inner + ("," + inner).join(_compact(item) for item in value) + outer + "]"
    return _compact(value)


_compact = json.JSONEncoder(sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(", ", ": ")).encode
