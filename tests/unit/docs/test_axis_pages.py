"""The pages of the axes say what the code does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from docs.build_axis_pages import FAILURES, FOLDER, pages
from docs.build_tables import ROOT
from prodshape.axes import all_axes

if TYPE_CHECKING:
    from pathlib import Path

PAGES = pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_current(path: Path) -> None:
    assert path.read_text("utf-8") == PAGES[path], "run python -m docs.build_axis_pages"


def test_every_axis_has_a_page_and_no_other_has_one() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(all_axes())


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")

    assert all(f"- axes/{name}.md\n" in navigation for name in all_axes())


@pytest.mark.parametrize("name", all_axes())
def test_a_page_shows_bins_and_every_example(name: str) -> None:
    axis = all_axes()[name]
    text = PAGES[FOLDER / f"{name}.md"]

    assert all(f"`{bin_name}`" in text for bin_name in axis.grid.names)
    assert text.split("## Examples")[1].split("## Method")[0].count("\n| ") == len(axis.examples) + 1


def test_failures_name_axes_and_bins() -> None:
    for name, failures in yaml.safe_load(FAILURES.read_text("utf-8")).items():
        for one in failures:
            assert set(one) == {"text", "should_be", "why"}
            assert one["should_be"] in all_axes()[name].grid.names
