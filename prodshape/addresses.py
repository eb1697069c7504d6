"""Where URLs and e-mail addresses stand in a batch, `[start, end)` in its code points: rule 2 of `prodshape.tokens`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prodshape import characters as c

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from prodshape.messages import Batch


def _spelt(word: str) -> int:
    first, second, third = (ord(letter) for letter in word.ljust(3, "\0"))
    return first << 42 | second << 21 | third


_WWW, _CO = _spelt("www"), _spelt("co")
_DOMAINS = np.array([_spelt(word) for word in ("com", "net", "org", "edu", "gov", "io")])
_IN_ADDRESS = frozenset(map(ord, ".+-%"))
_IS_HOST_MARK = np.isin(np.arange(0x80), [ord("."), ord("-")])


def find_urls(batch: Batch, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Find the URLs of a batch, in any order; `starts` and `ends` are those of its runs."""
    lower = batch.lower
    begins: list[int] = []
    colons = batch.places(c.COLON)
    if len(colons):
        colons = colons[colons + 2 < len(lower)]
        schemes = colons[(lower[colons + 1] == ord("/")) & (lower[colons + 2] == ord("/"))]
        begins += starts[_ending_at(ends, schemes)].tolist()
    dots = batch.places(c.STOP)
    if len(dots):
        dotted = _ending_at(ends, dots[lower[dots] == ord(".")])
        three = dotted[ends[dotted] - starts[dotted] == 3]
        if len(three):
            begins += starts[three[_spelling(lower, starts[three], ends[three]) == _WWW]].tolist()
        begins += _bare_hosts(lower, starts, ends, dotted)
    if not begins:
        return []
    spaces = batch.has(c.SPACE).nonzero()[0]
    stops = spaces[spaces.searchsorted(begins)]
    return [(begin, int(stop)) for begin, stop in zip(begins, stops.tolist(), strict=True)]


def _ending_at(ends: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The tokens that end at one of these places."""
    if not len(ends):
        return places[:0]
    tokens = np.minimum(ends.searchsorted(places), len(ends) - 1)
    found: NDArray[np.int64] = tokens[ends[tokens] == places]
    return found


def _spelling(lower: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Words of up to three letters as a number each."""
    spelling = np.zeros(len(starts), np.int64)
    for step in range(3):
        at = starts + step
        spelling = (spelling << 21) | np.where(at < ends, lower[np.minimum(at, ends)], 0)
    return spelling


def _bare_hosts(
    lower: NDArray[np.uint32], starts: NDArray[np.int64], ends: NDArray[np.int64], dotted: NDArray[np.int64]
) -> list[int]:
    """Where host names without a scheme begin: `shop.example.com`, `t.co/abc`; `dotted` are the tokens before a dot."""
    joined = dotted[dotted + 1 < len(starts)] + 1
    joined = joined[(starts[joined] == ends[joined - 1] + 1) & (ends[joined] - starts[joined] <= 3)]
    if not len(joined):
        return []
    spelling = _spelling(lower, starts[joined], ends[joined])
    short_link = (spelling == _CO) & (lower[ends[joined]] == ord("/"))
    hosts = joined[short_link | np.isin(spelling, _DOMAINS)]
    if not len(hosts):
        return []
    hangs = np.zeros(len(starts), np.bool_)
    hangs[1:] = (starts[1:] == ends[:-1] + 1) & _IS_HOST_MARK[np.minimum(lower[ends[:-1]], 0x7F)]
    first = np.maximum.accumulate(np.where(hangs, 0, np.arange(len(starts))))
    begins: list[int] = starts[np.unique(first[hosts])].tolist()
    return begins


def find_emails(batch: Batch) -> list[tuple[int, int]]:
    """Find the e-mail addresses of a batch, in order."""
    ats = batch.places(c.AT)
    if not len(ats):
        return []
    runs = batch.has(c.LETTER | c.DIGIT | c.UNDERSCORE)
    ats = ats[runs[ats - 1] & runs[ats + 1]]
    found = []
    left_limit = 0
    for at in ats.tolist():
        start = at
        while start > left_limit and (runs[start - 1] or int(batch.points[start - 1]) in _IN_ADDRESS):
            start -= 1
        while start < at and not runs[start]:
            start += 1
        end, dot = at + 1, False
        while runs[end] or int(batch.points[end]) in _IN_ADDRESS:
            dot = dot or (batch.points[end] == ord(".") and bool(runs[end + 1]))
            end += 1
        while not runs[end - 1]:
            end -= 1
        left_limit = at
        if dot:
            found.append((start, end))
            left_limit = end
    return found
