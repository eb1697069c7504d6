"""codespell, run as the program it is: words on its list of misspellings. GPL-2.0; nothing of it ships or is imported."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = "codespell"
_FOUND = re.compile(r"^.*?:(\d+): (\S+) ==> ", re.MULTILINE)


def answer(texts: list[str]) -> list[list[list[int]]]:
    """The stretches it calls misspelt."""
    found: list[list[list[int]]] = [[] for _ in texts]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts"
        file.write_text("\n".join(" ".join(text.split()) for text in texts) + "\n", "utf-8")
        program = Path(sys.executable).parent / "codespell"
        command = [str(program), "--config", "/dev/null", "--uri-ignore-words-list", "*", str(file)]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    for number, word in set(_FOUND.findall(said)):
        row = int(number) - 1
        for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", texts[row]):
            found[row].append([match.start(), match.end()])
    return [sorted(spans) for spans in found]
