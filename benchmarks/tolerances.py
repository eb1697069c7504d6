"""What distances real users and teachers' texts show: the table behind the contract's default tolerance.

`python -m benchmarks.tolerances` rewrites it in docs/decisions/tolerances.md.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import Counter
from itertools import combinations, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.accuracy.labelled import data_folder
from prodshape.comparison import compare
from prodshape.contract import Contract, Terms
from prodshape.datafiles.base import Fields
from prodshape.file_fingerprint import fingerprint_file
from prodshape.judging import Pair, judge
from prodshape.verdict import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from prodshape.fingerprint import Fingerprint

PAGE = Path(__file__).parent.parent / "docs" / "decisions" / "tolerances.md"
TRAINING = {"Bitext": ("bitext_tags_a.csv", "instruction"), "Banking77": ("banking77_train.csv", "text")}
SPLITS = 10
_PLACE = re.compile(r"(<!-- table -->\n).*?(<!-- end table -->)", re.DOTALL)
_MAIN = "jensen_shannon"

Row = tuple[str, str]
"""Text and author; rows without an author have one of their own."""


def streams(folder: Path) -> dict[str, list[Row]]:
    """Read the real texts, by product."""
    with (folder / "chat_stream.tsv").open(encoding="utf-8", newline="") as file:
        turns = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found: dict[str, list[Row]] = {}
    for turn in turns:
        found.setdefault(f"chat, {turn['domain']}", []).append((turn["text"], turn["conversation"]))
    for name, file_name in (("tweets", "support_tweets.txt"), ("SMS", "nus_sms_en_5k.txt")):
        lines = (folder / file_name).read_text("utf-8").splitlines()
        found[name] = [(line, str(place)) for place, line in enumerate(lines) if line.strip()]
    return found


def halves(rows: Sequence[Row], chance: random.Random | None, place: Path) -> tuple[Fingerprint, Fingerprint]:
    """Split by author, at random or into the earlier and the later ones of the file, and measure both."""
    authors = list(dict.fromkeys(author for _, author in rows))
    if chance is not None:
        chance.shuffle(authors)
    first = set(authors[: len(authors) // 2])
    both = [row for row in rows if row[1] in first], [row for row in rows if row[1] not in first]
    return fingerprint(both[0], place), fingerprint(both[1], place)


def fingerprint(rows: Sequence[Row], place: Path) -> Fingerprint:
    """Measure rows as a file of a user would be."""
    path = place / "rows.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text, "author": author}) + "\n" for text, author in rows)
    return fingerprint_file(str(path), Fields(text="text", author="author"))


def distances(pairs: Sequence[tuple[Fingerprint, Fingerprint]]) -> dict[str, list[float]]:
    """Compare each pair, axis by axis; where no distance exists there is none."""
    found: dict[str, list[float]] = {}
    for pair in pairs:
        for name, axis in compare(*pair).axes.items():
            value = axis.values.get(_MAIN)
            if value is not None:
                found.setdefault(name, []).append(value)
    return found


def verdicts(pairs: Sequence[tuple[Fingerprint, Fingerprint]]) -> dict[Outcome, float]:
    """Judge each pair by a contract of the defaults, and give the share of axes by verdict."""
    told = Counter(
        axis.verdict
        for pair in pairs
        for axis in judge(Contract(name="default", axes=dict.fromkeys(pair[0].axes, Terms())), {"all": Pair.of(*pair)})
        .segments["all"]
        .axes.values()
    )
    return {outcome: told[outcome] / told.total() for outcome in Outcome}


def tables(folder: Path, place: Path) -> str:
    """Measure all columns, and write distances and verdicts as Markdown tables."""
    real = streams(folder)
    chance = random.Random(20_26)
    columns = {
        f"random halves of the same users ({SPLITS} x {len(real)})": [
            halves(rows, chance, place) for rows in real.values() for _ in range(SPLITS)
        ],
        f"earlier and later half of the file ({len(real)})": [halves(rows, None, place) for rows in real.values()],
    }
    whole = {name: fingerprint(rows, place) for name, rows in real.items()}
    chats = [name for name in whole if name.startswith("chat")]
    columns[f"two products, the same channel ({len(chats)})"] = [
        (whole[one], whole[other]) for one, other in combinations(chats, 2)
    ]
    taught = [fingerprint_file(str(folder / name), Fields(text=field)) for name, field in TRAINING.values()]
    columns[f"what a teacher wrote, and users ({len(taught)} x {len(real)})"] = list(product(taught, whole.values()))
    measured = {name: distances(pairs) for name, pairs in columns.items()}
    lines = ["| axis | " + " | ".join(measured) + " |", "|---" * (len(measured) + 1) + "|"]
    for axis in sorted({name for found in measured.values() for name in found}):
        cells = [_cell(found.get(axis, [])) for found in measured.values()]
        lines.append(f"| {axis} | " + " | ".join(cells) + " |")
    lines += ["", "| verdict of the default contract | " + " | ".join(columns) + " |", lines[1]]
    judged = [verdicts(pairs) for pairs in columns.values()]
    lines += [f"| {outcome} | " + " | ".join(f"{found[outcome]:.1%}" for found in judged) + " |" for outcome in Outcome]
    return "\n".join(lines) + "\n"


def _cell(values: list[float]) -> str:
    if not values:
        return "-"
    found = sorted(values)
    return f"{found[0]:.3f} - **{found[len(found) // 2]:.3f}** - {found[-1]:.3f}"


def main() -> None:
    """Rewrite the table in the page."""
    folder = data_folder()
    if not folder.is_dir():
        sys.exit(f"The data folder {folder} is not there; name it with PRODSHAPE_DATA.")
    with TemporaryDirectory() as place:
        made = tables(folder, Path(place))
    PAGE.write_text(_PLACE.sub(lambda match: match[1] + made + match[2], PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
