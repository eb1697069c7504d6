"""The play: start the parts, load the week, watch; in one thread, so that Ctrl-C ends it anywhere."""

from __future__ import annotations

import hashlib
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from consumers.demo.clock import PlayClock
from consumers.demo.divergence import drift_sentence, mismatch_sentence, nothing_sentence, read_axes
from consumers.demo.screen import Screen
from consumers.demo.source import OwnFile
from consumers.demo.stack import LIVE_WINDOW_S, Stack, forget
from consumers.demo.state import DemoState, alone
from consumers.demo.traffic import Message, Shop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from prodshape.datafiles.base import Fields
    from prodshape.fingerprint import Fingerprint

WEEK_MS = 7 * 86_400_000
WEEK_MESSAGES = 20_000
"""Messages of the week that is loaded first."""

SPEED = 30.0
"""How fast the last half hour is played."""

RELEASE_AFTER_S = 20.0
"""Seconds of live messages before the new app comes out."""

RATE = 40.0
"""Live messages a second while time runs fast; twice as many after the release, which brings people in."""

REAL_RATE = 8.0
"""Messages a second when time runs as it should."""

_TICK_S = 0.25
_POLL_S = 1.0
_TEACHER_TEXTS = 6_000


@dataclass(frozen=True)
class Options:
    """What the command line says.

    Attributes:
        source: a file to play instead of the shop.
        source_fields: where its rows keep text and author.
        dataset: a training set or its fingerprint, instead of the teacher's.
        dataset_fields: where its rows keep the text.
        state: folder of everything that stays.
        seconds: when to end, or None.
    """

    source: str | None
    source_fields: Fields
    dataset: str | None
    dataset_fields: Fields
    state: Path | None
    seconds: float | None

    def folder(self) -> Path:
        """The folder of the state: a source of one's own has one of its own, so that streams do not mix."""
        if self.state is not None:
            return self.state
        if self.source is None:
            return Path(".prodshape/demo")
        digest = hashlib.blake2b(str(Path(self.source).resolve()).encode(), digest_size=4).hexdigest()
        return Path(f".prodshape/demo-{digest}")


class Over(Exception):  # noqa: N818 - not an error: the time is up
    """The demo has run for as long as it was asked to."""


