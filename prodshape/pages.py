"""Zeros that take memory page by page, for tables of which little is ever written."""

from __future__ import annotations

import mmap
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def zeros_by_page(shape: tuple[int, ...], dtype: type[np.generic]) -> NDArray[Any]:
    """Zeros that take memory where they are written to, 4 kB at a time, and give all of it back when they are dropped.

    `np.zeros` does so only as long as the allocator takes its blocks from the system and not from what was freed before.

    Example:
        >>> flags = zeros_by_page((1_000_000,), np.bool_)
        >>> flags[7] = True
        >>> flags.nonzero()[0].tolist(), zeros_by_page((0, 3), np.int32).shape
        ([7], (0, 3))
    """
    size = prod(shape)
    if not size:
        return np.zeros(shape, dtype)
    # Private, since a page of shared memory is taken when it is read; and no page of 2 MB for the one byte that is written.
    pages = mmap.mmap(-1, size * np.dtype(dtype).itemsize, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_NOHUGEPAGE"):
        pages.madvise(mmap.MADV_NOHUGEPAGE)
    return np.frombuffer(pages, dtype, size).reshape(shape)
