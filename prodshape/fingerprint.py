"""The fingerprint: the frozen, versioned document of how messages are distributed over the bins of each axis."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, FiniteFloat, PositiveInt, ValidationError, model_validator

from prodshape import json_text
from prodshape.errors import InputError
from prodshape.strict import Count, Digest, Instant, Strict

if TYPE_CHECKING:
    from collections.abc import Collection

FORMAT: Literal["prodshape.fingerprint/1"] = "prodshape.fingerprint/1"

Part = Literal["summary", "cells", "vocabulary", "sample"]
PARTS: tuple[Part, ...] = ("summary", "cells", "vocabulary", "sample")
"""What a reader can choose; `summary` is always there."""


class Window(Strict):
    """The event time that was counted: `start <= time < end`."""

    start: Instant
    end: Instant


class Offset(Strict):
    """How far a partition had been read: `next_offset` is the first that is not counted."""

    topic: str
    partition: Count
    next_offset: Count


class Source(Strict):
    """What a dataset was read from."""

    rows: Count = Field(description="Rows of the file, refused ones too.")
    refused: dict[str, Count] = Field(default_factory=dict, description="Rows that were not measured, by reason.")
    format: str | None = Field(default=None, description="The format of the file: jsonl, csv, parquet, txt.")
    field: str | None = Field(default=None, description="Where a row keeps its text; null in plain text.")
    author: str | None = Field(default=None, description="Where a row keeps its author, if it has one.")
    conversation: str | None = Field(default=None, description="Where a row keeps its conversation, if it has one.")


class CellSources(Strict):
    """From what the cell of a message was chosen: numbers of messages."""

    author: Count
    conversation: Count
    key: Count
    record: Count


class Ratio(Strict):
    """A ratio of sums over all messages: exact, not guessed from bins."""

    numerator: Count
    denominator: Count
    value: FiniteFloat | None = Field(description="numerator / denominator; null if the denominator is 0.")


class Quantile(Strict):
    """The bin in which a quantile lies: the first bin up to which at least that share of the messages lies.

    So the quantile itself is `above < value <= at_most`, in the unit of the axis. `above` is null for the first bin
    and `at_most` for the last, which is open; both are null where the bins are ordered categories.
    """

    bin: str
    above: FiniteFloat | None
    at_most: FiniteFloat | None


class GridCounts(Strict):
    """A further distribution of an axis, without cells."""

    bins: list[str]
    edges: list[FiniteFloat] | None
    points: list[FiniteFloat] | None
    counts: list[Count]


class RateEstimate(Strict):
    """How frequent something is, corrected for the errors of the detector. Shares of messages, 0 to 1."""

    counted: FiniteFloat = Field(description="The share that the detector finds: classify and count.")
    shifted: FiniteFloat | None = Field(
        description="Corrected for the prior of the training mix (expectation-maximisation); null if not known."
    )
    adjusted: FiniteFloat | None = Field(description="Corrected by a team's own labels (adjusted count), else null.")
    best: Literal["counted", "shifted", "adjusted"] = Field(description="The one to read.")
    expected_error: FiniteFloat = Field(
        description="How far that one was off on average where it was tried on other kinds of text."
    )
    labels: Count = Field(description="How many labels were used.")


class AxisFingerprint(Strict):
    """How the messages are distributed over the bins of one axis.

    `n` counts the messages that the axis could judge; the others are in `not_measured` and in no share.
    """

    version: PositiveInt = Field(description="Of the definition of the axis.")
    digest: str = Field(description="Over the grids and the vocabulary; unlike digests are not comparable.")
    unit: str = Field(description="Of `edges`, `points`, `mean` and `quantiles`.")
    ratio_of: str | None = Field(description="What numerator / denominator is, in words.")
    per_message: bool = Field(description="False for an indicator that says nothing of one message.")
    bins: list[str] = Field(description="The names of the bins.")
    edges: list[FiniteFloat] | None = Field(
        description="Bin i holds edges[i-1] < value <= edges[i]; the last bin is open. Null for categories."
    )
    points: list[FiniteFloat] | None = Field(description="One representative value per bin.")
    ordered: bool = Field(description="Whether the order of the bins means something.")
    n: Count = Field(description="Messages measured.")
    not_measured: Count = Field(description="Messages that the axis could not judge.")
    since: Instant | None = Field(description="Event time of the first message measured with this version.")
    counts: list[Count] = Field(description="Messages per bin; they add up to n.")
    shares: list[FiniteFloat] | None = Field(description="counts / n; null if n is 0.")
    mean: FiniteFloat | None = Field(
        description="In the unit of the axis; see mean_from. Null without numbers or if n is 0."
    )
    mean_from: Literal["totals", "points"] | None = Field(
        description="totals: the exact ratio of sums, where that is per message; points: estimated from the bins."
    )
    ratio: Ratio | None = Field(description="The ratio of sums that ratio_of describes.")
    quantiles: dict[Literal["p10", "p25", "p50", "p75", "p90", "p99"], Quantile] | None = Field(
        description="Null where the bins have no order or if n is 0."
    )
    grids: dict[str, GridCounts] = Field(default_factory=dict, description="Further distributions.")
    estimates: dict[str, RateEstimate] = Field(
        default_factory=dict,
        description="Rates derived from the counts, outside the digest: a better way to estimate, or labels, change none of them.",
    )
    cells: list[list[Count]] | None = Field(
        default=None,
        description="Part `cells`: a row per author cell: its counts per bin, then numerator and denominator.",
    )

    @model_validator(mode="after")
    def _fits(self) -> AxisFingerprint:
        bins = len(self.bins)
        _expect(len(self.counts) == bins, f"{bins} bins need {bins} counts, got {len(self.counts)}")
        _expect(sum(self.counts) == self.n, f"counts add up to n = {self.n}, not to {sum(self.counts)}")
        _expect(self.edges is None or len(self.edges) == bins - 1, f"{bins} bins need {bins - 1} edges")
        _expect(self.points is None or len(self.points) == bins, f"{bins} bins need {bins} points")
        shares = [count / self.n for count in self.counts] if self.n else None
        _expect(self.shares == shares, "shares are counts / n, and null if n is 0")
        _expect((self.ratio_of is None) == (self.ratio is None), "ratio_of and ratio come together")
        if self.cells is not None:
            _expect(all(len(row) == bins + 2 for row in self.cells), f"each row of cells has {bins} + 2 numbers")
            totals = [sum(column) for column in zip(*self.cells, strict=True)]
            ratio = [self.ratio.numerator, self.ratio.denominator] if self.ratio else [0, 0]
            _expect(totals == [*self.counts, *ratio], "the rows of cells add up to counts, numerator and denominator")
        return self


class JointSample(Strict):
    """A uniform sample of the messages: which bins come together. Without text, ids and times.

    A row is `[author, half, cell, code of axes[0], code of axes[1], ...]`. `author` numbers the authors within this
    sample from 0; `half` is 0 for seeds, 1 for evaluation sets; a code is the number of a bin, -1 not measured,
    -2 the axis (in this version) was not there yet.
    """

    k: PositiveInt = Field(description="Most rows kept.")
    axes: list[str]
    rows: list[list[int]]

    @model_validator(mode="after")
    def _fits(self) -> JointSample:
        width = len(self.axes) + 3
        _expect(all(len(row) == width for row in self.rows), f"each row of the sample has {width} numbers")
        return self


class Fingerprint(Strict):
    """The document. A document with parts left out keeps the digest of the whole.

    Example:
        >>> empty = Fingerprint(
        ...     kind="dataset", stream=None, digest="sha256:" + 64 * "0", messages=0, authors=None,
        ...     cell_sources=CellSources(author=0, conversation=0, key=0, record=0), axes={},
        ... )
        >>> Fingerprint.loads(empty.dumps()) == empty
        True
        >>> sorted(empty.parts)
        ['summary']
    """

    format: Literal["prodshape.fingerprint/1"] = FORMAT
    kind: Literal["production", "dataset"]
    stream: str | None = Field(description="Null for a dataset, which belongs to none yet.")
    segment: str = "all"
    version: PositiveInt | None = Field(
        default=None, description="Number of the version; null if it is not kept as one."
    )
    digest: Digest = Field(
        description="Over the content of all parts, without version, created_at, digest, estimates and what is null."
    )
    created_at: Instant | None = None
    window: Window | None = Field(default=None, description="Null for a dataset.")
    offsets: list[Offset] = Field(default_factory=list, description="Sorted by topic and partition.")
    source: Source | None = Field(default=None, description="Of a dataset.")
    messages: Count
    authors: Count | None = Field(description="Distinct authors, standard error 3 %; null if no message tells of one.")
    cell_sources: CellSources
    axes: dict[str, AxisFingerprint]
    cell_messages: list[Count] | None = Field(default=None, description="Part `cells`: messages per author cell.")
    vocabulary: dict[str, dict[str, PositiveInt]] | None = Field(
        default=None, description="Part `vocabulary`: per axis, how often each entry of its closed list came."
    )
    sample: JointSample | None = Field(
        default=None,
        description="Part `sample`. In the live fingerprint it has no rows, whatever was counted: only versions and"
        " datasets carry a sample. Nor has that of a window of which samples were deleted since.",
    )

    @property
    def parts(self) -> frozenset[Part]:
        """The parts that this document has."""
        found: dict[Part, bool] = {
            "summary": True,
            "cells": self.cell_messages is not None,
            "vocabulary": self.vocabulary is not None,
            "sample": self.sample is not None,
        }
        return frozenset(part for part, there in found.items() if there)

    def only(self, parts: Collection[Part]) -> Fingerprint:
        """Give the same document with these parts only; the summary always stays.

        Raises:
            InputError: a part is unknown, or not in this document.
        """
        unknown = sorted({*parts} - {*PARTS})
        if unknown:
            raise InputError(f"The parts of a fingerprint are {', '.join(PARTS)}; got {', '.join(unknown)}.")
        missing = sorted({*parts} - self.parts)
        if missing:
            raise InputError(f"This fingerprint comes without {', '.join(missing)}: ask for the whole document.")
        update: dict[str, Any] = {}
        if "cells" not in parts:
            update["cell_messages"] = None
            update["axes"] = {name: axis.model_copy(update={"cells": None}) for name, axis in self.axes.items()}
        if "vocabulary" not in parts:
            update["vocabulary"] = None
        if "sample" not in parts:
            update["sample"] = None
        return self.model_copy(update=update)

    def compute_digest(self) -> str:
        """Compute the digest of the content: `sha256:` and 64 hex digits.

        Raises:
            InputError: parts are missing, so that the digest of the whole cannot be computed.
        """
        missing = [part for part in PARTS if part not in self.parts]
        if missing:
            raise InputError(
                f"The digest is that of the whole fingerprint; this one comes without {', '.join(missing)}: "
                "ask for all parts to check it."
            )
        derived = {"axes": {"__all__": {"estimates"}}}
        # Without what is null: a field that a later version adds must not make the digests of today's documents wrong.
        content = self.model_dump(
            mode="json", exclude={"version": True, "created_at": True, "digest": True, **derived}, exclude_none=True
        )
        return json_text.digest(content)

    def verify(self) -> None:
        """See that the digest is that of the content; needs all parts.

        Raises:
            InputError: it is not, or parts are missing.
        """
        found = self.compute_digest()
        if found != self.digest:
            raise InputError(
                f"The digest of a fingerprint is that of its content; this one says {self.digest} and has {found}. "
                "It was changed after it was made: make it again, or restore it."
            )

    def dumps(self) -> str:
        """Give the document as JSON: sorted keys, one line per cell, the same text for the same content."""
        return json_text.spread(self.model_dump(mode="json"))

    @classmethod
    def loads(cls, text: str | bytes) -> Fingerprint:
        """Read a document; one with all parts is checked against its digest only by `verify`.

        Raises:
            InputError: it is no JSON, no fingerprint, of another format, or its numbers do not fit each other.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            raise InputError(_unreadable(text, error)) from error

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema (2020-12) of the document."""
        schema = cls.model_json_schema(mode="serialization")
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _unreadable(text: str | bytes, error: ValidationError) -> str:
    """Say in a sentence why a text is no fingerprint."""
    try:
        data = json.loads(text)
    except ValueError as fault:
        return f"A fingerprint is JSON, this is not: {fault}. Give the file that was written."
    if not isinstance(data, dict) or not str(data.get("format", "")).startswith("prodshape.fingerprint/"):
        return f'A fingerprint says "format": "{FORMAT}", this document does not. Give another file.'
    if data["format"] != FORMAT:
        return f"This version reads {FORMAT}, got {data['format']!r}. Read it with a newer version."
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "the document"
    return (
        f"This fingerprint does not fit its format ({error.error_count()} faults): {where}: {first['msg']}. "
        "It was changed after it was made: restore it."
    )


def _expect(condition: bool, rule: str) -> None:
    if not condition:
        raise ValueError(rule)
