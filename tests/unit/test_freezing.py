from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from prodshape.axes.base import Column, Grid
from prodshape.block import Block, CellSource
from prodshape.definitions import AxisDefinition
from prodshape.errors import InputError
from prodshape.freezing import freeze
from prodshape.keys import Keys
from prodshape.layout import Layout
from prodshape.measurement import Measurement
from prodshape.pane import Pane
from prodshape.rows import Rows
from prodshape.sample import Sample
from tests import measured
from tests.measured import BEGIN, DEFINITIONS, Message

if TYPE_CHECKING:
    from prodshape.fingerprint import Fingerprint

KEYS = Keys.derive(b"the secret of these tests")
LENGTH = AxisDefinition.make(
    "length",
    2,
    unit="characters",
    ratio="characters / messages",
    grid=Grid.numeric((0, 20, 80), unit="characters", points=(0, 10, 45, 120)),
)
FAULTS = AxisDefinition.make(
    "faults",
    1,
    unit="faults",
    ratio="faults / words",
    grid=Grid.numeric((0, 1), unit="faults"),
    vocabulary=("teh", "adn"),
)
CASING = AxisDefinition.make("casing", 1, unit="casing", grid=Grid.categories(("lower", "title")))
TONE = AxisDefinition.make("tone", 1, unit="steps", grid=Grid.categories(("rude", "plain", "kind"), ordered=True))
ALL = {one.key: one for one in (LENGTH, FAULTS, CASING, TONE)}


def hand_made(source: CellSource = CellSource.AUTHOR) -> tuple[Pane, Sample]:
    """Count four messages of two authors: lengths 5, 20, 21, 300; the last one has no words."""
    codes = {
        LENGTH.key: ([1, 1, 2, 3], [5, 20, 21, 300], [1, 1, 1, 1]),
        FAULTS.key: ([0, 1, 2, -1], [0, 1, 3, 0], [2, 4, 4, 0]),
        CASING.key: ([-1, -1, -1, -1], None, None),
        TONE.key: ([0, 1, 1, 2], None, None),
    }
    columns = {
        key: Column(
            np.array(bins, np.int16),
            None if numerators is None else np.array(numerators),
            None if denominators is None else np.array(denominators),
            words=(np.array([1, 2, 2]), np.array([0, 1, 0], np.int32)) if key == FAULTS.key else None,
        )
        for key, (bins, numerators, denominators) in codes.items()
    }
    block = Block.of(
        ["a", "b", "c", "d"],
        times=[BEGIN + 5, BEGIN, BEGIN + 1, BEGIN + 2],
        authors=[KEYS.author(b"ada"), KEYS.author(b"bob"), KEYS.author(b"ada"), KEYS.author(b"ada")],
        sources=[source] * 4,
        segments=["web"] * 4,
        positions=[40, 10, 20, 30],
    )
    rows = Rows.of(block, Measurement(4, columns, ALL), Layout.of(ALL.values()), KEYS)
    return Pane.of(rows), Sample.of(rows, 3)


def frozen(**more: object) -> Fingerprint:
    return freeze(*hand_made(), ALL, kind="production", stream="default", **more)  # type: ignore[arg-type]  # passed on


def test_counts_shares_and_totals_are_those_of_the_messages() -> None:
    found = frozen()
    assert (found.messages, found.authors) == (4, 2)
    assert found.cell_sources.model_dump() == {"author": 4, "conversation": 0, "key": 0, "record": 0}
    length = found.axes["length"]
    assert (length.n, length.not_measured, length.counts) == (4, 0, [0, 2, 1, 1])
    assert length.shares == [0.0, 0.5, 0.25, 0.25]
    assert length.ratio is not None
    assert (length.ratio.numerator, length.ratio.denominator, length.ratio.value) == (346, 4, 86.5)
    faults = found.axes["faults"]
    assert (faults.n, faults.not_measured, faults.counts) == (3, 1, [1, 1, 1])
    assert faults.ratio is not None
    assert (faults.ratio_of, faults.ratio.value) == ("faults / words", 0.4)
    assert found.vocabulary == {"faults": {"teh": 2, "adn": 1}}


def test_the_mean_is_exact_where_the_ratio_is_per_message_and_says_so() -> None:
    found = frozen()
    assert (found.axes["length"].mean, found.axes["length"].mean_from) == (86.5, "totals")
    # Points 0, 0.5 and 1.5, one message each.
    assert (found.axes["faults"].mean, found.axes["faults"].mean_from) == (2.0 / 3, "points")
    assert (found.axes["tone"].mean, found.axes["tone"].mean_from) == (None, None)


def test_quantiles_are_bins_with_their_edges() -> None:
    found = frozen().axes
    assert found["length"].quantiles is not None
    length = {name: (one.bin, one.above, one.at_most) for name, one in found["length"].quantiles.items()}
    assert length["p10"] == ("<=20", 0.0, 20.0)
    assert length["p50"] == ("<=20", 0.0, 20.0)
    assert length["p75"] == ("<=80", 20.0, 80.0)
    assert length["p90"] == (">80", 80.0, None)
    assert found["faults"].quantiles is not None
    assert found["faults"].quantiles["p10"].model_dump() == {"bin": "0", "above": None, "at_most": 0.0}
    assert found["tone"].quantiles is not None
    assert found["tone"].quantiles["p50"].model_dump() == {"bin": "plain", "above": None, "at_most": None}


