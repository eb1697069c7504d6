"""Marked code points as the inside of a regular-expression class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def ranges(flags: NDArray[np.bool_]) -> str:
    """Write the marked code points, `bool[p]`, as ranges.

    Example:
        >>> import re
        >>> flags = np.zeros(128, np.bool_)
        >>> flags[[97, 98, 99]] = True
        >>> re.findall(f"[{ranges(flags)}]+", "cab 1")
        ['cab']
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return "".join(f"{chr(a)}-{chr(b - 1)}" for a, b in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True))
