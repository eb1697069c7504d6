from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from prodshape.axes.base import Column, Grid
from prodshape.block import Block
from prodshape.definitions import AxisDefinition
from prodshape.errors import InputError
from prodshape.measurement import Measurer, check
from tests.measured import DEFINITIONS, LENGTH

FAULTS = AxisDefinition.make(
    "faults", 1, unit="faults", grid=Grid.numeric((0, 1)), grids={"fine": Grid.numeric((0, 1, 2))}, vocabulary=("teh",)
)


def column(**more: Any) -> Column:
    fields: dict[str, Any] = {"codes": np.array([0, -1], np.int16), "grids": {"fine": np.array([3, 0], np.int16)}}
    return Column(**fields | more)


def test_a_column_that_fits_passes() -> None:
    check(FAULTS, column(words=(np.array([1]), np.array([0], np.int32))), 2)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"codes": np.array([0, 3], np.int16)}, "axis faults gave codes from 0 to 3, and has 3 bins"),
        ({"codes": np.array([0, -2], np.int16)}, "codes from -2 to 0"),
        ({"codes": np.array([0], np.int16)}, "1 codes for 2 messages"),
        ({"grids": {"fine": np.array([4, 0], np.int16)}}, "grid fine of the axis faults gave codes from 0 to 4"),
        ({"grids": {}}, r"declares the grids \['fine'\] and gave \[\]"),
        ({"numerators": np.array([1, 2])}, "numerator without a denominator"),
        ({"numerators": np.array([1, -2]), "denominators": np.array([1, 2])}, "a negative one"),
        ({"words": (np.array([0]), np.array([1], np.int32))}, "out of range"),
        ({"words": (np.array([2]), np.array([0], np.int32))}, "out of range"),
        ({"words": (np.array([0, 1]), np.array([0], np.int32))}, "2 rows and 1 entries"),
    ],
)
def test_a_column_that_would_count_elsewhere_is_refused(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        check(FAULTS, column(**wrong), 2)


def test_all_axes_measure_and_are_defined() -> None:
    measurer = Measurer()
    found = measurer.measure(["where is my refund", ""])
    assert found.n == 2
    assert [*found.columns] == sorted(measurer.definitions)
    for definition in measurer.definitions.values():
        assert AxisDefinition.from_json(json.loads(json.dumps(definition.to_json()))) == definition


def test_the_key_changes_with_grids_and_words_only() -> None:
    grid = Grid.numeric((0, 1))
    plain = AxisDefinition.make("a", 1, unit="x", grid=grid)
    assert AxisDefinition.make("a", 1, unit="y", grid=grid, ratio="x / y").key == plain.key
    for more in (
        {"grid": Grid.numeric((0, 2))},
        {"grid": Grid.numeric((0, 1), points=(0, 1, 2))},
        {"grids": {"fine": grid}},
        {"vocabulary": ("teh",)},
    ):
        fields: dict[str, Any] = {"unit": "x", "grid": grid}
        assert AxisDefinition.make("a", 1, **fields | more).key.digest != plain.key.digest


def test_a_definition_that_was_changed_or_cut_is_refused() -> None:
    data = LENGTH.to_json()
    with pytest.raises(InputError, match=r"length version 4 says .* It was changed by hand"):
        AxisDefinition.from_json(data | {"vocabulary": ["extra"]})
    with pytest.raises(InputError, match="not an axis definition: KeyError"):
        AxisDefinition.from_json({"name": "length"})
    with pytest.raises(ValueError, match="at most 127 bins"):
        AxisDefinition.make("a", 1, unit="x", grid=Grid.numeric(range(200)))
    assert all(AxisDefinition.from_json(one.to_json()) == one for one in DEFINITIONS.values())


def test_a_block_has_columns_of_one_length_and_named_segments() -> None:
    fields: dict[str, Any] = {"times": [0], "authors": [1], "sources": [0], "segments": ["web"], "positions": [5]}
    with pytest.raises(ValueError, match="1 texts, 2 times"):
        Block.of(["a"], **fields | {"times": [0, 1]})
    block = Block.of(["a"], **fields)
    with pytest.raises(ValueError, match="index into the 0 names, got 0"):
        Block(block.texts, block.times, block.authors, block.sources, block.segments, (), block.positions)


def test_warming_up_reads_the_lexicon_of_every_language() -> None:
    """In a process of its own: here, other tests have read them."""
    code = (
        "from prodshape.lexicon.language_judge import judge_of\n"
        "from prodshape.lexicon.languages import lexicons\n"
        "from prodshape.measurement import Measurer\n"
        "Measurer().warm_up()\n"
        "assert judge_of.cache_info().currsize == len(lexicons()) > 0, judge_of.cache_info()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
