"""Emoticons per message: faces made of punctuation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from prodshape.axes.base import Grid, MarkCount

if TYPE_CHECKING:
    from prodshape.messages import Batch


class Emoticons(MarkCount):
    """Number of emoticons in a message: `:)`, `;-P`, `=D`, `<3`, `^_^`, `T_T`, `-.-` and their kind.

    Eyes are `:`, `;` and `=` (the letter x and the digit 8 only with a nose; behind a word only `:D` and `:P` have a letter for a mouth), so that "83", "XP", "5:30" and URLs are no
    faces. What they are made of is no word for any axis. The ratio is emoticons / words. The vocabulary counts each exact form.
    """

    name = "emoticons"
    version = 4
    unit = "emoticons"
    ratio = "emoticons / words"
    grid = Grid.numeric((0, 1, 2), exact=True)
    vocabulary = (
        *(":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", ":-D", ":P", ":p", ":-P", ":-p", ";P", ";p", ":O", ":o", ":-O"),
        *(
            ":/",
            ":-/",
            ":|",
            ":-|",
            ":'(",
            ":')",
            ":*",
            ":-*",
            ":3",
            "=)",
            "=(",
            "=D",
            "=P",
            "=/",
            ":]",
            ":[",
            ":S",
            ":s",
        ),
        *("<3", "</3", "^_^", "^^", "-_-", "T_T", "o_O", "O_o", ">.<", "u_u", "(:", "(-:", ">:(", ":))", ":(("),
    )
    span_kinds = ("emoticon",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "0"),
        ("where is my parcel :(", "1"),
        (":) thanks <3", "2"),
        (":( :( :( still waiting", "3+"),
        ("got it:P", "1"),
        ("really -.-", "1"),
        ("call me at 5:30, see https://shop.example/a:b", "0"),
    )

    def find(self, batch: Batch) -> list[tuple[int, int, int]]:
        """Where they stand."""
        return batch.tokens.faces

    def entry(self, mark: str) -> str:
        """As it is typed."""
        return mark
