"""The contract: per axis, how far the dataset and production may be apart, as a YAML file that people read and keep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, FiniteFloat, PositiveInt, ValidationError, field_validator, model_validator

from prodshape import json_text, yaml_text
from prodshape.errors import InputError
from prodshape.strict import Count, Digest, Strict

FORMAT: Literal["prodshape.contract/1"] = "prodshape.contract/1"

TOLERANCE = 0.10
"""The default: above what the same users show from half to half, below what a teacher's texts show (docs/decisions/tolerances.md)."""

MINIMUM_MESSAGES, MINIMUM_AUTHORS = 500, 100
"""Below these a verdict is `undecided`: with fewer authors the intervals promise too much (docs/decisions/intervals.md)."""

Tolerance = Annotated[FiniteFloat, Field(gt=0, le=1)]
Severity = Literal["breach", "warning"]


class Minimum(Strict):
    """What either side must have before an axis is judged."""

    messages: PositiveInt = Field(default=MINIMUM_MESSAGES, description="Messages that the axis could measure.")
    authors: Count = Field(
        default=MINIMUM_AUTHORS, description="Distinct authors; not asked of a side that tells of no author at all."
    )


class Terms(Strict):
    """What is agreed on one axis; what is left out is that of the contract."""

    tolerance: Tolerance | None = Field(
        default=None, description="The greatest Jensen-Shannon distance (base 2, 0 to 1) that is accepted."
    )
    severity: Severity | None = Field(
        default=None, description="Whether too great a distance breaches the contract (the default), or is only told."
    )
    minimum: Minimum | None = Field(default=None, description="Instead of the minimum of the contract.")


@dataclass(frozen=True)
class Agreed:
    """What counts on one axis of one segment, with nothing left out; see `Terms`."""

    tolerance: float
    severity: Severity
    minimum: Minimum


class SegmentTerms(Strict):
    """What is agreed on one segment: where it differs from the whole."""

    tolerance: Tolerance | None = None
    minimum: Minimum | None = None
    axes: dict[str, Terms] = Field(default_factory=dict, description="Instead of those of the contract, by axis.")


class Contract(Strict):
    """The document. Only the axes that it names count; a segment is judged if it is named, `all` always.

    Example:
        >>> agreed = Contract.loads('''
        ... format: prodshape.contract/1
        ... name: support
        ... axes:
        ...   typos: {tolerance: 0.08}
        ...   emoji: {severity: warning}
        ... segments:
        ...   mobile: {tolerance: 0.15}
        ... ''')
        >>> agreed.terms("all", "typos").tolerance, agreed.terms("mobile", "emoji").tolerance
        (0.08, 0.15)
    """

    format: Literal["prodshape.contract/1"] = FORMAT
    name: str = Field(
        min_length=1, max_length=100, description="What people call the contract; every verdict names it."
    )
    about: str | None = Field(default=None, max_length=2000, description="Why these tolerances; for people.")
    tolerance: Tolerance = Field(default=TOLERANCE, description="Of every axis that does not say its own.")
    minimum: Minimum = Field(default_factory=Minimum)
    axes: dict[str, Terms] = Field(min_length=1, description="The axes that count.")
    segments: dict[str, SegmentTerms] = Field(
        default_factory=dict, description="The segments that are judged beside the whole stream."
    )

    @field_validator("axes", "segments", mode="before")
    @classmethod
    def _nothing_own(cls, found: Any) -> Any:
        """Take `typos:` with nothing behind it for an axis without terms of its own."""
        return {name: {} if own is None else own for name, own in found.items()} if isinstance(found, dict) else found

    @model_validator(mode="after")
    def _fits(self) -> Contract:
        for name, segment in self.segments.items():
            unknown = sorted({*segment.axes} - {*self.axes})
            if unknown:
                raise ValueError(
                    f"a segment changes the terms of axes that count, and {name} names {', '.join(unknown)}, which"
                    " `axes` does not: name it there, too"
                )
        return self

    def terms(self, segment: str, axis: str) -> Agreed:
        """Give what is agreed on an axis of a segment.

        The nearest statement counts: of the axis in the segment, of the segment, of the axis, of the contract.

        Raises:
            KeyError: the axis does not count.
        """
        whole = self.axes[axis]
        here = self.segments.get(segment, SegmentTerms())
        own = here.axes.get(axis, Terms())
        return Agreed(
            tolerance=own.tolerance or here.tolerance or whole.tolerance or self.tolerance,
            severity=own.severity or whole.severity or "breach",
            minimum=own.minimum or here.minimum or whole.minimum or self.minimum,
        )

    @property
    def judged(self) -> tuple[str, ...]:
        """The segments that are judged, the whole first."""
        return ("all", *sorted({*self.segments} - {"all"}))

    @property
    def digest(self) -> Digest:
        """`sha256:` and 64 hex digits over what is agreed, whatever the order and the comments of the file."""
        return json_text.digest(self.model_dump(mode="json", exclude_none=True))

    @classmethod
    def loads(cls, text: str) -> Contract:
        """Read a contract from YAML (or JSON, which is YAML).

        Raises:
            InputError: it is no YAML, no contract, of another format, or something in it does not fit.
        """
        try:
            found = yaml_text.read(text)
        except (yaml_text.UnreadableError, yaml_text.RepeatedError) as error:
            raise InputError(f"A contract is YAML in which no name stands twice: {error}. Mend the file.") from None
        if not isinstance(found, dict) or "format" not in found:
            raise InputError(f'A contract says "format: {FORMAT}" at its top; this file does not. Give another file.')
        if found["format"] != FORMAT:
            raise InputError(f"This version reads {FORMAT}, got {found['format']!r}. Read it with a newer version.")
        try:
            return cls.model_validate(found)
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(str(step) for step in first["loc"]) or "the contract"
            got = "" if isinstance(first["input"], dict | list) else f" (got {first['input']!r})"
            raise InputError(
                f"This contract does not fit its format ({error.error_count()} faults): {where}: {first['msg']}{got}."
                " `prodshape contract schema` prints what may stand where."
            ) from None

    @classmethod
    def read(cls, path: str) -> Contract:
        """Read a contract from a file.

        Raises:
            InputError: there is no such file, or it is no contract.
        """
        try:
            text = Path(path).read_text("utf-8")
        except FileNotFoundError:
            raise InputError(
                f"There is no contract {path!r}: check the path, or write one by `prodshape contract from-fingerprint`."
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no UTF-8"
            raise InputError(f"The contract {path!r} cannot be read: {reason}.") from None
        try:
            return cls.loads(text)
        except InputError as error:
            raise InputError(f"{path}: {error}") from None

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """Give the JSON Schema (2020-12) of the document, for editors."""
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **cls.model_json_schema()}
