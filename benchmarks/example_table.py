"""The README's example: real messages against what teachers wrote. `python -m benchmarks.example_table` rewrites it there."""

from __future__ import annotations

import re
import sys
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.accuracy.labelled import data_folder
from prodshape.comparison import compare
from prodshape.datafiles.base import Fields
from prodshape.file_fingerprint import fingerprint_file

if TYPE_CHECKING:
    from prodshape.fingerprint import Fingerprint

README = Path(__file__).parent.parent / "README.md"
PRODUCTION = {
    "support tweets": ("support_tweets.txt", Fields()),
    "chat turns": ("chat_stream.tsv", Fields(text="text", author="conversation")),
    "text messages": ("nus_sms_en_5k.txt", Fields()),
}
TRAINING = {
    "Bitext": ("bitext_tags_a.csv", Fields(text="instruction")),
    "Banking77": ("banking77_train.csv", Fields(text="text")),
}
_PLACE = re.compile(r"(<!-- example -->\n).*?(<!-- end example -->)", re.DOTALL)


def measured(folder: Path, name: str, fields: Fields) -> Fingerprint:
    """The fingerprint of one file of the data folder."""
    return fingerprint_file(str(folder / name), fields)


def table(folder: Path) -> str:
    """All pairs as a Markdown table, the greatest mean distance first."""
    real = {name: measured(folder, *what) for name, what in PRODUCTION.items()}
    taught = {name: measured(folder, *what) for name, what in TRAINING.items()}
    pairs = {(one, other): compare(real[one], taught[other]) for one, other in product(real, taught)}
    distances = {
        axis: [found.axes[axis].values.get("jensen_shannon") for found in pairs.values()]
        for axis in next(iter(pairs.values())).axes
    }
    head = ["axis", *(f"{one} ({real[one].messages:,}) / {other}" for one, other in pairs)]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for axis, values in sorted(distances.items(), key=lambda item: -sum(value or 0 for value in item[1])):
        cells = ["-" if value is None else f"{value:.2f}" for value in values]
        lines.append(f"| {axis} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Rewrite the table in the README."""
    folder = data_folder()
    if not folder.is_dir():
        sys.exit(f"The data folder {folder} is not there; name it with PRODSHAPE_DATA.")
    text = README.read_text("utf-8")
    README.write_text(_PLACE.sub(lambda match: match[1] + table(folder) + match[2], text), "utf-8")


if __name__ == "__main__":
    main()
