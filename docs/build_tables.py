"""Write the tables that the documentation takes from the code: `python -m docs.build_tables`. A test keeps them current.

A table stands between `<!-- table NAME -->` and `<!-- end -->` in README.md or any file of docs/.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

ROOT = Path(__file__).parent.parent
_PLACE = re.compile(r"(<!-- table (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines) + "\n"


def _default(value: Any) -> str:
    if value is None or value == "" or repr(value) == "PydanticUndefined":
        return "-"
    if isinstance(value, (bool, int, float)):
        return f"`{json.dumps(value)}`"
    return f"`{value}`"


def _fields(model: type[BaseModel], prefix: str = "", skip: Iterable[str] = ()) -> dict[str, tuple[str, str]]:
    found = {}
    for name, field in model.model_fields.items():
        if name in skip:
            continue
        default = field.default if field.default_factory is None else None
        found[f"`{prefix}{name.upper() if prefix else name}`"] = (_default(default), field.description or "")
    return found


def settings() -> str:
    """All environment variables of consumer and service."""
    from consumers.settings import ConsumerSettings
    from service.settings import ServiceSettings

    consumer = _fields(ConsumerSettings, "PRODSHAPE_", {"streams"})
    service = _fields(ServiceSettings, "PRODSHAPE_", {"streams"})
    rows = []
    for name in {**consumer, **service}:
        who = "both" if name in consumer and name in service else "consumer" if name in consumer else "service"
        mine, theirs = consumer.get(name), service.get(name)
        default, what = mine or theirs or ("", "")
        if mine and theirs and mine[0] != theirs[0]:
            default = f"{mine[0]}, service {theirs[0]}"
        rows.append((name, default, who, what))
    rows.append(("`PRODSHAPE_CONFIG`", "-", "both", "YAML file with these settings in lower case, and the streams."))
    return _table(("variable", "default", "read by", "what"), sorted(rows))


def streams() -> str:
    """What may be set for each stream."""
    from consumers.settings import ConsumerStreamSettings
    from service.settings import ServiceStreamSettings

    both = {**_fields(ConsumerStreamSettings), **_fields(ServiceStreamSettings)}
    return _table(("key", "default", "what"), [(name, *row) for name, row in both.items()])


def axes() -> str:
    """All axes with their bins."""
    from prodshape.axes import all_axes

    rows = []
    for name, axis in all_axes().items():
        first = (axis.__doc__ or "").strip().splitlines()[0]
        bins = ", ".join(f"`{bin_name}`" for bin_name in axis.grid.names[:14])
        more = f", and {len(axis.grid.names) - 14} more" if len(axis.grid.names) > 14 else ""
        rows.append((f"`{name}`", str(axis.version), axis.unit, axis.ratio or "-", first, bins + more))
    return _table(("axis", "version", "unit", "ratio", "what", "bins"), rows)


def change_moments() -> str:
    """What the search for changes finds in simulated months, as `python -m benchmarks.changes` measured it."""
    rows = []
    for one in json.loads((ROOT / "docs" / "change_moments.json").read_text("utf-8")):
        if "alarms" in one:
            what = f"{one['alarms']} alarms, {one['a_month']:.2g} a month"
            what += f"; greatest shift told {one['greatest_shift']:.3f}" if one["alarms"] else ""
        else:
            what = f"{one['found']:.0%} found; alarms before it {one['false_before']:.2g} a run"
            if "delay_h_50_90" in one:
                delay, error = (one[name] for name in ("delay_h_50_90", "error_h_50_90"))
                what += (
                    f"; seen after {delay[0]:g} h (90 %: {delay[1]:g}), dated to {error[0]:g} h (90 %: {error[1]:g})"
                )
        rows.append((one["case"], one["method"], str(one["runs"]), what))
    return _table(("case", "method", "runs", "result"), rows)


def divergences() -> str:
    """All measures of distance."""
    from prodshape.divergences import all_divergences

    rows = [(f"`{name}`", (item.__doc__ or "").strip().splitlines()[0]) for name, item in all_divergences().items()]
    return _table(("divergence", "what"), rows)


def axes_speed() -> str:
    """The last run of `python -m benchmarks.axes_speed`."""
    result = json.loads((ROOT / "docs" / "axes_speed.json").read_text("utf-8"))
    rows = []
    for one in result["figures"]:
        goal = "-" if one["goal"] is None else f"{one['goal']:,g} {'met' if one['met'] else '**missed**'}"
        rows.append(
            (one["name"], f"{one['value']:,.2f}" if one["value"] < 100 else f"{one['value']:,.0f}", one["unit"], goal)
        )
    return _table(("figure", "measured", "unit", "goal"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "settings": settings,
    "streams": streams,
    "axes": axes,
    "axes-speed": axes_speed,
    "divergences": divergences,
    "change-moments": change_moments,
}


def files() -> list[Path]:
    """The files that may hold tables."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def render(text: str) -> str:
    """The text with every table as the code has it now."""
    return _PLACE.sub(lambda match: match[1] + TABLES[match["name"]]() + match[3], text)


def main() -> None:
    """Rewrite the files."""
    for path in files():
        text = path.read_text("utf-8")
        if (new := render(text)) != text:
            path.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
