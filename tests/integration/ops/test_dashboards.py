"""Dashboards are current, fit Grafana's published schema, and ask only for metrics that exist."""

from __future__ import annotations

import json
import os
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from grafana.build_dashboards import DASHBOARDS, FOLDER, render

ROOT = Path(__file__).parents[3]
SCHEMAS = Path(os.environ.get("PRODSHAPE_SCHEMAS", ROOT.parent / "shared" / "schemas"))
NAMES = pytest.mark.parametrize("name", sorted(DASHBOARDS))
VARIABLES = {"$__rate_interval": "5m", "$stream": ".+", "$segment": ".+", "$axis": ".+"}


def dashboard(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return loaded


def queries(name: str) -> list[str]:
    found = [target["expr"] for panel in dashboard(name)["panels"] for target in panel["targets"]]
    for variable, value in VARIABLES.items():
        found = [query.replace(variable, value) for query in found]
    return found


def exported() -> set[str]:
    """Names that the programs can expose, read from their own registries."""
    from consumers.metrics import ConsumerMetrics
    from service.metrics import Reading, families

    names = {family.name for family in ConsumerMetrics(["default"]).registry.collect()}
    names |= {family.name for family in families(Reading())}
    return names | {f"{name}_total" for name in names}


@NAMES
def test_the_file_is_current(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == render(name), "run python -m grafana.build_dashboards"


@NAMES
def test_grafanas_schema_accepts_it(name: str) -> None:
    path = SCHEMAS / "grafana-dashboard.schema.json"
    if not path.exists():
        pytest.skip(f"Grafana's dashboard schema is not in {SCHEMAS}; name its folder with PRODSHAPE_SCHEMAS")
    schema = json.loads(path.read_text("utf-8"))

    jsonschema.Draft7Validator(schema).validate(dashboard(name))


@NAMES
def test_panels_do_not_overlap_and_explain_themselves(name: str) -> None:
    panels = dashboard(name)["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    for panel in panels:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        assert panel["description"].endswith(".")
        assert panel["fieldConfig"]["defaults"]["unit"]
    for one, other in combinations((panel["gridPos"] for panel in panels), 2):
        apart = (
            one["x"] + one["w"] <= other["x"]
            or other["x"] + other["w"] <= one["x"]
            or one["y"] + one["h"] <= other["y"]
            or other["y"] + other["h"] <= one["y"]
        )
        assert apart


@NAMES
def test_queries_parse_and_know_their_metrics(name: str) -> None:
    parser = pytest.importorskip("promql_parser", reason="promql-parser is not installed: run `make ops`")
    known = exported()
    for query in queries(name):
        parser.parse(query)
        asked = set(re.findall(r"\bprodshape_\w+", query))
        assert asked
        assert asked <= known
