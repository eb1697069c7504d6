"""The whole report as JSON, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from prodshape.json_text import spread
from prodshape.report.base import Format

if TYPE_CHECKING:
    from prodshape.gate_report import GateReport


class Json(Format):
    """`GateReport.model_validate_json` reads it back."""

    name = "json"
    suffix = ".json"

    def render(self, report: GateReport) -> str:
        """Write it with sorted keys, spread over lines."""
        return spread(json.loads(report.model_dump_json()))
