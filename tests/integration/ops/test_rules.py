"""Prometheus' own tools accept the alert rules, and the alerts fire and resolve as they should."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "deploy" / "prometheus"


def promtool(*arguments: str) -> None:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed: it comes with Prometheus (Debian package prometheus)")
    done = subprocess.run([program, *arguments], cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_rules_are_rules() -> None:
    promtool("check", "rules", "prodshape.rules.yaml")


def test_alerts_fire_and_resolve() -> None:
    promtool("test", "rules", "prodshape.rules.test.yaml")


def test_a_rule_that_never_fires_is_noticed(tmp_path: Path) -> None:
    """The test of the rules can fail."""
    text = (FOLDER / "prodshape.rules.yaml").read_text("utf-8")
    assert "> 0.15" in text
    (tmp_path / "prodshape.rules.yaml").write_text(text.replace("> 0.15", "> 0.95"), "utf-8")
    shutil.copy(FOLDER / "prodshape.rules.test.yaml", tmp_path)
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed: it comes with Prometheus (Debian package prometheus)")

    done = subprocess.run(
        [program, "test", "rules", "prodshape.rules.test.yaml"], cwd=tmp_path, capture_output=True, check=False
    )

    assert done.returncode != 0
