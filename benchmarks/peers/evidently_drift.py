"""Evidently's drift tests as it chooses them: per pair of windows whether each column drifted, with its own thresholds."""

from __future__ import annotations

import os

os.environ.setdefault("DO_NOT_TRACK", "1")

import pandas as pd
from evidently.legacy.calculations.stattests import get_stattest
from evidently.legacy.core import ColumnType

PACKAGE = "evidently"


def answer(pairs: list[list[list[list[int]]]]) -> list[list[bool]]:
    """Reference columns and window columns, in the same order, to one answer a column."""
    return [[_drifted(*columns) for columns in zip(*pair, strict=True)] for pair in pairs]


def _drifted(reference: list[int], window: list[int]) -> bool:
    sides = pd.Series(reference), pd.Series(window)
    test = get_stattest(*sides, ColumnType.Numerical, None)
    return bool(test(*sides, ColumnType.Numerical, None).drifted)
