"""What the shop of the demo sells and what goes wrong there: filled into the sentences of teacher and users."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

ITEMS = (
    "headphones", "running shoes", "coffee grinder", "rain jacket", "desk lamp", "phone case", "blender", "backpack",
    "yoga mat", "keyboard", "water bottle", "winter boots", "bluetooth speaker", "sleeping bag", "office chair",
    "air fryer", "sunglasses", "hiking poles", "toaster", "smart watch", "bed sheets", "kettle", "picture frame",
    "bike helmet", "wool sweater", "dress shirt", "gaming mouse", "tent", "curtains", "garden hose", "puzzle", "wallet",
    "suitcase", "rice cooker", "webcam", "electric toothbrush", "scarf", "board game", "monitor stand", "frying pan",
)  # fmt: skip
"""Things one can order."""

DAYS = (
    "yesterday", "last week", "on Monday", "on Friday", "two weeks ago", "this morning", "last month", "ten days ago",
    "on Saturday", "in October", "three days ago", "on Sunday",
)  # fmt: skip
"""When something happened."""

PLACES = (
    "Canada", "Portugal", "Norway", "Texas", "Alaska", "New Zealand", "Ireland", "Mexico", "Berlin", "Chicago",
    "Vancouver", "Hawaii", "Austria", "a PO box", "my office", "the Netherlands",
)  # fmt: skip
"""Where something should go."""

COLOURS = ("black", "blue", "green", "grey", "red", "white", "navy", "beige")
SIZES = ("small", "medium", "large", "extra large", "size 38", "size 41", "size 44")
DAMAGE = (
    "a crack in the side", "a missing screw", "a torn strap", "a broken zip", "scratches on the screen",
    "a loose button", "a dent", "no charger in the box", "a strange smell", "the wrong plug",
)  # fmt: skip
PAYMENT = ("credit card", "gift card", "PayPal account", "debit card", "bank transfer", "store credit")
TOPICS = (
    "loyalty points",
    "newsletter",
    "warranty",
    "price match",
    "student discount",
    "gift wrapping",
    "subscription",
)


def fill(template: str, random: Random) -> str:
    """Fill the named gaps of a template: `{item}`, `{day}`, `{place}`, `{order}` and so on, each drawn anew.

    Example:
        >>> import random
        >>> fill("Where is my {item}?", random.Random(1)) == fill("Where is my {item}?", random.Random(1))
        True
    """
    return template.format_map(_Gaps(random))


class _Gaps(dict[str, str]):
    _banks: dict[str, Sequence[str]] = {  # noqa: RUF012 - never changed
        "item": ITEMS,
        "day": DAYS,
        "place": PLACES,
        "colour": COLOURS,
        "size": SIZES,
        "damage": DAMAGE,
        "payment": PAYMENT,
        "topic": TOPICS,
    }

    def __init__(self, random: Random) -> None:
        super().__init__()
        self._random = random

    def __missing__(self, name: str) -> str:
        match name:
            case "order":
                return str(self._random.randrange(100_000, 999_999))
            case "amount":
                return f"{self._random.randrange(9, 240)}.{self._random.choice(('00', '50', '90', '99'))}"
            case "number":
                return str(self._random.randrange(2, 9))
            case _:
                return self._random.choice(self._banks[name])