def play(options: Options) -> None:
    """Run the demo until Ctrl-C or until its time is up.

    Raises:
        InputError: a file cannot be read, or another demo uses the folder.
        UnavailableError: a part did not start or has ended.
    """
    begun = time.monotonic()

    def elapsed() -> float:
        return time.monotonic() - begun

    def end(*_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)  # impatience must not leave processes behind
        raise KeyboardInterrupt

    own = None if options.source is None else OwnFile(options.source, options.source_fields)
    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    screen = Screen(elapsed)
    try:
        with alone(options.folder()), screen:
            Play(options, own, screen, elapsed).run()
    except KeyboardInterrupt:
        screen.say(f"Ended. {_next_start(options)}")
    except Over:
        screen.say(f"Ended after {options.seconds:g} seconds, as asked. {_next_start(options)}")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Play:
    """One run of the demo."""

    def __init__(self, options: Options, own: OwnFile | None, screen: Screen, elapsed: Callable[[], float]) -> None:
        self._options = options
        self._own = own
        self._screen = screen
        self._elapsed = elapsed
        self._folder = options.folder()
        self._state = DemoState.load(self._folder)
        self._shop = Shop(run=self._state.starts)

    def run(self) -> None:
        """Start the parts and play until something ends it."""
        state, screen = self._state, self._screen
        again = state.played_ms is not None
        if state.starts and not again:
            forget(self._folder)
            state.topics = []
        screen.say(
            f"{'Going on' if again else 'Starting'} in {self._folder}: a broker, PostgreSQL, consumer and service."
        )
        topic = f"demo-{state.starts}-{_now_ms()}"
        retired, state.topics = state.topics, [*state.topics, topic]
        state.starts += 1
        state.save(self._folder)
        with (
            Stack(self._folder, topic, retired, tick=self._check_time, progress=self._show_progress) as stack,
            self._announced_end(),
        ):
            screen.say("The database is ready; the consumer is starting.")
            training_set = self._load_past(stack)
            stack.start_service()
            if not stack.has_dataset():
                self._register(stack, training_set)
            screen.say(
                f"Open {stack.url} for the page, {stack.url}/openapi.json for the API, "
                f"{stack.metrics_url} for Prometheus.",
                loud=True,
            )
            screen.say(
                f"The live window is {LIVE_WINDOW_S // 60} minutes instead of 24 hours, and its time is played "
                f"{SPEED:g} times faster until it has caught up with the clock."
            )
            self._live(stack)

    def _load_past(self, stack: Stack) -> Fingerprint:
        """Send what lies between the last message sent, at most a week ago, and the live window.

        Returns:
            The training set's fingerprint, measured while the past is counted.
        """
        state = self._state
        now = _now_ms()
        end = now - LIVE_WINDOW_S * 1000
        start = max(state.played_ms or 0, now - WEEK_MS)
        stack.feed.send(self._past(start, end))
        training_set = self._training_set()
        stack.feed.wait()
        if self._own is not None and not state.rows:
            state.rows = self._own.readable - self._own.live
        state.played_ms = max(end, start)
        state.save(self._folder)
        what = "A week of messages" if start == now - WEEK_MS else "What was written since the last start"
        self._screen.say(f"{what} is counted: {stack.feed.sent:,} messages.")
        return training_set

    def _past(self, start: int, end: int) -> Iterable[Message]:
        state = self._state
        if self._own is not None:
            return [] if state.rows else self._own.history(start, end)
        # Messages per hour stay those of the first week, however long the demo was not running.
        count = round(WEEK_MESSAGES * (end - start) / WEEK_MS)
        if count <= 0:
            return []
        return self._shop.history(start, end, count=count, released=state.released_ms is not None)

    def _register(self, stack: Stack, found: Fingerprint) -> None:
        """Register the training set, with the past week as its baseline."""
        name = "own" if self._options.dataset else "teacher"
        version = stack.register(found, name=name)
        self._screen.say(
            f"Version {version} of production is kept, and the training set {name!r} ({found.messages:,} texts) is "
            f"active: mismatch is measured from it, drift from version {version}."
        )

    def _training_set(self) -> Fingerprint:
        from prodshape.subjects import subject

        if self._options.dataset is not None:
            return subject(self._options.dataset, self._options.dataset_fields)
        from consumers.demo.teacher import teacher_texts

        path = self._folder / "teacher.txt"
        path.write_text("".join(f"{text}\n" for text in teacher_texts(_TEACHER_TEXTS)), encoding="utf-8")
        return subject(str(path), self._options.dataset_fields)

    def _live(self, stack: Stack) -> None:
        """Send live messages and watch what the service says, until something ends it."""
        state = self._state
        begun = _now_ms()
        clock = PlayClock(begun_ms=begun, event_ms=min(state.played_ms or begun, begun), speed=SPEED)
        recent = None if self._own is None else self._own.recent(state.rows)
        due, polled, saved = 1.0, 0.0, 0.0
        told: set[str] = set()
        last = time.monotonic()
        while True:
            self._tick(stack)
            now = time.monotonic()
            event_ms = clock.event_ms(_now_ms())
            due, last = due + (now - last) * self._rate(caught_up=clock.caught_up(_now_ms())), now
            if self._own is None and state.released_ms is None and _now_ms() - begun > RELEASE_AFTER_S * 1000:
                state.released_ms = event_ms
                self._screen.say("The shop releases a new app: its users type in another way from now on.", loud=True)
            while due >= 1.0:
                due -= 1.0
                if recent is None:
                    stack.feed.send([self._shop.message(event_ms, released=state.released_ms is not None)])
                elif (row := next(recent, None)) is not None:
                    stack.feed.send([Message(event_ms, *row)])
                    state.rows += 1
            if self._own is not None and state.rows >= self._own.readable and "played" not in told:
                told.add("played")
                self._screen.say(
                    "Your file is played to its end; what it left in the live window stays until it is older."
                )
            state.played_ms = event_ms
            if now - polled >= _POLL_S:
                polled = now
                self._look(stack, told)
            if now - saved >= _POLL_S:
                saved = now
                state.save(self._folder)
            time.sleep(_TICK_S)

    def _rate(self, *, caught_up: bool) -> float:
        """Messages a second, now."""
        if self._own is not None:
            return self._own.rate(LIVE_WINDOW_S / SPEED, most=RATE)
        return REAL_RATE if caught_up else RATE * (1 + (self._state.released_ms is not None))

    def _look(self, stack: Stack, told: set[str]) -> None:
        answer = stack.divergence()
        if answer is None:
            return
        everybody = answer["segments"]["all"]
        axes = read_axes(everybody)
        window = f"live window of {LIVE_WINDOW_S // 60} minutes, {everybody['messages']:,} messages; Jensen-Shannon distance, 0 to 1"
        self._screen.show(axes, window)
        nothing = nothing_sentence(axes)
        if nothing is not None and "played" in told and "nothing" not in told:
            told.add("nothing")
            self._screen.say(nothing)
        sentences = {"mismatch": mismatch_sentence(axes), "drift": drift_sentence(axes)}
        for kind, sentence in sentences.items():
            if sentence is None or kind in told or (kind == "drift" and "mismatch" not in told):
                continue
            told.add(kind)
            self._screen.say(sentence, loud=True)
            self._screen.show(axes, window, also_in_pipes=True)

    def _show_progress(self, counted: int) -> None:
        self._screen.progress(f"{counted:,} messages are counted.")

    @contextmanager
    def _announced_end(self) -> Iterator[None]:
        """Say at once that the end was heard: the consumer takes some seconds to leave its group."""
        try:
            yield
        except (KeyboardInterrupt, Over):
            self._screen.say("Ending consumer, service and database ...")
            raise

    def _check_time(self) -> None:
        if self._options.seconds is not None and self._elapsed() > self._options.seconds:
            raise Over

    def _tick(self, stack: Stack) -> None:
        self._check_time()
        stack.check()


def _next_start(options: Options) -> str:
    loaded = DemoState.load(options.folder()).played_ms is not None
    return "The next start goes on from here." if loaded else "The week was not loaded yet: the next start begins anew."


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
