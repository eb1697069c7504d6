"""Fit the rates of `prodshape/lexicon/token_estimate.py` to exact counts of the o200k tokeniser, and measure the error.

From: banking77_train.csv (CC BY 4.0), chat_stream.tsv (CDLA-Permissive-1.0), mono_lang_dev.tsv and
codeswitch_hinglish_train.tsv (Apache-2.0), and texts made here (capitals, codes, addresses, emoji). Needs the extra `tokens`.

Run: python -m training.fit_token_rates
"""

import csv
import os
import random
import re
import string
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from prodshape.lexicon.exact_tokens import token_count
from prodshape.lexicon.token_estimate import RATES, Rates, estimate
from prodshape.messages import Batch

DATA = Path(os.environ.get("PRODSHAPE_DATA", Path(__file__).parents[2] / "shared" / "data"))
MOST = 1500
_EMOJI = "😀😂🙂😉😍😡😭🙏👍👎❤🔥🎉✅📦📱💳🚚⏰❗🤔😤🥺💔👏🙄😅😊✨🇬🇧"


def column(name: str, field: str, delimiter: str) -> list[str]:
    """One column of a table of the data folder."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(
            file, delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
        )
        return [row[field] for row in rows if row[field]][:MOST]


def made_up(plain: list[str], seed: int) -> Iterator[str]:
    """Texts with capitals, codes, addresses and emoji."""
    draw = random.Random(seed)
    for text in plain:
        code = "".join(draw.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=draw.randint(5, 10)))
        link = "".join(draw.choices(string.ascii_letters + string.digits, k=10))
        words = re.findall("[a-z]{3,}", text.lower()) or ["shop"]
        name, topic = draw.choice(words), "".join(word.title() for word in draw.sample(words, min(2, len(words))))
        address = draw.choice(
            [
                f"https://t.co/{link}",
                f"https://www.{name}.com/{draw.choice(words)}/{draw.choice(words)}?id={code.lower()}",
                f"{name}.{draw.choice(words)}@mail.example",
                f"@{topic}Help",
                f"@{name}{draw.randint(1, 999)}",
                f"#{topic}",
                f"#{name}",
                code,
            ]
        )
        emoji = "".join(draw.choices(_EMOJI, k=draw.randint(1, 3)))
        yield draw.choice([f"{text} {address}", f"{address} {text}", f"{text} {emoji}", text.upper()])


def texts() -> dict[str, list[str]]:
    """The sets by name."""
    bank = column("banking77_train.csv", "text", ",")
    sets = {
        "bank": bank,
        "chat": column("chat_stream.tsv", "text", "\t"),
        "hinglish": column("codeswitch_hinglish_train.tsv", "text", "\t"),
        "made up": list(made_up(bank[:700], seed=7)),
    }
    with (DATA / "mono_lang_dev.tsv").open(encoding="utf-8") as file:
        for line in file.read().splitlines()[1:]:
            language, text = line.split("\t")
            sets.setdefault(f"language {language}", []).append(text)
    return sets


def main() -> None:
    """Print rates and errors."""
    sets = texts()
    units = np.eye(len(RATES))
    columns = {
        name: np.stack([estimate(Batch.of(rows), Rates(*unit)) for unit in units], axis=1)
        for name, rows in sets.items()
    }
    counts = {name: token_count(Batch.of(rows)).astype(float) for name, rows in sets.items()}
    weights = {name: 1 / (np.maximum(counts[name], 3) * np.sqrt(len(rows))) for name, rows in sets.items()}
    for name in ("bank", "chat", "made up"):
        weights[name] *= 2  # what users type matters more than encyclopedias
    x = np.concatenate([columns[name] * weights[name][:, None] for name in sets])
    y = np.concatenate([counts[name] * weights[name] for name in sets])
    fitted = np.linalg.lstsq(x, y, rcond=None)[0]
    print({field: round(float(rate), 2) for field, rate in zip(Rates._fields, fitted, strict=True)})
    for name, rows in sets.items():
        count = counts[name]
        for label, values in (
            ("fitted", columns[name] @ fitted),
            ("shipped", estimate(Batch.of(rows), RATES)),
            ("characters / 4", np.array([len(text) / 4 for text in rows])),
        ):
            error = np.mean(np.abs(np.maximum(1, np.rint(values)) - count) / count)
            print(f"{name:12} {label:15} bias {values.sum() / count.sum() - 1:+.3f} mean absolute error {error:.3f}")


if __name__ == "__main__":
    main()
