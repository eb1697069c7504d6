"""Emoji per message, counted as readers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from prodshape.axes.base import Grid, MarkCount
from prodshape.emoji_patterns import emoji_spans, plain_emoji

if TYPE_CHECKING:
    from prodshape.messages import Batch


class Emoji(MarkCount):
    """Number of emoji in a message, by UTS #51 (Unicode Emoji).

    One flag, keycap, skin-toned or zero-width-joiner sequence is one emoji. Text-default pictographs (©, ™, arrows)
    count only with the emoji variation selector. Emoticons such as `:)` have their own axis.
    The ratio is emoji / words. The vocabulary counts the emoji people use most; others are not named.
    """

    name = "emoji"
    version = 2
    unit = "emoji"
    ratio = "emoji / words"
    grid = Grid.numeric((0, 1, 2), exact=True)
    vocabulary = (
        *(
            "😀😃😄😁😆😅😂🤣😊😇🙂🙃😉😌😍🥰😘😗😋😛😜🤪🤨🧐🤓😎🥳😏😒😞😔😟😕🙁😣😖😫😩🥺😢😭😤😠😡🤬🤯😳🥵🥶😱😨😰😥😓🤗🤔🤭🤫😐😑😬🙄😯😴🤤😪"
            "🤐🥴🤢🤮🤧😷🤒🤕🤑🤡💩👻💀👽🤖🙈🙉🙊💋💔💕💖💗💙💚💛💜🖤💯💢💥💦💨👋🤚👌🤞🤟🤘👈👉👆👇👍👎✊👊🤛🤜👏🙌👐🤝🙏💪👀🧠"
            "🙋🙆🙅🤷🤦🔥✨🌟⭐🎉🎊🎁🎄🎃🎂🏆🚀🚗🚚📦📱💻📞📧💳💰💵🛒🛍🏠⏰⏳🔒🔑❌✅❓❗⚡🌈🍕🍔☕🍺🐶🐱"
        ),
        *("❤", "☺", "☹", "⚠", "✌", "☝", "✔", "✖", "✈", "❣"),
    )
    span_kinds = ("emoji",)
    examples: ClassVar[tuple[tuple[str, str | None], ...]] = (
        ("where is my parcel", "0"),
        ("where is my parcel 😡", "1"),
        ("thanks 👍🏽🎉", "2"),
        ("😭😭😭😭 still waiting", "3+"),
        ("🇨🇦 do you ship there", "1"),
        ("© 2024 Shop™", "0"),
    )

    def find(self, batch: Batch) -> list[tuple[int, int, int]]:
        """Where they stand."""
        return batch.derived(emoji_spans)

    def entry(self, mark: str) -> str:
        """Without variation selectors and skin tones."""
        return plain_emoji(mark)
