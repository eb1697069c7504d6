"""PRODSHAPE_REQUIRE=all: a skip, wherever it happens, is an error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CONFTEST = Path(__file__).parents[1] / "conftest.py"
TESTS = {
    "in_the_test": "import pytest\ndef test_it(): pytest.skip('no broker')\n",
    "in_a_fixture": (
        "import pytest\n@pytest.fixture\ndef broker(): pytest.skip('no broker')\ndef test_it(broker): pass\n"
    ),
    "by_a_mark": "import pytest\n@pytest.mark.skipif(True, reason='no broker')\ndef test_it(): pass\n",
    "of_a_module": "import pytest\npytest.skip('no broker', allow_module_level=True)\ndef test_it(): pass\n",
    "of_an_import": "import pytest\npytest.importorskip('no_such_module_here')\ndef test_it(): pass\n",
}
FINE = {
    "passes": "def test_it(): pass\n",
    "fails_as_expected": "import pytest\n@pytest.mark.xfail(strict=True)\ndef test_it(): assert False\n",
    "has_data": "def test_it(data_dir): assert data_dir.is_dir()\n",
}


def run(folder: Path, tests: dict[str, str], **environment: str) -> str:
    """What pytest says of these test files under our conftest."""
    shutil.copy(CONFTEST, folder / "conftest.py")
    for name, text in tests.items():
        (folder / f"test_{name}.py").write_text(text)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PRODSHAPE_")}
    plugins = [argument for name in ("cacheprovider", "hypothesispytest", "xdist") for argument in ("-p", f"no:{name}")]
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-ra",
            "--continue-on-collection-errors",
            *plugins,
            "--rootdir",
            str(folder),
            str(folder),
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=folder,
        env=inherited | {"COLUMNS": "300", "PYTHONPATH": str(CONFTEST.parents[1])} | environment,
        timeout=240,
    ).stdout


def test_every_kind_of_skip_is_an_error_if_everything_is_required(tmp_path: Path) -> None:
    said = run(tmp_path, TESTS | FINE, PRODSHAPE_REQUIRE="all", PRODSHAPE_DATA=str(tmp_path))
    assert "skipped" not in said.splitlines()[-1]
    for name in TESTS:
        lines = [
            line for line in said.splitlines() if line.startswith(("FAILED", "ERROR")) and f"test_{name}.py" in line
        ]
        assert len(lines) == 1, f"{name}: {said}"
    assert said.count("PRODSHAPE_REQUIRE=all makes every skip an error") >= len(TESTS)


def test_skips_are_skips_otherwise_and_the_rest_is_left_alone(tmp_path: Path) -> None:
    said = run(tmp_path, TESTS | FINE, PRODSHAPE_DATA=str(tmp_path / "nowhere"))
    assert "1 passed, 6 skipped, 1 xfailed" in said.splitlines()[-1], said
    assert f"no labelled data in {tmp_path}/nowhere: set PRODSHAPE_DATA" in said
