"""Which languages the scripts of a message speak for, by ranges of code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape.language.codes import LANGUAGES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch

FIRST = 0x370
"""Code points below are Latin letters, marks and signs."""

_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0370, 0x03FF, "el"), (0x0400, 0x052F, "ru"), (0x0531, 0x058F, "hy"), (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "ar"), (0x0750, 0x077F, "ar"), (0x08A0, 0x08FF, "ar"), (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"), (0x0A00, 0x0A7F, "pa"), (0x0A80, 0x0AFF, "gu"), (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"), (0x0C80, 0x0CFF, "kn"), (0x0D00, 0x0D7F, "ml"), (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"), (0x1100, 0x11FF, "ko"),
    (0x1780, 0x17FF, "km"), (0x1E00, 0x1EFF, ""), (0x1F00, 0x1FFF, "el"), (0x3040, 0x309F, "ja"),
    (0x30A0, 0x30FF, "ja"), (0x3130, 0x318F, "ko"), (0x31F0, 0x31FF, "ja"), (0x3400, 0x4DBF, "zh"),
    (0x4E00, 0x9FFF, "zh"), (0xAC00, 0xD7AF, "ko"), (0xF900, 0xFAFF, "zh"), (0xFB50, 0xFDFF, "ar"),
    (0xFE70, 0xFEFF, "ar"), (0xFF66, 0xFF9F, "ja"), (0x20000, 0x3FFFF, "zh"),
    (0x0530, 0x0530, ""), (0x0B00, 0x0B7F, "?"), (0x0E80, 0x0EFF, "?"), (0x0F00, 0x0FFF, "?"), (0x1200, 0x139F, "?"),
    (0x0700, 0x074F, "?"), (0x0780, 0x07BF, "?"), (0x13A0, 0x167F, "?"), (0x1800, 0x18AF, "?"), (0xA000, 0xA4CF, "?"),
)  # fmt: skip
"""First and last code point, and the language the script speaks for by itself; `?`: a language we do not name."""

_TELLING: tuple[tuple[str, str, str, float], ...] = (
    ("ru", "uk", "іїєґІЇЄҐ", 0.02),
    ("ru", "bg", "ъЪ", 0.008),
    ("ru", "sr", "јљњђћџЈЉЊЂЋЏ", 0.02),
    ("ar", "ur", "ٹڈڑےںہھ", 0.03),
    ("ar", "fa", "پچژگکی", 0.04),
)
"""A script's first guess, another language that writes it, letters that only the latter uses, and what share tells."""

_RUSSIAN_ONLY = "ыэёЫЭЁ"

SCRIPT_CODES = (*LANGUAGES, "other")


def _table() -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Sorted first code points of ranges, and the code (index in SCRIPT_CODES, -1 none) of each."""
    edges: list[tuple[int, int]] = [(0, -1)]
    for first, last, code in sorted(_RANGES):
        index = -1 if not code else len(LANGUAGES) if code == "?" else LANGUAGES.index(code)
        if edges[-1][0] == first:
            edges.pop()
        edges += [(first, index), (last + 1, -1)]
    return np.array([first for first, _ in edges]), np.array([code for _, code in edges], np.int8)


_FIRSTS, _CODES = _table()


def script_of(points: NDArray[np.uint32]) -> NDArray[np.int8]:
    """The language that each code point speaks for: `uint32[k]` to `int8[k]`, index in SCRIPT_CODES, -1 for Latin."""
    return np.asarray(_CODES[_FIRSTS.searchsorted(points, side="right") - 1])


def script_letters(batch: Batch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count letters of other scripts than Latin, by the language they speak for.

    Returns:
        `rows int64[k]`, the messages that hold any, ascending, and `counts int64[k, len(SCRIPT_CODES)]`.
    """
    width = len(SCRIPT_CODES)
    places = (batch.points >= FIRST).nonzero()[0]
    if not len(places):
        return places, np.zeros((0, width), np.int64)
    codes = script_of(batch.points[places])
    places, codes = places[codes >= 0], codes[codes >= 0]
    if not len(places):
        return places, np.zeros((0, width), np.int64)
    rows, inverse = np.unique(batch.owners[places], return_inverse=True)
    counts = np.bincount(inverse * width + codes, minlength=len(rows) * width).reshape(len(rows), width)
    _share_scripts(batch.points[places], inverse, counts)
    return rows, counts


def _share_scripts(points: NDArray[np.uint32], inverse: NDArray[np.int64], counts: NDArray[np.int64]) -> None:
    """Give the letters of a shared script to the language whose own letters are among them."""
    column = {code: index for index, code in enumerate(SCRIPT_CODES)}
    kana, han = counts[:, column["ja"]], counts[:, column["zh"]]
    japanese = (kana > 0) & (kana * 12 >= han)
    counts[japanese, column["ja"]] += han[japanese]
    counts[japanese, column["zh"]] = 0
    if not counts[:, [column["ru"], column["ar"]]].any():
        return
    russian = _share(points, inverse, len(counts), _RUSSIAN_ONLY)
    for guess, code, letters, least in _TELLING:
        own = _share(points, inverse, len(counts), letters)
        total = counts[:, column[guess]]
        moved = (own > 0) & (own >= least * total) & (total > 0)
        if guess == "ru":
            moved &= russian == 0
        counts[moved, column[code]] += total[moved]
        counts[moved, column[guess]] = 0


def _share(points: NDArray[np.uint32], inverse: NDArray[np.int64], size: int, letters: str) -> NDArray[np.int64]:
    marked = np.isin(points, np.array([ord(letter) for letter in letters], np.uint32))
    return np.bincount(inverse[marked], minlength=size)
