"""Mixed sentences made of plain ones: the beginning of one in one language, the end of another in another.

They are cut where a speaker would pause: behind a mark, or before a connective. The same rows give the same sentences.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from prodshape.clauses.listing import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST, MOST = 3, 12
"""Words of a side."""

CONNECTIVES = {
    "de": "und oder aber dass weil wenn wie mit für in auf von",
    "en": "and or but that because if when with for in to from",
    "es": "y o pero que porque si cuando con para en por",
    "fr": "et ou mais que parce si quand avec pour dans sur par",
    "it": "e o ma che perché se quando con per in da",
    "pt": "e ou mas que porque se quando com para em por",
}
LOANWORDS = words(
    """
    app email online login update link streaming marketing software wifi smartphone password account tracking ticket chat hotspot router
    voucher newsletter checkout refund browser laptop
    """
)
"""English words of shops and phones that messages of all languages hold, and `OTHER_LOANWORDS`, which no list of ours has."""

OTHER_LOANWORDS = words(
    """
    spoiler merchandise thriller casting ranking sponsor networking checklist blackout bodyguard charter catering container monitoring
    tutorial wellness lifestyle copyright remake remix fashion makeup babysitter insider showroom briefing flyer sticker puzzle toner mixer
    toaster camper jeep poker jackpot quiz sitcom soundtrack keyboard webcam gadget
    """
)
_MARK = re.compile(r"[,;:.!?…–]$")
_WORD = re.compile(r"[^\W\d_]{5,}$")


def in_order(texts: Sequence[str]) -> list[str]:
    """Texts in an order that says nothing, the same for ever."""
    return sorted(texts, key=lambda text: hashlib.blake2b(text.encode(), digest_size=8).digest())


def parts(text: str, language: str) -> tuple[str, str] | None:
    """The shortest beginning and the shortest end of a sentence that can stand alone, None if there is no place to cut.

    Example:
        >>> parts("I called twice, and nobody answered because it was late", "en")
        ('I called twice,', 'because it was late')
    """
    words = text.split()
    connectives = set(CONNECTIVES.get(language, "").split())
    cuts = [
        place for place in range(1, len(words)) if _MARK.search(words[place - 1]) or words[place].lower() in connectives
    ]
    heads = [place for place in cuts if LEAST <= place <= MOST]
    tails = [place for place in cuts if LEAST <= len(words) - place <= MOST]
    if not heads or not tails:
        return None
    return " ".join(words[: heads[0]]), " ".join(words[tails[-1] :])


def splices(one: Sequence[str], other: Sequence[str], languages: tuple[str, str]) -> list[str]:
    """Beginnings of sentences in one language with ends in the other, by turns."""
    first = [cut for text in in_order(one) if (cut := parts(text, languages[0]))]
    second = [cut for text in in_order(other) if (cut := parts(text, languages[1]))]
    return [
        f"{left[0]} {right[1]}" if turn % 2 else f"{right[0]} {left[1]}"
        for turn, (left, right) in enumerate(zip(first, second, strict=False))
    ]


def with_one_word(texts: Sequence[str], foreign: Sequence[str]) -> list[str]:
    """Sentences with one word of another language in their middle: the last of at least five small letters of a sentence there."""
    words = [word for text in in_order(foreign) if (word := _last_word(text))]
    return list(_put(in_order(texts), words))


def _last_word(text: str) -> str | None:
    return next((word for word in reversed(text.split()) if word.islower() and _WORD.match(word)), None)


def _put(texts: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    for text, word in zip(texts, words, strict=False):
        around = text.split()
        middle = len(around) // 2
        yield " ".join([*around[:middle], word, *around[middle:]])


def with_loanwords(texts: Sequence[str], loanwords: Sequence[str], count: int, most: int = 14) -> list[str]:
    """The first words of sentences with some English loanwords between them, at places that the sentence chooses.

    Example:
        >>> with_loanwords(["wo bleibt mein paket denn nur"], ["app"], 1)
        ['wo bleibt app mein paket denn nur']
    """
    made = []
    for text in in_order(texts):
        around = text.split()[:most]
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        for _ in range(count):
            seed, word = divmod(seed, len(loanwords))
            seed, place = divmod(seed, max(1, len(around)))
            around.insert(place, loanwords[word])
        made.append(" ".join(around))
    return made
