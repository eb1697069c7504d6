"""The user's own file instead of the shop: its rows in order, most of them as the past week, the last ones live."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from consumers.demo.traffic import Message, in_bursts
from prodshape.datafiles import choose_format, open_data
from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prodshape.datafiles.base import Fields

LIVE_SHARE = 0.25
"""The part of the file that is played live."""

LEAST_LIVE = 250
"""Messages that are played live at least, but no more than half: the service compares none of fewer than 200."""

MOST_LIVE = 3_000
"""Messages that are played live at most, so that the play ends within two minutes."""


class OwnFile:
    """The readable rows of a data file, as messages.

    Args:
        path: of the file.
        fields: where its rows keep text and author.

    Raises:
        InputError: it cannot be read or has too few readable rows.
    """

    def __init__(self, path: str, fields: Fields) -> None:
        self._path = path
        self._fields = fields
        self.readable = sum(1 for _ in self._rows())
        if self.readable < 2:
            raise InputError(
                f"Playing {path} takes at least two rows with a text in {fields.text!r}, it has {self.readable}: "
                "name another field by --field."
            )
        self.live = min(MOST_LIVE, max(int(self.readable * LIVE_SHARE), min(LEAST_LIVE, self.readable // 2)))

    def rate(self, seconds: float, *, most: float) -> float:
        """Live messages a second that spread the live part over so many seconds, at most `most`.

        Played faster, a small file would fill only the beginning of the live window, and soon be older than it.
        """
        return min(most, self.live / seconds)

    def history(self, start_ms: int, end_ms: int) -> Iterator[Message]:
        """Spread the first part of the file over a stretch of time."""
        count = self.readable - self.live
        for number, (text, author) in enumerate(islice(self._rows(), count)):
            yield Message(max(start_ms, in_bursts(start_ms + (end_ms - start_ms) * number // count)), text, author)

    def recent(self, skip: int) -> Iterator[tuple[str, str | None]]:
        """The last part, without the first `skip` rows of the file."""
        return islice(self._rows(), max(skip, self.readable - self.live), None)

    def _rows(self) -> Iterator[tuple[str, str | None]]:
        data_format = choose_format(self._path, self._fields)
        with open_data(data_format) as stream:
            for block in data_format.blocks(stream):
                rows = data_format.rows(block)
                for index, text in enumerate(rows.texts):
                    if index not in rows.refused:
                        yield text, rows.authors[index] if rows.authors else None