def test_an_axis_without_a_judged_message_has_no_value_instead_of_zero() -> None:
    casing = frozen().axes["casing"]
    assert (casing.n, casing.not_measured, casing.counts) == (0, 4, [0, 0])
    assert (casing.shares, casing.mean, casing.quantiles, casing.ratio) == (None, None, None, None)


def test_cells_add_up_and_hold_whole_authors() -> None:
    found = frozen()
    assert found.cell_messages is not None
    assert sorted(found.cell_messages)[-2:] == [1, 3]
    (ada,) = KEYS.cells(np.array([KEYS.author(b"ada")], np.uint64)).tolist()
    cells = found.axes["length"].cells
    assert cells is not None
    assert len(cells) == 32
    assert cells[ada] == [0, 1, 1, 1, 326, 3]


def test_the_sample_is_joint_and_tells_no_id() -> None:
    found = frozen()
    assert found.sample is not None
    assert (found.sample.k, found.sample.axes) == (3, ["casing", "faults", "length", "tone"])
    # In the order of the keys 10, 20, 30: bob, ada, ada.
    assert [[row[0], *row[3:]] for row in found.sample.rows] == [[0, -1, 1, 1, 1], [1, -1, 2, 2, 1], [1, -1, -1, 3, 2]]
    assert str(KEYS.author(b"ada")) not in found.dumps()
    assert str(BEGIN) not in found.dumps()


def test_without_ids_distinct_authors_is_null() -> None:
    found = freeze(*hand_made(CellSource.RECORD), ALL, kind="dataset")
    assert (found.authors, found.cell_sources.record) == (None, 4)


def test_since_is_when_a_version_measured_first_and_no_date_for_files() -> None:
    begin = datetime.fromtimestamp(BEGIN / 1000, UTC)
    assert frozen().axes["length"].since == begin
    assert freeze(*hand_made(), ALL, kind="dataset").axes["length"].since is None


def test_the_newest_version_is_taken_with_its_own_n_and_since() -> None:
    old = [Message(n, BEGIN + n, software=0) for n in range(30)]
    new = [Message(n, BEGIN + n, software=1) for n in range(30, 37)]
    pane, sample = measured.pane([*new, *old]), Sample(50)
    for part in (old, new):
        sample.merge(Sample.of(measured.rows(part), 50))
    found = freeze(pane, sample, DEFINITIONS, kind="production", stream="default")
    faults = found.axes["faults"]
    assert faults.version == 2
    assert faults.n + faults.not_measured == 7
    assert faults.since == datetime.fromtimestamp(BEGIN / 1000, UTC) + timedelta(milliseconds=30)
    assert found.messages == 37
    colour = found.axes["colour"]
    assert colour.n + colour.not_measured == 37
    assert found.sample is not None
    place = 3 + found.sample.axes.index("faults")
    assert sum(row[place] == -2 for row in found.sample.rows) == 30


def test_the_same_content_gives_the_same_digest_and_time_of_making_is_no_content() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    one, other = frozen(), frozen(version=7, created_at=now)
    assert one.digest == other.digest
    assert (other.version, other.created_at) == (7, now)
    offsets = [("b", 1, 5), ("a", 0, 9)]
    assert frozen(offsets=offsets).digest == frozen(offsets=offsets[::-1]).digest != one.digest
    assert frozen(segment="web").digest != one.digest
    assert frozen(window=(now, now)).digest != one.digest


def test_order_of_merging_does_not_show_in_the_document() -> None:
    found = [Message(n, BEGIN + n, author=n % 9, software=n % 3) for n in range(60)]
    texts = []
    for step in (1, -1):
        pane, sample = Pane(), Sample(40)
        for message in found[::step]:
            pane.merge(measured.pane([message]))
            sample.merge(Sample.of(measured.rows([message]), 40))
        texts.append(freeze(pane, sample, DEFINITIONS, kind="production", stream="default").dumps())
    assert texts[0] == texts[1]


def test_nothing_gives_a_document_that_says_so() -> None:
    found = freeze(Pane(), Sample(), {}, kind="production", stream="default")
    assert (found.messages, found.authors, found.axes) == (0, None, {})
    found.verify()


def test_an_axis_without_definition_is_named() -> None:
    with pytest.raises(InputError, match="casing version 1"):
        freeze(*hand_made(), {}, kind="dataset")


def test_the_source_of_a_dataset_is_kept() -> None:
    source = {"rows": 5, "refused": {"missing_text": 1}, "format": "jsonl", "field": "prompt"}
    found = freeze(*hand_made(), ALL, kind="dataset", source=source)
    assert found.source is not None
    assert (found.source.rows, found.source.refused, found.source.field) == (5, {"missing_text": 1}, "prompt")
