"""A replay comes in other batches, so a judgement must not depend on them in its last bit."""

from __future__ import annotations

import itertools

import pytest

from prodshape.clauses.boundaries import boundaries
from prodshape.messages import Batch

FIRST = ("where is my parcel", "i want to cancel my plan", "the app keeps crashing", "can you resend the invoice")
JOINTS = (" and ", ". also ", ", btw ", " ", "\n", "? oh and ", " - plus ")
SECOND = ("do u ship to canada", "how do i change my email", "why was i charged twice", "please update my address")
TEXTS = ["".join(parts) for parts in itertools.product(FIRST, JOINTS, SECOND)]


@pytest.mark.parametrize("size", [1, 3, 64])
def test_a_place_is_judged_the_same_to_the_bit_in_any_batch(size: int) -> None:
    whole = boundaries(Batch.of(TEXTS)).weights.tobytes()
    parts = [boundaries(Batch.of(TEXTS[at : at + size])).weights.tobytes() for at in range(0, len(TEXTS), size)]

    assert len(whole) > 8 * 100, "too few places to tell"
    assert b"".join(parts) == whole
