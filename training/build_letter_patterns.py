"""Build prodshape/tables/letter_patterns.npz: how likely three letters in a row are in each language.

Counted over the words of `words_frequency.npz` (derived from wordfreq and the Hinglish-TOP training queries, CC BY-SA 4.0), each word once, and those with
marks once more without them, as many people type them: the table is asked about words that no list has, and those are rare words. A row is a bucket of hashed triples of letters, a
column a language; a cell is round(6 ln share), less the mean of its row, so that triples nobody knows say nothing.

Run: python -m training.build_letter_patterns
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from prodshape.characters import characters
from prodshape.language.letter_patterns import BUCKETS, triples

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLES = Path(__file__).parent.parent / "prodshape" / "tables"
_PLAIN = {"ł": "l", "đ": "d", "ı": "i", "ø": "o"}
"""Letters whose mark Unicode does not part from them."""
SMOOTHING = 2e-6
"""Added to every share, about a third of a word in a full list; short lists must not make the unseen look likely."""


def _without_marks(lower: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The letters as people type them who leave out the marks: `č` as `c`, `ł` as `l`."""
    points = np.unique(lower)
    plain = [_PLAIN.get(chr(point), unicodedata.normalize("NFD", chr(point))[0]) for point in points.tolist()]
    return np.array([ord(letter) for letter in plain], np.uint32)[np.searchsorted(points, lower)]


def main() -> None:
    """Count and write."""
    with np.load(TABLES / "words_frequency.npz") as table:
        points = np.frombuffer(table["words"].tobytes().decode().encode("utf-32-le"), np.uint32)
        languages, rows, columns = table["languages"], table["rows"], table["columns"]
    lower = characters().lower[points]
    ends = np.flatnonzero(points == ord("\n"))
    starts = np.append(0, ends[:-1] + 1)
    plain = _without_marks(lower)
    counts = np.zeros((BUCKETS, len(languages)))
    for column in range(len(languages)):
        chosen = rows[columns == column]
        buckets, _ = triples(lower, starts[chosen], ends[chosen])
        counts[:, column] = np.bincount(buckets, minlength=BUCKETS)
        marked = np.maximum.reduceat(lower != plain, starts)[chosen]
        buckets, _ = triples(plain, starts[chosen[marked]], ends[chosen[marked]])
        counts[:, column] += np.bincount(buckets, minlength=BUCKETS)
    logs = 6 * np.log(counts / counts.sum(axis=0) + SMOOTHING)
    logs -= logs.mean(axis=1, keepdims=True)
    scores = np.clip(np.round(logs), -127, 127).astype(np.int8)
    np.savez_compressed(TABLES / "letter_patterns.npz", languages=languages, scores=scores)
    print(f"{np.count_nonzero(counts.sum(axis=1))} of {BUCKETS} buckets used")


if __name__ == "__main__":
    main()
