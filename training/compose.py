"""Make messages whose requests are known: requests of permissive data sets joined in many ways, and what only looks like several.

Each message is a text and where its requests begin. The sources are in `training/sources.py`, the frames and connectors are our own.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training import frames
from training.connectors import AND, ANNOUNCEMENTS, BARE, HELD_OUT, SEEN, join
from training.matters import GOES_ON, LEADS, clarification, condition
from training.noise import roughen

if TYPE_CHECKING:
    from training.sources import Sources


@dataclass(frozen=True)
class Made:
    """A message, the offset at which each of its requests begins, and that of the words that announce it."""

    text: str
    starts: tuple[int, ...]
    joints: tuple[int, ...]


class Composer:
    """Draws messages.

    Args:
        sources: what to draw from.
        seed: the same messages every time.
        connectors: `seen`, `all` or `held out`.
    """

    def __init__(self, sources: Sources, seed: int, connectors: str = "all") -> None:
        self.sources, self.draw = sources, random.Random(seed)
        self.names = [name for name, texts in sources.singles.items() if texts]
        self.alike = [texts for texts in sources.alike.values() if len(texts) > 1]
        split = {name: [_sentences(text) for text in texts] for name, texts in sources.alike.items()}
        self.sentences = [found for texts in split.values() if (found := [parts for parts in texts if len(parts) > 1])]
        others = [_sentences(text) for text in (*sources.turns, *sources.asked)]
        self.several_sentences = [parts for parts in others if len(parts) > 1]
        self.announcements = {"seen": SEEN, "all": ANNOUNCEMENTS, "held out": HELD_OUT}[connectors]
        self.common = connectors != "held out"

    def single(self, name: str | None = None) -> str:
        """One request."""
        if name == "frames" or (name is None and self.draw.random() < 0.15):
            return frames.want(self.draw) if self.draw.random() < 0.8 else frames.problem(self.draw)
        return self.draw.choice(self.sources.singles[name or self.draw.choice(self.names)]).strip()

    def story(self, number: int) -> list[str]:
        """Some sentences in a row that ask for nothing."""
        start = self.draw.randrange(len(self.sources.told) - number)
        return [self._sentence(text) for text in self.sources.told[start : start + number]]

    def several(self) -> Made:
        """Two to four requests."""
        if self.draw.random() < _TWO_MATTERS:
            return self._two_matters()
        number = self.draw.choices((2, 3, 4), (75, 18, 7))[0]
        name = self.draw.choice([*self.names, "frames"]) if self.draw.random() < 0.55 else None
        parts: list[tuple[str, bool]] = []
        seen: set[str] = set()
        while len(seen) < number:
            text = self.single(name)
            if text.lower() in seen:
                continue
            seen.add(text.lower())
            if parts:
                mark, words = join(self.draw, self.announcements, common=self.common)
                bare = parts[-1][0].rstrip(" .?!") if self.draw.random() < 0.8 or mark[:1] in ".?!" else parts[-1][0]
                parts[-1] = (bare, parts[-1][1])
                parts.append((mark + words, False))
                if self.draw.random() < _ALSO:
                    text = _ALSO_BEHIND.sub(r"\1 also ", text)
                if self.draw.random() < 0.8 and len(text) > 1 and not text.startswith("I "):
                    text = text[0].lower() + text[1:]
            parts.append((text, True))
        if self.draw.random() < 0.2:
            told = self.story(1)[0] if self.draw.random() < 0.5 else self._sentence(self.draw.choice(frames.NARRATION))
            parts.insert(0, (told, False))
        if self.draw.random() < 0.1:
            parts += [(self.draw.choice((". ", " ", "? ", ", ")), False), (self.draw.choice(frames.PLEAS), False)]
        return self._finish(parts)

    def one(self) -> Made:
        """One request as its source has it."""
        kind = self.draw.random()
        if self.sources.turns and kind < 0.2:
            return self._finish([(self.draw.choice(self.sources.turns), True)])
        if self.sources.asked and kind < 0.65:
            return self._finish([(self.draw.choice(self.sources.asked), True)])
        return self._finish([(self.single(), True)])

    def none(self) -> Made:
        """Nothing asked for."""
        kind = self.draw.randrange(4)
        if kind == 0:
            return self._finish([(self.draw.choice(self.sources.none), False)])
        if kind == 1:
            return self._finish([(text, False) for text in self.story(self.draw.randint(1, 4))])
        pools = (frames.PRAISE, frames.FEEDBACK, frames.RANTS, frames.RHETORICAL, frames.NARRATION, frames.FEEDBACK)
        picked = [self.draw.choice(self.draw.choice(pools)) for _ in range(self.draw.randint(1, 3))]
        return self._finish([(self._sentence(text), False) for text in picked])

    def trap(self) -> Made:
        """One request that looks like more."""
        kind = self.draw.random()
        if kind < _ONE_MATTER:
            return self._one_matter()
        return self._spliced() if kind < _ONE_MATTER + _SPLICED else self._framed()

    def _spliced(self) -> Made:
        """Sentences of one row, or of two of one intent, joined in other ways than they were."""
        kind = self.draw.random()
        if kind < 0.2 and self.sources.talk:
            return self._finish([(self.draw.choice(self.sources.talk), True)])
        if kind < 0.6 and self.sentences:
            intent = self.draw.choice(self.sentences)
            texts = [self.draw.choice(self.draw.choice(intent)[:-1]), self.draw.choice(self.draw.choice(intent)[1:])]
        elif kind < 0.85 and self.sentences:
            texts = list(self.draw.choice(self.draw.choice(self.sentences)))
        elif self.several_sentences:
            texts = list(self.draw.choice(self.several_sentences))
        else:
            return self._framed()
        parts = [(texts[0], True)]
        for text in texts[1:]:
            if self.draw.random() < 0.5:
                parts[-1] = (parts[-1][0].rstrip(" .?!"), parts[-1][1])
                parts.append((self.draw.choice((*BARE, *BARE, *AND, " so ", " but ")), False))
                lowered = self.draw.random() < 0.8 and not text.startswith("I ")
                parts.append((text[:1].lower() + text[1:] if lowered else text, False))
            else:
                parts += [(" ", False), (text, False)]
        return self._finish(parts)

    def _framed(self) -> Made:
        """A request, or one want said twice, among sentences of frames and stories."""
        kind = self.draw.random()
        pair: tuple[str, ...]
        if kind < 0.2:
            pair = frames.twice(self.draw)
        elif kind < 0.25:
            pair = tuple(self.draw.sample(self.draw.choice(self.alike), 2)) if self.alike else ("", "")
        elif kind < 0.5:
            pair = (frames.single(self.draw),)
        else:
            pair = (self.single() if kind < 0.75 else frames.problem(self.draw),)
        parts = [(self._sentence(text), number == 0) for number, text in enumerate(pair)]
        if len(pair) > 1 and self.draw.random() < 0.35:
            gap = self.draw.choice((", ", " and ", " ", " so ", " but ", " - ", "... ", "\n"))
            parts = [(pair[0].rstrip(" .?!"), True), (gap, False), (pair[1], False)]
        if self.draw.random() < 0.4:
            story = [(text, False) for text in self.story(self.draw.randint(1, 3))]
            at = self.draw.choice((0, 0, len(parts)))
            parts[at:at] = story
        for _ in range(self.draw.choice((0, 0, 1, 1, 2, 3)) if len(pair) > 1 else self.draw.randint(1, 5)):
            pool = self.draw.choices(
                (frames.NARRATION, frames.RANTS, frames.RHETORICAL, frames.PLEAS, frames.FEEDBACK, frames.SAME_MATTER),
                (5, 3, 2, 3, 1, 5),
            )[0]
            text = self.draw.choice(pool)
            glue = self.draw.random() < 0.3
            if pool is frames.PLEAS or pool is frames.SAME_MATTER:
                if glue:
                    parts[-1] = (
                        parts[-1][0].rstrip(" .?!") + self.draw.choice((", ", " ", " and ", " so ", " - ")),
                        parts[-1][1],
                    )
                parts.append((self._sentence(text), False))
            elif glue and self.draw.random() < 0.5:
                text = text + self.draw.choice((" and ", ", ", " but ", " so ", " "))
                parts.insert(0, (text, False))
            else:
                parts.insert(self.draw.randint(0, len(parts)), (self._sentence(text), False))
        return self._finish(self._decoyed(parts, _TOLD))

    def _one_matter(self) -> Made:
        """A story and what is asked for in it."""
        matter = self.draw.choice(self.sources.matters)
        told = matter.draw_told(self.draw, 4)
        at = self.draw.randint(0, len(told))
        parts = [(self._sentence(text), False) for text in told[:at]]
        ask = self.draw.choice(matter.asks)
        parts.append((self._sentence(self._conditional(ask)), True))
        if self.draw.random() < 0.3:
            parts.append((self._sentence(clarification(self.draw)), False))
        behind = [*told[at:], *self.draw.sample(matter.follows, self.draw.choices((0, 1, 2), (3, 5, 2))[0])]
        behind += [ask] if self.draw.random() < 0.08 else []
        self.draw.shuffle(behind)
        parts += [(self._sentence(text), False) for text in behind]
        for pool in self.draw.sample((frames.RANTS, frames.RHETORICAL, frames.PLEAS, frames.NARRATION), 2):
            if self.draw.random() < 0.25:
                parts.insert(self.draw.randint(0, len(parts)), (self._sentence(self.draw.choice(pool)), False))
        return self._finish(self._decoyed(parts, frozenset(matter.told)))

    def _two_matters(self) -> Made:
        """Two stories or three, each with its request."""
        parts: list[tuple[str, bool]] = []
        number = self.draw.choices((2, 3), (85, 15))[0]
        for matter in self.draw.sample(self.sources.matters, number):
            told = matter.draw_told(self.draw, 2) if self.draw.random() < 0.4 else []
            ask = self.draw.choice(matter.asks) if self.draw.random() < 0.75 else self.single()
            if parts:
                mark, words = join(self.draw, self.announcements, common=self.common)
                parts[-1] = (parts[-1][0].rstrip(" .?!,-\n") if mark.strip() else parts[-1][0].rstrip(), parts[-1][1])
                parts.append((mark + words, False))
            parts += [(self._sentence(text), False) for text in told]
            parts.append((self._sentence(self._conditional(ask)), True))
            if self.draw.random() < 0.25:
                parts.append((self._sentence(self.draw.choice(matter.follows)), False))
        if self.draw.random() < 0.2:
            pool = self.draw.choice((frames.RANTS, frames.RHETORICAL, frames.PLEAS, frames.NARRATION))
            parts.insert(self.draw.choice((0, len(parts))), (self._sentence(self.draw.choice(pool)), False))
        return self._finish(parts)

    def _conditional(self, text: str) -> str:
        """A condition before or behind a request, now and then."""
        if self.draw.random() < 0.92:
            return text
        when = condition(self.draw)
        return f"{when}{self.draw.choice((' ', ', '))}{text}" if self.draw.random() < 0.5 else f"{text} {when}"

    def _decoyed(self, parts: list[tuple[str, bool]], told: frozenset[str]) -> list[tuple[str, bool]]:
        """Put words that announce one more thing where none follows: before the first request, and before what only tells."""
        begun, places = False, []
        for at, (text, begins) in enumerate(parts):
            if at and ((begins and not begun) or text.strip(" .?!,-\n").lower() in told):
                places.append(at)
            begun |= begins
        if not places or self.draw.random() < 0.85:
            return parts
        at = self.draw.choice(places)
        text, begins = parts[at]
        words = self.draw.choice(LEADS if begins else GOES_ON)
        lead = words + self.draw.choice((" ", " ", ", ", ": ", " - "))
        if text[:1].isupper():
            lead, text = lead[:1].upper() + lead[1:], text[:1].lower() + text[1:] if self.draw.random() < 0.8 else text
        return [*parts[:at], (lead, False), (text, begins), *parts[at + 1 :]]

    def message(self) -> Made:
        """Any of these, in the shares of the training mix."""
        kind = self.draw.random()
        if kind < 0.28:
            return self.several()
        if kind < 0.52:
            return self.one()
        return self.trap() if kind < 0.90 else self.none()

    def _sentence(self, text: str) -> str:
        """A sentence with its mark, or without."""
        text = text.strip()
        if self.draw.random() < 0.5:
            text = text[:1].upper() + text[1:]
        if text[-1:] in ".?!":
            return text + " "
        asks = text.split()[0] in _ASKING if text else False
        mark = self.draw.choices(("?", "", ".", "!"), (70, 15, 8, 7) if asks else (3, 25, 60, 12))[0]
        return text + (mark or self.draw.choice(("", "", ",", "\n", " -"))) + " "

    def _finish(self, parts: list[tuple[str, bool]]) -> Made:
        if self.draw.random() < 0.2:
            parts = [
                (self.draw.choice(frames.GREETINGS) + self.draw.choice((" ", ", ", "! ", "\n", ". ")), False),
                *parts,
            ]
        # Whoever addresses an account in public asks for one thing; two are for those who talk with a bot or an agent.
        begun = sum(begins for _, begins in parts)
        if self.draw.random() < (0.02 if begun > 1 else 0.15 if len(parts) == 1 else 0.6):
            name = "".join(self.draw.choices("abcdefghiklmnoprst", k=6))
            parts = [(f"@{name} " if self.draw.random() < 0.7 else f"@{name}: ", False), *parts]
        if self.draw.random() < 0.2:
            parts = [*parts, (self.draw.choice((" ", ". ", ", ", "\n")) + self.draw.choice(frames.CLOSINGS), False)]
        if self.draw.random() < 0.08:
            parts = [
                *parts,
                (self.draw.choice((" https://t.co/ab12", " #fail", " 😡", " 😭😭", " ^jb", " #help")), False),
            ]
        texts = roughen(self.draw, [text for text, _ in parts])
        starts, joints, at, before = [], [], 0, 0
        for (_, begins), text in zip(parts, texts, strict=True):
            if begins:
                starts.append(at)
                joints.append(before)
            before, at = at, at + len(text)
        return Made("".join(texts), tuple(starts), tuple(joints))


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(part for part in _END.split(text.strip()) if part)


_END = re.compile(r"(?<=[.?!])\s+")
_ALSO = 0.12
# Who tells a story asks for one thing, most of the time.
_ONE_MATTER, _SPLICED, _TWO_MATTERS = 0.4, 0.25, 0.12
_TOLD = frozenset((*frames.NARRATION, *frames.RANTS))
_ALSO_BEHIND = re.compile(r"^(i|we|please|can you|could you|can i|could i|would you|do you) ", re.IGNORECASE)
_ASKING = frozenset(
    (
        *("what", "where", "when", "why", "who", "which", "how", "is", "are", "am", "was", "were", "do", "does", "did"),
        *("can", "could", "will", "would", "should", "has", "have", "what's", "where's", "who's"),
    )
)
