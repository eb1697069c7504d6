"""Write the dashboards as Grafana's JSON: `python -m grafana.build_dashboards`. A test keeps the files current."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "dashboards"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
_WHERE = '{stream=~"$stream"}'


def _variable(name: str, label: str, query: str) -> dict[str, Any]:
    return {
        "type": "query",
        "name": name,
        "label": label,
        "datasource": SOURCE,
        "query": query,
        "definition": query,
        "refresh": 2,
        "sort": 1,
        "multi": True,
        "includeAll": True,
        "allValue": ".+",
        "current": {"selected": True, "text": ["All"], "value": ["$__all"]},
    }


def _panel(
    kind: str, title: str, what: str, unit: str, place: tuple[int, int, int, int], *queries: tuple[str, str]
) -> dict[str, Any]:
    x, y, width, height = place
    instant = kind in {"stat", "bargauge"}
    every: dict[str, dict[str, Any]] = {
        "stat": {"reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False}, "colorMode": "none"},
        "bargauge": {
            "reduceOptions": {"calcs": ["lastNotNull"], "fields": "", "values": False},
            "orientation": "horizontal",
            "displayMode": "basic",
        },
        "timeseries": {
            "legend": {"showLegend": True, "displayMode": "table", "placement": "right", "calcs": ["lastNotNull"]},
            "tooltip": {"mode": "multi", "sort": "desc"},
        },
    }
    options = every[kind]
    return {
        "type": kind,
        "title": title,
        "description": what,
        "datasource": SOURCE,
        "gridPos": {"x": x, "y": y, "w": width, "h": height},
        "fieldConfig": {
            "defaults": {"unit": unit, "min": 0, "custom": {"fillOpacity": 10} if kind == "timeseries" else {}},
            "overrides": [],
        },
        "options": options,
        "targets": [
            {
                "refId": chr(ord("A") + number),
                "datasource": SOURCE,
                "expr": expression,
                "legendFormat": legend,
                "instant": instant,
                "range": not instant,
            }
            for number, (expression, legend) in enumerate(queries)
        ],
    }


def production_fingerprint() -> dict[str, Any]:
    """The one dashboard of this version: is the data like the users, do they drift, is the pipeline well?"""
    axis = '{stream=~"$stream",segment=~"$segment",axis=~"$axis",kind="KIND"}'
    named = axis.replace(',kind="KIND"', "")
    mismatch, drift = (f"prodshape_divergence_ratio{axis.replace('KIND', kind)}" for kind in ("mismatch", "drift"))
    refused, records = (
        f"sum by (stream) (rate(prodshape_{what}_total{_WHERE}[$__rate_interval]))" for what in ("refused", "records")
    )
    panels = [
        _panel(
            "stat", "Version", "Newest version of the production fingerprint.", "none", (0, 0, 4, 4),
            (f"prodshape_fingerprint_version{_WHERE}", "{{stream}}"),
        ),
        _panel(
            "stat", "Behind real time", "Time since the watermark: what happened after it is not counted yet.", "s",
            (4, 0, 4, 4), (f"time() - prodshape_watermark_timestamp_seconds{_WHERE}", "{{stream}}"),
        ),
        _panel(
            "stat", "Messages", "Messages counted per second.", "cps", (8, 0, 4, 4),
            (f"sum by (stream) (rate(prodshape_messages_total{_WHERE}[$__rate_interval]))", "{{stream}}"),
        ),
        _panel(
            "stat", "Lag", "Records that wait in Kafka.", "short", (12, 0, 4, 4),
            (f"sum by (stream) (prodshape_lag_records{_WHERE})", "{{stream}}"),
        ),
        _panel(
            "stat", "Refused", "Share of the records that could not be read.", "percentunit", (16, 0, 4, 4),
            (
                f"{refused} / {records}",
                "{{stream}}",
            ),
        ),
        _panel(
            "stat", "Evaluated", "Time since the last evaluation.", "s", (20, 0, 4, 4),
            (f"time() - prodshape_evaluation_timestamp_seconds{_WHERE}", "{{stream}}"),
        ),
        _panel(
            "bargauge", "Mismatch by axis", "Jensen-Shannon distance (0 to 1) of the active dataset from production now.",
            "none", (0, 4, 12, 14), (f"sort_desc({mismatch})", "{{axis}}"),
        ),
        _panel(
            "bargauge", "Drift by axis", "Jensen-Shannon distance (0 to 1) of production now from the dataset's baseline.",
            "none", (12, 4, 12, 14), (f"sort_desc({drift})", "{{axis}}"),
        ),
        _panel(
            "timeseries", "Mismatch over time", "Is the data still unlike the users? Jensen-Shannon distance, 0 to 1.",
            "none", (0, 18, 12, 9), (mismatch, "{{axis}}"),
        ),
        _panel(
            "timeseries", "Drift over time", "Have the users moved? Jensen-Shannon distance, 0 to 1.",
            "none", (12, 18, 12, 9), (drift, "{{axis}}"),
        ),
        _panel(
            "timeseries", "Verdicts", "What the contract says of each axis: 0 is within, 1 undecided, 2 a breach.",
            "none", (0, 27, 12, 9), (f"prodshape_axis_verdict{named}", "{{kind}} {{axis}}"),
        ),
        _panel(
            "timeseries", "Alarms", "1 after a breach that lasted, until the axis is within for as long.",
            "none", (12, 27, 12, 9), (f"prodshape_alarm{named}", "{{kind}} {{axis}}"),
        ),
    ]  # fmt: skip
    return {
        "uid": "prodshape-fingerprint",
        "title": "Prodshape / Production fingerprint",
        "description": "Does the data look like the users, and have the users moved?",
        "tags": ["prodshape"],
        "schemaVersion": 42,
        "editable": False,
        "graphTooltip": 1,
        "refresh": "30s",
        "time": {"from": "now-24h", "to": "now"},
        "annotations": {
            "list": [
                {
                    "name": "Alerts",
                    "datasource": SOURCE,
                    "enable": True,
                    "iconColor": "red",
                    "expr": 'ALERTS{alertname=~"UsersDrifted|MismatchAlarm|DriftAlarm",alertstate="firing"}',
                }
            ]
        },
        "templating": {
            "list": [
                {
                    "type": "datasource",
                    "name": "datasource",
                    "label": "Data source",
                    "query": "prometheus",
                    "current": {"selected": True, "text": "default", "value": "default"},
                },
                _variable("stream", "Stream", "label_values(prodshape_fingerprint_version, stream)"),
                _variable("segment", "Segment", 'label_values(prodshape_divergence_ratio{stream=~"$stream"}, segment)'),
                _variable("axis", "Axis", 'label_values(prodshape_divergence_ratio{stream=~"$stream"}, axis)'),
            ]
        },
        "panels": [{"id": number, **panel} for number, panel in enumerate(panels, 1)],
    }


DASHBOARDS = {"production-fingerprint.json": production_fingerprint}


def render(name: str) -> str:
    """The text of one dashboard file."""
    return json.dumps(DASHBOARDS[name](), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all files."""
    FOLDER.mkdir(exist_ok=True)
    for name in DASHBOARDS:
        (FOLDER / name).write_text(render(name), "utf-8")


if __name__ == "__main__":
    main()
