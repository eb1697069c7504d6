"""Ways in which people join two requests, written for this project: text between the end of one and the beginning of the next.

A joint is a bare mark, or a mark, perhaps a lead (`oh`, `and`), an announcement (`another thing`) and a mark. The worded ones among the *other*
connectives of `benchmarks/accuracy/intents.py` are not among them. Of the announcements a third, `HELD_OUT`, is left out
when the figure for connectors never seen is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

BARE = (
    " ",
    ". ",
    ". ",
    "? ",
    "? ",
    ", ",
    ", ",
    "\n",
    "! ",
    "; ",
    "... ",
    " - ",
    " / ",
    "?? ",
    "\n\n",
    ".\n",
    " | ",
    " -- ",
    ".. ",
)
AND = (
    " and ",
    " and ",
    " and ",
    ". and ",
    ", and ",
    " & ",
    " n ",
    " nd ",
    " + ",
    "? and ",
    "\nand ",
    "... and ",
    "! and ",
)
NUMBERED = (
    " 2) ",
    "\n2) ",
    "\n2. ",
    " 2. ",
    "\n- ",
    "\n* ",
    " (2) ",
    ". 2: ",
    " b) ",
    "\n• ",
    " #2 ",
    " ii) ",
    " => ",
    " > ",
)
_BEFORE = (" ", " ", " ", ". ", ". ", ". ", "? ", "? ", ", ", "\n", "! ", "; ", "... ", " - ", "; ")
_LEADS = (
    "",
    "",
    "",
    "",
    "",
    "",
    "and ",
    "and ",
    "oh ",
    "ok ",
    "but ",
    "so ",
    "hey ",
    "and again ",
    "oh yes ",
    "right, ",
    "n ",
    "yeah ",
)
_BEHIND = (" ", " ", " ", " ", ", ", ", ", ": ", " - ", "... ", "; ")
COMMON = ("also", "also", "plus", "then", "and also", "as well as", "n also")
ANNOUNCEMENTS = tuple(
    """additionally|in addition|in addition to that|another thing|another question|one more question|one last thing|one other thing|
last thing|last question|second question|secondly|second|second thing|2nd question|next|next question|my next question is|my other question is|
my second question is|finally|lastly|furthermore|moreover|besides|besides that|apart from that|other than that|aside from that|
on top of that|after that|afterwards|following that|once that's done|when that's done|when you are done|if that works|if so|
while you're at it|while ur at it|while you are at it|while we're at it|while i have you|while i'm here|while im on here|
on another note|on a different note|on a side note|side note|separately|separate question|separate issue|different question|
different topic|new topic|unrelated|unrelated question|unrelated but|quick question as well|quick question too|one more|another one|
another issue|another issue is|another problem|another request|the other thing is|the other issue is|other thing|i also wanted to ask|
i also want to ask|i was also wondering|i also have a question|i'd also like to ask|i'd like to ask as well|could you also tell me|
can you also say|please also|pls also|also btw|also one thing|also quick one|also another thing|too|as well|ps|p.s.|p.s|pps|
alongside that|along with that|together with that|at the same time|in the meantime|not only that but|just wondering|just curious|
almost forgot|i almost forgot|forgot to ask|i forgot to ask|before i forget|before i go|one more for you|additional query|
extra question|third thing|thirdly|third question|same goes for this|how about this|and the next thing|then there's this|
speaking of which|that reminds me|incidentally|likewise|similarly|again|next up|followed by|further|further to that|to add to that|
and if possible|if you can|if possible|moving on|anyway|anyways|otherwise|other question|other q|q2|question 2|issue 2|2nd""".replace(
        "\n", ""
    ).split("|")
)
HELD_OUT = tuple(text for number, text in enumerate(ANNOUNCEMENTS) if number % 3 == 0)
SEEN = tuple(text for text in ANNOUNCEMENTS if text not in HELD_OUT)


def join(draw: random.Random, announcements: tuple[str, ...], *, common: bool = True) -> tuple[str, str]:
    """Draw a joint: the mark that belongs to what stands before, and the words that belong to what follows.

    Args:
        draw: the source of chance.
        announcements: which may be drawn.
        common: also bare marks, `and`, `also` and numbers.
    """
    kind = draw.random() if common else 1.0
    if kind < 0.30:
        return draw.choice(BARE), ""
    if kind < 0.45:
        text = draw.choice(AND)
    elif kind < 0.48:
        text = draw.choice(NUMBERED)
    else:
        words = draw.choice(COMMON) if kind < 0.66 else draw.choice(announcements)
        text = draw.choice(_BEFORE) + draw.choice(_LEADS) + words + (" " if kind < 0.66 else draw.choice(_BEHIND))
    bare = text.lstrip(" .?!,;:\n-")
    return text[: len(text) - len(bare)], bare
