"""What the person at the terminal sees: sentences, and a table that lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from prodshape.levels import levels

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from consumers.demo.divergence import AxisNow

_BAR = 12
_PIPE_WIDTH = 110
_FRAME = 6
"""Lines of a table around its rows."""

_LEVELS_WIDTH = 90
"""A narrower terminal shows names and distances whole, and leaves out where both sides stand."""

_KEPT = 8
"""Sentences that stay above the table on a terminal."""


class Screen:
    """Prints sentences with the seconds since the start; on a terminal also a table, redrawn in place.

    Args:
        clock: seconds since the start.
        console: where to print; by default standard output.
    """

    def __init__(self, clock: Callable[[], float], console: Console | None = None) -> None:
        self._clock = clock
        self._console = console or Console(highlight=False)
        if not self._console.is_terminal:
            self._console.width = _PIPE_WIDTH
        self._said: list[Text] = []
        self._below: Table | Text = Text()
        self._live = Live(console=self._console, auto_refresh=False) if self._console.is_terminal else None

    def say(self, sentence: str, *, loud: bool = False) -> None:
        """Print a sentence."""
        line = Text.assemble((f"{self._clock():5.0f} s  ", "dim"), (sentence, "bold" if loud else ""))
        if self._live is None:
            self._console.print(line, soft_wrap=True)
            return
        self._said = [*self._said, line][-_KEPT:]
        self._draw()

    def show(self, axes: list[AxisNow], title: str, *, also_in_pipes: bool = False) -> None:
        """Show the table of divergences; into a file or a pipe only where that is asked for."""
        self._below = divergence_table(axes[: self._room()], title, levels_shown=self._console.width >= _LEVELS_WIDTH)
        if self._live is not None:
            self._draw()
        elif also_in_pipes:
            self._console.print(self._below)

    def progress(self, words: str) -> None:
        """Show how far something is, on a terminal."""
        if self._live is not None:
            self._below = Text(words, "dim")
            self._draw()

    def _room(self) -> int | None:
        """How many axes fit below the sentences; all of them where nothing is redrawn."""
        if self._live is None:
            return None
        taken = sum(-(-line.cell_len // self._console.width) for line in self._said)
        return max(3, self._console.height - taken - _FRAME)

    def _draw(self) -> None:
        if self._live is not None:
            self._live.update(Group(*self._said, self._below), refresh=True)

    def __enter__(self) -> Self:
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None  # what is said from here on stands below the last table


def divergence_table(axes: list[AxisNow], title: str, *, levels_shown: bool = True) -> Table:
    """Draw mismatch and drift of every axis as Jensen-Shannon distances, 0 to 1."""
    table = Table(title=title, title_justify="left", pad_edge=False)
    table.add_column("axis", no_wrap=True)
    if levels_shown:
        table.add_column("training set -> users now", overflow="ellipsis", no_wrap=True)
    table.add_column("mismatch", no_wrap=True)
    table.add_column("drift", no_wrap=True)
    for axis in axes:
        stands = "" if axis.dataset is None else levels(axis.unit, axis.ratio_of, axis.dataset, axis.production)
        middle = [Text(stands)] if levels_shown else []
        table.add_row(axis.name, *middle, bar(axis.mismatch), bar(axis.drift))
    return table


def bar(value: float | None) -> Text:
    """Draw a distance between 0 and 1 with its number.

    Example:
        >>> bar(0.5).plain, bar(None).plain
        ('0.50 ######', '-')
    """
    if value is None:
        return Text("-")
    style = "red" if value >= 0.3 else "yellow" if value >= 0.1 else "green"
    return Text(f"{value:.2f} {'#' * round(value * _BAR)}", style)
