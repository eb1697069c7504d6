"""What an axis says of one text, in words, for the tests of the spelling axes."""

from prodshape.axes import all_axes
from prodshape.messages import Batch


def bin_of(axis: str, text: str) -> str | None:
    """The name of the bin, None where not measured."""
    code = int(all_axes()[axis].measure(Batch.of([text])).codes[0])
    return None if code < 0 else all_axes()[axis].grid.names[code]


def number(axis: str, text: str) -> int | None:
    """The value, None where not measured."""
    column = all_axes()[axis].measure(Batch.of([text]))
    assert column.values is not None
    return None if column.codes[0] < 0 else int(column.values[0])


def ratio(axis: str, text: str) -> tuple[int, int]:
    """Numerator and denominator."""
    column = all_axes()[axis].measure(Batch.of([text]))
    assert column.numerators is not None
    assert column.denominators is not None
    return int(column.numerators[0]), int(column.denominators[0])


def marked(axis: str, text: str) -> list[str]:
    """The stretches of the original text that the axis marks."""
    return [text[span.start : span.end] for span in all_axes()[axis].spans(Batch.of([text]))[0]]


def counted(axis: str, text: str) -> list[str]:
    """The vocabulary entries counted."""
    one = all_axes()[axis]
    words = one.measure(Batch.of([text])).words
    return [] if words is None else [one.vocabulary[entry] for entry in words[1].tolist()]
