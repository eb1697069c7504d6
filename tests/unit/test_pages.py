from __future__ import annotations

import numpy as np
import psutil

from prodshape.pages import zeros_by_page


def test_they_take_memory_where_they_are_written_to_and_not_where_they_are_read() -> None:
    process, size = psutil.Process(), 200_000_000
    before = process.memory_info().rss
    table = zeros_by_page((2, size // 2), np.uint8)
    table[1, [0, size // 4, -1]] = 7
    assert int(table.max()) == 7
    assert process.memory_info().rss - before < size // 20
    table[:] = 1
    full = process.memory_info().rss
    assert full - before > size // 2
    del table
    assert full - process.memory_info().rss > size // 2
