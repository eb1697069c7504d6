"""Commands are found by being there; a module that is none, or one name twice, stops the start."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from prodshape import cli
from prodshape.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty package of commands named `planted`."""
    folder = tmp_path / "planted"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in [name for name in sys.modules if name.partition(".")[0] == "planted"]:
        monkeypatch.delitem(sys.modules, name)
    return folder


def test_a_function_becomes_a_command_and_an_app_a_group(package: Path) -> None:
    (package / "say_hello.py").write_text("def command(name: str) -> None:\n    print('hello', name)\n")
    (package / "things.py").write_text(
        "import typer\napp = typer.Typer()\n"
        "@app.command()\ndef add() -> None: print('added')\n@app.command()\ndef drop() -> None: print('dropped')\n"
    )
    (package / "_shared.py").write_text("no_command = True\n")
    app = cli.build(["planted"])

    assert CliRunner().invoke(app, ["say-hello", "ada"]).stdout == "hello ada\n"
    assert CliRunner().invoke(app, ["things", "drop"]).stdout == "dropped\n"


def test_a_module_without_a_command_is_named(package: Path) -> None:
    (package / "empty.py").write_text("")
    with pytest.raises(TypeError, match=r"planted\.empty must define"):
        cli.build(["planted"])


def test_a_command_defined_twice_is_named(package: Path) -> None:
    (package / "measure.py").write_text("def command() -> None: ...\n")
    with pytest.raises(TypeError, match="both define the command 'measure'"):
        cli.build(["prodshape.cli", "planted"])


def test_all_our_commands_can_be_built_and_say_what_they_do() -> None:
    app = cli.build()
    names = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}

    assert {"measure", "fingerprint", "compare", "dataset", "baseline"} <= names
    for name in sorted(filter(None, names)):
        result = CliRunner().invoke(app, [name, "--help"])
        assert result.exit_code == 0, name
        assert len(result.stdout.split()) > 12, name


def ended(package: Path, body: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    (package / "act.py").write_text(f"def command() -> None:\n    {body}\n")
    monkeypatch.setattr(cli, "_packages", lambda: ["planted"])
    with pytest.raises(SystemExit) as ending:
        cli.main(["act"])
    captured = capsys.readouterr()

    assert ending.value.code == cli.INPUT_ERROR
    assert captured.out == ""
    return captured.err


def test_an_error_of_ours_is_one_sentence_and_exit_code_3(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    body = f"from {InputError.__module__} import InputError; raise InputError('A file has rows, this has none.')"

    assert ended(package, body, monkeypatch, capsys) == "prodshape: A file has rows, this has none.\n"


def test_a_package_that_is_not_installed_is_named_with_its_extra(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    assert "pip install 'prodshape[parquet]'" in ended(package, "import pyarrow.parquet", monkeypatch, capsys)


@pytest.mark.parametrize("owner", ["package", "module"])
def test_the_extra_of_the_whole_command_is_named_where_it_has_one(
    package: Path, owner: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other, a newcomer would be told four extras by `prodshape demo`."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    body = "import pyarrow"
    if owner == "module":
        body += "\nEXTRA = 'demo'"
    else:
        (package / "__init__.py").write_text("EXTRA = 'demo'\n")

    assert "needs the package pyarrow, which is not installed: pip install 'prodshape[demo]'" in ended(
        package, body, monkeypatch, capsys
    )


@pytest.mark.parametrize(("module", "extra"), [("consumers", "consumer"), ("service", "service")])
def test_a_process_without_its_packages_says_what_to_install(module: str, extra: str) -> None:
    code = f"import sys, runpy; sys.modules['msgspec'] = sys.modules['uvicorn'] = None; runpy.run_module({module!r}, run_name='__main__')"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert ended.returncode == cli.INPUT_ERROR
    assert f"which is not installed: pip install 'prodshape[{extra}]'." in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_fault_of_ours_is_not_hidden(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package / "act.py").write_text("def command() -> None:\n    import no_such_module_of_anybody\n")
    monkeypatch.setattr(cli, "_packages", lambda: ["planted"])
    with pytest.raises(ModuleNotFoundError):
        cli.main(["act"])
