"""Which of some numbers carry any of some bits: the commonest question about code points and what stands between tokens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@cache
def _mask(bits: int) -> NDArray[np.uint32]:
    # On a dozen numbers an array of no dimension costs half of what a scalar does, and `!= 0` twice what the cast does.
    return np.array(bits, np.uint32)


def carrying(numbers: NDArray[np.uint32], bits: int) -> NDArray[np.bool_]:
    """Tell which numbers carry any of these bits: `uint32[k]` to `bool[k]`.

    Example:
        >>> carrying(np.array([1, 2, 3, 4], np.uint32), 2 | 4).tolist()
        [False, True, True, True]
    """
    return (numbers & _mask(bits)).astype(np.bool_)
