"""One loud user: how much of all messages may be of one author, and the fingerprint without them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field, FiniteFloat

from prodshape.errors import InputError
from prodshape.fingerprint import CellSources, Fingerprint, Quantile, Ratio
from prodshape.quantiles import quantile_bins
from prodshape.strict import Count, Strict

if TYPE_CHECKING:
    from prodshape.fingerprint import AxisFingerprint

LOUD_SHARE = 0.1
"""From this share of the messages on, one cell is warned of: more than three times its even part of 1/32."""


class Loudest(Strict):
    """The largest of the author cells, and the author with the most messages as far as that can be known.

    Counts are kept per cell, not per author: no author has a greater share than `cell_share`.
    """

    cell: Count = Field(description="Number of the cell.")
    cell_share: FiniteFloat = Field(description="Its share of the messages, 0 to 1: no author has more.")
    author_share: FiniteFloat | None = Field(
        description="Share of the heaviest author, estimated from the sample; null without a sample or without ids."
    )
    warning: str | None = Field(description="What that means, if one cell has at least 10 % of the messages.")


def loudest(fingerprint: Fingerprint) -> Loudest | None:
    """Find the largest cell; None without the part `cells` or without messages."""
    if not fingerprint.cell_messages or not fingerprint.messages:
        return None
    messages = np.array(fingerprint.cell_messages)
    cell = int(messages.argmax())
    share = float(messages[cell]) / float(messages.sum())
    sources, sample = fingerprint.cell_sources, fingerprint.sample
    author = None
    if sample is not None and sample.rows and sources.record < fingerprint.messages:
        author = max(np.bincount([row[0] for row in sample.rows]).tolist()) / len(sample.rows)
    warning = None
    if share >= LOUD_SHARE:
        one = "" if author is None else f", of which one author wrote about {100 * author:.0f} % of all"
        warning = (
            f"One of {len(messages)} groups of authors wrote {100 * share:.0f} % of the messages{one}: what is measured may"
            " be how few people write."
        )
    return Loudest(cell=cell, cell_share=share, author_share=author, warning=warning)


def without_cell(fingerprint: Fingerprint, cell: int) -> Fingerprint:
    """The same fingerprint without the messages of one author cell, to be compared like any other.

    What is not kept per cell cannot be told without one: vocabulary, further grids and estimates are left empty, the number of
    authors unknown, the sources of cells in proportion. Its digest is that of what is left, if all parts are there.

    Args:
        fingerprint: with the part `cells`.
        cell: its number.

    Raises:
        InputError: the part `cells` is missing, or there is no such cell.
    """
    if fingerprint.cell_messages is None:
        raise InputError("A fingerprint without one cell needs the part `cells`: ask for the whole document.")
    if not 0 <= cell < len(fingerprint.cell_messages):
        raise InputError(f"This fingerprint has the cells 0 to {len(fingerprint.cell_messages) - 1}, got {cell}.")
    cells = [0 if place == cell else count for place, count in enumerate(fingerprint.cell_messages)]
    messages = sum(cells)
    kept = messages / fingerprint.messages if fingerprint.messages else 0.0
    sources = {name: round(kept * count) for name, count in fingerprint.cell_sources.model_dump().items()}
    sample = fingerprint.sample
    made = fingerprint.model_copy(
        update={
            "version": None,
            "messages": messages,
            "authors": None,
            "cell_sources": CellSources(**sources),
            "axes": {name: _axis(axis, cell, messages) for name, axis in fingerprint.axes.items()},
            "cell_messages": cells,
            "vocabulary": {},
            "sample": None
            if sample is None
            else sample.model_copy(update={"rows": [row for row in sample.rows if row[2] != cell]}),
        }
    )
    return made if sample is None else made.model_copy(update={"digest": made.compute_digest()})


def _axis(axis: AxisFingerprint, cell: int, messages: int) -> AxisFingerprint:
    if axis.cells is None:
        raise InputError("A fingerprint without one cell needs the part `cells`: ask for the whole document.")
    rows = [[0] * len(row) if place == cell else row for place, row in enumerate(axis.cells)]
    *counts, numerator, denominator = np.array(rows, np.int64).sum(axis=0).tolist()
    n = sum(counts)
    update: dict[str, Any] = {
        "n": n,
        "not_measured": max(0, messages - n),
        "counts": counts,
        "shares": [count / n for count in counts] if n else None,
        "cells": rows,
        "grids": {},
        "estimates": {},
    }
    if axis.ratio is not None:
        value = numerator / denominator if denominator else None
        update["ratio"] = Ratio(numerator=numerator, denominator=denominator, value=value)
    if axis.points is not None:
        update["mean"] = sum(count * point for count, point in zip(counts, axis.points, strict=True)) / n if n else None
        update["mean_from"] = "points" if n else None
        if axis.mean_from == "totals" and n and update["ratio"].value is not None:
            update["mean"], update["mean_from"] = update["ratio"].value, "totals"
    if axis.quantiles is not None:
        update["quantiles"] = (
            {
                name: Quantile(
                    bin=axis.bins[place],
                    above=axis.edges[place - 1] if axis.edges is not None and place else None,
                    at_most=axis.edges[place] if axis.edges is not None and place < len(axis.edges) else None,
                )
                for name, place in quantile_bins(counts).items()
            }
            if n
            else None
        )
    return axis.model_copy(update=update)
