"""Tables ship ready made: a start writes nothing, so that neither a read-only home nor many starts at once can hurt it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

AT_ONCE = 8

MEASURE = """
import json, os, sys

written = []

def watch(event, details):
    if event == "open" and (set(str(details[1])) & set("wax+") or (details[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
        written.append(str(details[0]))
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink"):
        written.append(f"{event} {details}")

sys.addaudithook(watch)

from prodshape.measurement import Measurer

measurer = Measurer()
measurer.warm_up()
found = measurer.measure(["hi i returnd the thing, wheres my refund??", "hola, no puedo entrar en mi cuenta", "ok \U0001f642"])
print(json.dumps([written, {key.name: column.codes.tolist() for key, column in found.columns.items()}]))
"""


def test_many_starts_at_once_without_a_home_measure_alike_and_write_nothing(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "not there" / "nor here")
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    environment |= dict.fromkeys(("HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "TMPDIR"), nowhere)
    command = [sys.executable, "-c", MEASURE]
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(AT_ONCE)
    ]
    answers = []
    for process in started:
        out, error = process.communicate(timeout=120)
        assert process.returncode == 0, error.decode()
        answers.append(json.loads(out))
    assert [written for written, _ in answers] == [[]] * AT_ONCE
    assert all(codes == answers[0][1] for _, codes in answers)
    assert [*tmp_path.iterdir()] == []
