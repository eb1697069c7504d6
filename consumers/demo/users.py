"""The users of the demo: a crowd of people, each with habits of their own, and a change that reaches those on the app."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from consumers.demo import habits
from consumers.demo.words import fill

_QUESTIONS = (
    "Where is my {item}?",
    "When will order {order} arrive?",
    "Do you ship to {place}?",
    "How do I send the {item} back?",
    "Can I still cancel order {order}?",
    "Why was I charged {amount} twice?",
    "Is the {colour} one in stock again?",
    "Can you change the address to {place}?",
    "How long until the refund is on my {payment}?",
    "Do you have the {item} in {size}?",
    "Can I get a receipt for order {order} please?",
    "What's going on with my refund?",
    "How do I stop the {topic}?",
    "Did you get my message from {day}?",
    "Can somebody call me about the {item}?",
    "Why doesn't my code work?",
    "Is there a number I can call right now?",
    "Which courier has my package?",
    "Can I swap the {item} for {size}?",
    "Are you open tomorrow?",
)
_STATEMENTS = (
    "I returned the {item} {day}.",
    "My {item} came with {damage}.",
    "I ordered the {item} {day} and it still isn't here.",
    "I don't know my password anymore.",
    "It says delivered but there's nothing here.",
    "You sent me the {colour} one, I wanted something else.",
    "I've been waiting {number} days for an answer.",
    "The tracking hasn't moved since {day}.",
    "I can't log in to my account.",
    "The {item} is way too small for me.",
    "I need it before the weekend, it's a present.",
    "The app keeps crashing when I pay.",
    "I already sent you people the photos.",
    "I want my money back as soon as possible.",
)
_FRAGMENTS = (
    "refund for order {order}",
    "order {order}",
    "{colour} {item} {size}",
    "wrong {item} again",
    "still nothing",
    "return label",
    "shipping to {place}",
    "password reset",
    "no answer since {day}",
    "{item} with {damage}",
    "any news",
    "tracking number",
    "broken {item}",
    "invoice please",
    "same problem as {day}",
    "thanks",
    "gift card not working",
)
_LINKS = (" Also ", " And also ", ", also ", " By the way ", " and ", " One more thing: ")
_SPANISH = (
    "Hola, {english}",
    "Mi pedido no ha llegado, {english}",
    "Necesito ayuda por favor, {english}",
    "{english} Gracias por todo",
    "No entiendo nada, {english}",
    "¿Dónde está mi {item}?",
    "Quiero devolver esto, {english}",
    "Todavía no me han contestado, {english}",
)
_GREETINGS = ("Hi, ", "Hey, ", "Hello, ", "Hi there, ")


@dataclass(frozen=True)
class Habits:
    """How often, from 0 to 1, somebody does each of these in a message."""

    greeting: float = 0.15
    lower_case: float = 0.5
    shouting: float = 0.01
    no_end_mark: float = 0.4
    no_marks: float = 0.15
    repeated_marks: float = 0.08
    no_apostrophes: float = 0.4
    abbreviations: float = 0.2
    typos: float = 0.05
    run_together: float = 0.03
    lengthening: float = 0.03
    emoji: float = 0.08
    faces: float = 0.04
    fragment: float = 0.2
    second_request: float = 0.2
    spanish: float = 0.0


@dataclass(frozen=True)
class User:
    """Somebody who writes.

    Attributes:
        name: identifies the user in the stream.
        channel: `app` or `web`, the segment.
        weight: how often this user writes, beside the others.
        habits: today's.
    """

    name: str
    channel: str
    weight: float
    habits: Habits

    def after_release(self) -> User:
        """Give the same user with the new app, whose keyboard corrects nothing and offers emoji first."""
        if self.channel != "app":
            return self
        now = self.habits
        return replace(
            self,
            weight=self.weight * 1.6,
            habits=replace(
                now,
                greeting=now.greeting * 0.3,
                lower_case=0.96,
                no_end_mark=0.85,
                no_apostrophes=0.9,
                abbreviations=min(1.0, now.abbreviations + 0.6),
                typos=min(0.5, now.typos * 2 + 0.03),
                run_together=0.08,
                emoji=min(1.0, now.emoji + 0.4),
                fragment=min(1.0, now.fragment + 0.3),
                second_request=now.second_request * 0.6,
            ),
        )

    def write(self, random: Random) -> str:
        """Write one message."""
        own = self.habits
        text, upset = _say(own, random)
        if random.random() < own.greeting:
            text = random.choice(_GREETINGS) + text[0].lower() + text[1:]
        return _type(text, own, random, upset=upset)


def _say(own: Habits, random: Random) -> tuple[str, bool]:
    """Choose what to say, still tidily; and whether it is a complaint."""
    if random.random() < own.spanish:
        return fill(random.choice(_SPANISH).replace("{english}", random.choice(_QUESTIONS)), random), False
    if random.random() < own.fragment:
        return fill(random.choice(_FRAGMENTS), random), False
    upset = random.random() < 0.45
    text = fill(random.choice(_STATEMENTS if upset else _QUESTIONS), random)
    if random.random() < own.second_request:
        second = fill(random.choice(_QUESTIONS), random)
        link = random.choice(_LINKS)
        text = (text if link.startswith(" ") and link[1].isupper() else habits.without_end_mark(text)) + link
        text += second[0].lower() + second[1:] if not link.endswith(": ") else second
    return text, upset


def _type(text: str, own: Habits, random: Random, *, upset: bool) -> str:
    """Type it as this user does; abbreviations come before slips, as fingers do after the mind."""

    def now(chance: float) -> bool:
        return random.random() < chance

    text = habits.abbreviated(text, random, own.abbreviations)
    text = habits.misspelt(text, random, own.typos)
    text = habits.run_together(text, random) if now(own.run_together) else text
    text = habits.lengthened(text, random) if now(own.lengthening) else text
    text = habits.without_apostrophes(text) if now(own.no_apostrophes) else text
    text = habits.without_end_mark(text) if now(own.no_end_mark) else text
    text = habits.without_marks(text) if now(own.no_marks) else text
    text = habits.repeated_marks(text, random) if now(own.repeated_marks) else text
    text = habits.lower_case(text) if now(own.lower_case) else text
    text = habits.shouting(text) if now(own.shouting) else text
    text = habits.with_emoji(text, random, upset=upset) if now(own.emoji) else text
    return habits.with_face(text, random) if now(own.faces) else text


def crowd(count: int = 400, seed: int = 2) -> list[User]:
    """Make users: a few write a lot, most write rarely; tidy ones, hasty ones, some who mix in Spanish.

    Example:
        >>> users = crowd()
        >>> len({user.name for user in users}), {user.channel for user in users} == {"app", "web"}
        (400, True)
    """
    random = Random(seed)  # noqa: S311 - a repeatable demo, no secret
    return [_user(number, random) for number in range(count)]


def _user(number: int, random: Random) -> User:
    haste = random.betavariate(1.4, 1.6)
    app = random.random() < 0.35 + 0.4 * haste
    own = Habits(
        greeting=0.35 * (1 - haste),
        lower_case=min(0.98, haste * 1.2),
        shouting=0.2 if random.random() < 0.03 else 0.0,
        no_end_mark=0.15 + 0.6 * haste,
        no_marks=0.35 * haste,
        repeated_marks=random.choice((0.0, 0.02, 0.2)),
        no_apostrophes=haste,
        abbreviations=0.6 * haste * haste,
        typos=0.01 + 0.12 * haste,
        run_together=0.06 * haste,
        lengthening=random.choice((0.0, 0.02, 0.1)),
        emoji=random.choice((0.0, 0.0, 0.02, 0.05, 0.25)),
        faces=random.choice((0.0, 0.0, 0.03, 0.15)),
        fragment=0.08 + 0.3 * haste,
        second_request=random.uniform(0.08, 0.35),
        spanish=random.choice((0.3, 0.7)) if random.random() < 0.06 else 0.0,
    )
    return User(f"user-{number:04d}", "app" if app else "web", random.paretovariate(1.6), own)
