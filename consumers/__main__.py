"""`python -m consumers`: the consumer process, wired together."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from prodshape.errors import ConfigurationError, ProdshapeError
from prodshape.extras import missing

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from consumers.settings import ConsumerSettings
    from consumers.watchdog import Watchdog

log = logging.getLogger("consumers")

STORE_WAIT_S = 2.0
USAGE = 3


def main() -> int:
    """Run until SIGTERM or SIGINT; 0 after a clean end, 3 if the settings are wrong or a package is missing."""
    try:
        from consumers.logs import set_up_logs
        from consumers.settings import load_settings

        settings = load_settings()
        set_up_logs(settings.log_level)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        return run(settings, stop)
    except ProdshapeError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    except ModuleNotFoundError as error:
        sentence = missing(error, "The consumer", "consumer")
        if sentence is None:
            raise
        sys.stderr.write(f"{sentence}\n")
        return USAGE


def run(settings: ConsumerSettings, stop: threading.Event) -> int:
    """Run one consumer with these settings until `stop` is set.

    Raises:
        ConfigurationError: something is set in a way that cannot work.
    """
    from consumers.dead_letters import DeadLetters
    from consumers.health import HealthServer
    from consumers.loop import Loop
    from consumers.metrics import ConsumerMetrics
    from consumers.plan import Pace, StreamPlan
    from consumers.sources.kafka import KafkaSource
    from consumers.watchdog import Watchdog
    from prodshape.axes import all_axes
    from prodshape.keys import Keys
    from prodshape.measurement import Measurer
    from service.store.opening import open_store

    plans = {
        name: StreamPlan(
            tuple(stream.topics),
            stream.rules(),
            stream.start or settings.start,
            stream.dead_letter_topic,
            stream.audience(),
        )
        for name, stream in settings.streams.items()
    }
    metrics = ConsumerMetrics(plans)
    watchdog = Watchdog(settings.watchdog_seconds)
    faults = ["starting"]
    loop: Loop | None = None
    health = HealthServer(
        settings.metrics_host,
        settings.metrics_port,
        metrics.registry,
        lambda: [] if watchdog.ok else [f"the main thread stands still since {watchdog.standing_still_s():.0f} s"],
        lambda: faults if loop is None else loop.faults,
    )
    source = KafkaSource(
        settings.connection(),
        group=settings.group,
        topics=[topic for plan in plans.values() for topic in plan.topics],
        assignor=settings.kafka_assignor,
        max_poll_records=settings.max_poll_records,
        session_timeout_ms=int(settings.kafka_session_timeout_seconds * 1000),
        member=settings.kafka_static_member,
        on_rebuild=lambda reason: metrics.rebuilds.labels(reason).inc(),
    )
    health.start()
    watchdog.start()
    log.info("metrics, /livez and /readyz on %s:%d", settings.metrics_host, health.port)
    try:
        with open_store(settings, application="prodshape-consumer", migrate=False) as engine:
            secret = _wait_for_store(engine, settings, stop, watchdog, faults)
            if secret is None:
                return 0
            keys = Keys.derive(secret)
            measurers = {plan.audience: Measurer(all_axes(plan.audience)) for plan in plans.values()}
            for measurer in measurers.values():
                measurer.warm_up()
            loop = Loop(
                source,
                engine,
                plans,
                keys=keys,
                measurers=measurers,
                metrics=metrics,
                pace=Pace(
                    settings.checkpoint_seconds,
                    settings.checkpoint_records,
                    settings.checkpoint_panes,
                    settings.batch_messages,
                    settings.stall_seconds,
                ),
                owner=settings.instance,
                dead_letters=DeadLetters(settings.connection())
                if any(plan.dead_letter_topic for plan in plans.values())
                else None,
                commit=settings.kafka_commit,
                failpoint=settings.failpoints(),
                tick=watchdog.tick,
            )
            loop.run(stop.is_set)
    finally:
        watchdog.stop()
        health.stop()
    log.info("ended cleanly")
    return 0


def _wait_for_store(
    engine: Engine, settings: ConsumerSettings, stop: threading.Event, watchdog: Watchdog, faults: list[str]
) -> bytes | None:
    """Wait until the database is there and migrated; its secret, or None if we are to stop first."""
    from sqlalchemy.exc import SQLAlchemyError

    from service.store.database import at_head, is_outage, upgrade
    from service.store.installation import secret

    told = ""
    while not stop.is_set():
        watchdog.tick()
        try:
            if settings.migrate:
                upgrade(engine)
            if at_head(engine):
                return secret(engine, settings.secret)
            sentence = "The database is not migrated: run `prodshape migrate`, or set PRODSHAPE_MIGRATE=true."
        except SQLAlchemyError as error:
            if not is_outage(error):
                raise ConfigurationError(f"The database cannot be used: {str(error).splitlines()[0]}") from error
            sentence = (
                f"The database does not take us in yet ({str(error).splitlines()[0]}): see that PostgreSQL runs,"
                " and check PRODSHAPE_DATABASE_URL."
            )
        if sentence != told:
            log.warning("%s", sentence)
            told = sentence
        faults[:] = [sentence]
        stop.wait(STORE_WAIT_S)
    return None


if __name__ == "__main__":
    started = time.monotonic()
    status = main()
    log.debug("ran for %.1f s", time.monotonic() - started)
    sys.exit(status)
