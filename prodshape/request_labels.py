"""A team's own labels: how many requests messages have, to correct the rates of the axis `intents`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from prodshape.axes import all_axes
from prodshape.errors import InputError

if TYPE_CHECKING:
    from prodshape.prevalence import DetectorRates

AXIS = "intents"


def rates_of_labels(path: str) -> dict[str, dict[str, DetectorRates]]:
    """Measure the labelled messages of a file: how often the axis is right on them, by axis and estimate.

    Args:
        path: of JSON Lines with `text` and `requests`, the number of things that it asks for (3 for three or more).

    Raises:
        InputError: the file cannot be read, a line does not fit, or there are too few labels.
    """
    texts: list[str] = []
    labels: list[int] = []
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The labels {path!r} cannot be read: {error}.") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, label = row["text"], row["requests"]
        except (ValueError, KeyError, TypeError):
            text, label = None, None
        if not isinstance(text, str) or isinstance(label, bool) or not isinstance(label, int) or label < 0:
            raise InputError(
                f'A line of labels is {{"text": ..., "requests": 0, 1, 2, ...}}; line {number} of {path!r} is not: correct it.'
            )
        texts.append(text)
        labels.append(label)
    return {AXIS: all_axes()[AXIS].rates_on(texts, labels)}
