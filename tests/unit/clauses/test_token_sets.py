"""Sets of tokens as whole numbers say what loops over flags say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from prodshape.clauses.cues import cues
from prodshape.clauses.token_sets import flags_of, flooded, numbers_of, places_of, set_of, sets_by_bit
from prodshape.messages import Batch

flags = st.lists(st.booleans(), max_size=40)
MESSAGES = ("", "?!", "please help", "@shop hi, so where is it? thanks", "order 4711 is late. why", "ok", "😀")


@given(marked=flags)
def test_a_set_gives_back_the_flags_it_was_made_of(marked: list[bool]) -> None:
    tokens = set_of(np.array(marked, np.bool_))
    assert flags_of(tokens, len(marked)).tolist() == marked
    assert places_of(tokens, len(marked)).tolist() == [place for place, flag in enumerate(marked) if flag]


@given(numbers=st.lists(st.integers(0, 2**64 - 1), max_size=40))
def test_each_bit_has_the_set_of_the_numbers_that_carry_it(numbers: list[int]) -> None:
    sets = sets_by_bit(np.array(numbers, np.uint64))
    assert sets == [sum((number >> bit & 1) << place for place, number in enumerate(numbers)) for bit in range(64)]
    low = [number & 0xFF for number in numbers]
    assert numbers_of(sets[:8], len(numbers)).tolist() == low


@given(marked=flags)
def test_what_is_not_in_a_set_are_the_other_tokens_and_what_lies_beyond_is_not_there(marked: list[bool]) -> None:
    tokens, size = set_of(np.array(marked, np.bool_)), len(marked)
    assert flags_of(~tokens, size).tolist() == [not flag for flag in marked]
    assert flags_of(tokens << 1, size).tolist() == [False, *marked][:size]


@given(rows=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=40))
def test_a_flood_goes_from_a_beginning_as_far_as_it_is_let_through(rows: list[tuple[bool, bool]]) -> None:
    rows = [(begins or not place, through) for place, (begins, through) in enumerate(rows)]
    expected, reached = [], False
    for place, (begins, _) in enumerate(rows):
        reached = begins or (reached and rows[place - 1][1])
        expected.append(reached)
    beginnings, through = (set_of(np.array([row[side] for row in rows], np.bool_)) for side in (0, 1))
    every = (1 << len(rows)) - 1
    assert flags_of(flooded(beginnings, through, every), len(rows)).tolist() == expected


@given(texts=st.lists(st.sampled_from(MESSAGES), max_size=8), seed=st.integers(0, 2**64 - 1))
def test_somewhere_marks_the_messages_that_hold_a_token_of_the_set(texts: list[str], seed: int) -> None:
    batch = Batch.of(texts)
    cue = batch.derived(cues)
    chosen = seed & cue.every
    rows = cue.rows(cue.somewhere(chosen)).tolist()
    assert rows == sorted({int(batch.tokens.messages[token]) for token in cue.places(chosen).tolist()})
    assert cue.rows(cue.last).tolist() == cue.rows(cue.first).tolist() == np.unique(batch.tokens.messages).tolist()
    throughout = [int(message) in rows for message in batch.tokens.messages.tolist()]
    assert cue.flags(cue.throughout(chosen)).tolist() == throughout
