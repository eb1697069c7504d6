"""The documentation says what the code does."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from docs.build_tables import TABLES, files, render
from prodshape.axes import all_axes
from prodshape.cli import build
from prodshape.report import all_formats

ROOT = Path(__file__).parents[3]
PAGES = pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))


@PAGES
def test_tables_are_current(path: Path) -> None:
    text = path.read_text("utf-8")

    assert render(text) == text, "run python -m docs.build_tables"


def test_every_table_is_shown_somewhere() -> None:
    text = "\n".join(path.read_text("utf-8") for path in files())

    assert set(re.findall(r"<!-- table ([a-z-]+) -->", text)) == set(TABLES)


def test_a_stale_table_would_be_noticed() -> None:
    stale = "<!-- table axes -->\n| old |\n<!-- end -->"

    assert render(stale) != stale


@PAGES
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def commands() -> list[str]:
    """The commands in the shell blocks of all pages, and those that a workflow in YAML runs."""
    found: list[str] = []
    for path in files():
        text = path.read_text("utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            found += [line for line in block.splitlines() if line.startswith("prodshape ")]
    return found + [run for run in workflow_runs() if run.startswith("prodshape ")]


def workflow_runs() -> list[str]:
    """What the steps of the workflow in docs/gate.md run."""
    [block] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "gate.md").read_text("utf-8"), re.DOTALL)
    return [step["run"] for step in yaml.safe_load(block)["jobs"]["gate"]["steps"] if "run" in step]


@pytest.mark.parametrize("line", dict.fromkeys(commands()))
def test_commands_of_the_pages_exist(line: str) -> None:
    """Command and options are known to the command line itself, so a renamed option fails here."""
    words = shlex.split(line.split(" | ", maxsplit=1)[0], comments=True)[1:]
    command: Any = typer.main.get_command(build())
    while hasattr(command, "commands"):  # typer carries its own copy of click, so no isinstance here
        command = command.commands[words.pop(0)]
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    used = {word.split("=")[0] for word in words if word.startswith("-") and word != "-"}
    assert used <= known


@pytest.mark.parametrize(("rows", "code"), [(600, 0), (100, 2)])
def test_the_workflow_of_the_gate_does_what_its_page_says(rows: int, code: int, tmp_path: Path) -> None:
    """Its commands run in the shell that GitHub starts, with a file in place of the service."""
    _, judge, show, comment = workflow_runs()
    (tmp_path / "data").mkdir()
    lines = [json.dumps({"text": f"where is order {number}"}) for number in range(rows)]
    (tmp_path / "data" / "train.jsonl").write_text("\n".join(lines))
    (tmp_path / "contract.yaml").write_text("format: prodshape.contract/1\nname: x\naxes: {casing: , emoji: }\n")
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}",
        "PRODUCTION": "data/train.jsonl",
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    ended = [
        subprocess.run(
            ["bash", "-e", "-c", line], cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=120
        )
        for line in (judge, show)
    ]
    assert [one.returncode for one in ended] == [code, 0], ended[0].stderr
    assert (tmp_path / "summary").read_text() == (tmp_path / "gate.md").read_text()
    assert {path.suffix for path in tmp_path.glob("gate.*")} == {one.suffix for one in all_formats().values()}
    assert "--body-file gate.md" in comment


def test_the_readme_names_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    targets = [line.split()[1] for block in blocks for line in block.splitlines() if line.startswith("make ")]

    assert targets[:2] == ["demo", "test"]
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_number_of_axes_is_told_right() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert {int(number) for number in re.findall(r"(\d+) (?:style )?axes", readme)} == {len(all_axes())}


def test_every_dependency_has_a_line() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [*project["project"]["dependencies"]]
    for extra in project["project"]["optional-dependencies"].values():
        wanted += extra
    for group in project["dependency-groups"].values():
        wanted += group
    names = {re.split(r"[\[<>=~ ]", requirement)[0] for requirement in wanted} - {"prodshape"}
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    listed = {name.strip() for row in re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE) for name in row.split(",")}

    assert {name for name in names if name not in listed and not name.startswith("types-")} == set()
