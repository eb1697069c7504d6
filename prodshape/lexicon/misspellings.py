"""Frequent English misspellings and what was meant: a list of our own making, from general knowledge.

A listed form is a misspelling whatever its frequency; forms one edit away from a frequent word are found
without this list (`prodshape.lexicon.spelling`), so it holds above all what that rule cannot reach
(two edits, or so frequent that a frequency list takes the form for a word) and what is worth counting by name.
The list itself is `prodshape/tables/misspellings.txt`: one line per meant word.
"""

from importlib.resources import files


def _pairs() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for line in (files("prodshape") / "tables" / "misspellings.txt").read_text("utf-8").splitlines():
        meant, forms = line.split(": ")
        pairs.update((form, meant) for form in forms.split())
    return pairs


MISSPELLINGS: dict[str, str] = _pairs()
"""Misspelt form to the meant word."""

WORDS_MISSPELT: tuple[str, ...] = tuple(sorted(MISSPELLINGS))
"""The misspelt forms, for the vocabulary."""
