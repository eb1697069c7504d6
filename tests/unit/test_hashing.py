from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prodshape.hashing import _R, hash_stretches, mix64


@given(st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=6), st.booleans())
def test_a_hash_is_the_sum_that_its_formula_says(texts: list[str], rare: bool) -> None:
    """With and without code points beyond those that are looked up: one of them in a batch changes no other hash."""
    texts = [*texts, "\U00020bb7野家"] if rare else texts
    ends = np.cumsum([len(text) for text in texts])
    points = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    sums = [
        sum(int(mix64(np.array([ord(c)], np.uint64))[0]) * _R**i for i, c in enumerate(text)) % 2**64 for text in texts
    ]
    found = hash_stretches(points, ends - [len(text) for text in texts], ends)
    assert found.tolist() == mix64(np.array(sums, np.uint64)).tolist()
