"""`prodshape explain`: what every axis sees in a message, and why."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer

from prodshape.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from prodshape.axes.base import Axis
    from prodshape.explanation import AxisView, Explanation

_PIPE_WIDTH = 160
_COLOURS = {
    "typo": "bold red",
    "spacing": "magenta",
    "apostrophe": "yellow",
    "abbreviation": "cyan",
    "lengthening": "blue",
    "emoji": "green",
    "emoticon": "green",
}
_UNKNOWN = "underline"
_MOST_REASONS = 8


def command(
    text: Annotated[list[str], typer.Argument(help="The message; - reads standard input, one message a line.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per message instead.")] = False,
    languages: Annotated[
        str | None,
        typer.Option(
            "--languages",
            help="Those that the writers mix, such as en,es: their pairs are looked for; by default English with any other.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Show the tokens of a message, what every axis saw in it, in which bin it falls, and why."""
    from prodshape.audience import Audience
    from prodshape.axes import all_axes
    from prodshape.explanation import explain

    axes = all_axes(Audience.parse(languages))
    console = None if as_json else _console()
    number = 0
    for texts in _messages(text):
        for found in explain(texts, axes):
            if console is None:
                print(json.dumps(found.to_json()))
            else:
                if number:
                    console.print()
                show(found, console, axes)
            number += 1
    if not number:
        raise InputError("There was no message on standard input: give one a line.")


def _messages(words: list[str]) -> Iterator[list[str]]:
    if words != ["-"]:
        yield [" ".join(words)]
        return
    from prodshape.datafiles import choose_format, open_data
    from prodshape.datafiles.base import Fields

    lines = choose_format("-", Fields(), "txt")
    read = 0
    with open_data(lines) as stream:
        for block in lines.blocks(stream):
            rows = lines.rows(block)
            for index, reason in sorted(rows.refused.items()):
                print(f"prodshape: line {read + index + 1} of the input is refused: {reason}.", file=sys.stderr)
            read += len(rows)
            yield [row for index, row in enumerate(rows.texts) if index not in rows.refused]


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def show(found: Explanation, console: Console, axes: dict[str, Axis]) -> None:
    """Print one explanation: the text with its marks, the tokens, a table of the axes."""
    console.print(marked(found), soft_wrap=True)
    console.print(token_line(found), soft_wrap=True)
    console.print(table(found, axes))


def marked(found: Explanation) -> Text:
    """The text, coloured where an axis marked it, each mark with its kind behind it."""
    from rich.text import Text

    drawn = Text()
    spans = sorted({span for view in found.axes.values() for span in view.spans})
    at = 0
    for span in spans:
        if span.start < at:
            continue
        drawn.append(visible(found.text[at : span.start]))
        style = _COLOURS.get(span.kind, "reverse")
        drawn.append(visible(found.text[span.start : span.end]), style)
        drawn.append(f"[{span.kind}]", f"dim {style}")
        at = span.end
    drawn.append(visible(found.text[at:]))
    return drawn


def token_line(found: Explanation) -> Text:
    """The tokens; kinds other than words are named, words that the vocabulary lacks are underlined and followed by ?."""
    from rich.text import Text

    drawn = Text(f"{len(found.tokens)} tokens:", "dim")
    for token in found.tokens:
        drawn.append(" ")
        drawn.append(visible(found.text[token.start : token.end]), "" if token.known else _UNKNOWN)
        if token.kind != "word":
            drawn.append(f"[{token.kind}]", "dim")
        elif not token.known:
            drawn.append("?", "dim")
    return drawn


def table(found: Explanation, axes: dict[str, Axis]) -> Table:
    """Draw one line per axis: bin, value, what it adds to the ratio, and why."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table(pad_edge=False, box=None)
    for heading in ("axis", "bin", "value"):
        drawn.add_column(heading, no_wrap=True)
    drawn.add_column("adds to the ratio")
    drawn.add_column("why")
    for name, view in found.axes.items():
        style = "dim" if view.bin is None else ""
        shown = Text("not measured" if view.bin is None else view.bin, style)
        value = "-" if view.value is None else f"{view.value:g}"
        drawn.add_row(Text(name, "bold"), shown, value, Text(_ratio(view, axes[name]), "dim"), _why(view))
    return drawn


def _ratio(view: AxisView, axis: Axis) -> str:
    if axis.ratio is None or view.numerator is None:
        return "-"
    return f"{view.numerator} / {view.denominator} ({axis.ratio})"


def _why(view: AxisView) -> Text:
    from rich.text import Text

    said = [visible(reason.text) for reason in view.reasons[:_MOST_REASONS]]
    more = len(view.reasons) - len(said)
    return Text("\n".join([*said, *([f"and {more} more"] if more > 0 else [])]))


def visible(text: str) -> str:
    r"""Write what would steer the terminal (control codes, changes of direction, lone surrogates) as its escape.

    Example:
        >>> print(visible("a\x1b[31m b\n"))
        a\x1b[31m b\n
    """
    return "".join(_escaped(sign) if unicodedata.category(sign) in _STEERING else sign for sign in text)


_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200d", "\u200c"}


def _escaped(sign: str) -> str:
    return sign if sign in _JOINERS else sign.encode("unicode_escape").decode()
