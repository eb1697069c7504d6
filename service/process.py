"""The service process, wired together: HTTP, metrics on a port of their own, and the jobs if it leads."""

from __future__ import annotations

import signal
import socket
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import structlog
import uvicorn
from prometheus_client import (
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)
from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy.exc import SQLAlchemyError

from prodshape.errors import ConfigurationError, ProdshapeError, UnavailableError
from service import logs
from service.access import check_address
from service.app import build_app
from service.job_metrics import JobMetrics
from service.jobs.schedule import Schedule
from service.metrics import StoreCollector
from service.settings import ServiceSettings
from service.store.database import at_head
from service.store.leadership import Leadership
from service.store.opening import open_store
from service.windowing import labelled_rates

if TYPE_CHECKING:
    import threading
    from wsgiref.simple_server import WSGIServer

    from sqlalchemy import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger("service")

GRACE_S = 10
"""Seconds that requests get to finish when the process is asked to stop."""

CONNECTIONS = 1000
"""Connections at once, idle ones too; uvicorn answers the next in plain text, long after the app has begun to refuse."""

WRONG_SETTINGS = 3
UNAVAILABLE = 1


def main() -> int:
    """Run until SIGTERM or SIGINT; gives the exit code: 0 stopped, 3 a setting is wrong, 1 something is away."""
    try:
        settings = load_settings()
        logs.configure(settings.log_level)
        token = None if settings.api_token is None else settings.api_token.get_secret_value()
        check_address(settings.host, token)
        with open_store(settings, application="prodshape-service", migrate=settings.migrate, pool_size=10) as engine:
            check_schema(engine)
            for stream in settings.streams.values():
                if stream.request_labels is not None:
                    labelled_rates(stream.request_labels)
            serve(engine, settings)
    except (ProdshapeError, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"prodshape service: {_sentence(error)}\n")
        return WRONG_SETTINGS if isinstance(error, ConfigurationError) else UNAVAILABLE
    return 0


def load_settings() -> ServiceSettings:
    """Read the settings.

    Raises:
        ConfigurationError: one of them breaks its rule.
    """
    try:
        return ServiceSettings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name, *inner = (str(part) for part in first["loc"] or ("settings",))
        place = f" at {'.'.join(inner)}" if inner else ""
        # The value stays out of the message: it may be a secret.
        rule = str(first["msg"]).removeprefix("Value error, ")
        raise ConfigurationError(f"PRODSHAPE_{name.upper()}{place}: {rule}") from None
    except SettingsError as error:
        raise ConfigurationError(f"The settings cannot be read ({error}); lists and streams are JSON.") from None
    except FileNotFoundError as error:
        raise ConfigurationError(str(error)) from None


def check_schema(engine: Engine) -> None:
    """Refuse a database that has another schema than this version expects.

    Raises:
        ConfigurationError: it has.
    """
    if not at_head(engine):
        raise ConfigurationError(
            "The database must have the schema of this version, and has not, and PRODSHAPE_MIGRATE is off; "
            "run `prodshape migrate`."
        )


def serve(engine: Engine, settings: ServiceSettings) -> None:
    """Serve until a signal comes; then stop taking requests, finish those that run, and let another instance lead.

    Raises:
        ConfigurationError: a port is taken, or an address is not ours.
    """
    # They double the series, and nothing reads them.
    disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus_client gives it no types
    registry = CollectorRegistry()
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    app = build_app(engine, settings, registry=registry)
    registry.register(StoreCollector(engine, streams=settings.streams, release=app.version))
    watched = JobMetrics(registry)
    with ExitStack() as stack:
        listener = stack.enter_context(_listen(settings.host, settings.port))
        metrics, thread = _start_metrics(settings, registry)
        stack.callback(metrics.server_close)
        stack.callback(thread.join, 5)
        stack.callback(metrics.shutdown)
        stack.callback(app.state.context.readiness.close)
        schedule = Schedule(engine, settings, Leadership(engine), observe=watched.observe)
        watched.watch_leadership(lambda: schedule.leads)
        stack.callback(schedule.stop)
        schedule.start()
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                limit_concurrency=CONNECTIONS,
                timeout_keep_alive=15,
                timeout_graceful_shutdown=GRACE_S,
                server_header=False,
            )
        )

        def stop(*_: object) -> None:
            server.should_exit = True

        # uvicorn takes the signals over while it runs; these hold before that, and when it raises the signal again.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        log.info(
            "listening", url=_url(listener), metrics=f"http://{settings.metrics_host}:{metrics.server_port}/metrics"
        )
        server.run(sockets=[listener])
        log.info("stopping")


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, so that port 0 tells its number and a taken port is told before anything starts."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(2048)
    except OSError as error:
        raise ConfigurationError(
            f"The service must listen on PRODSHAPE_HOST {host!r} and PRODSHAPE_PORT {port}, and cannot "
            f"({error.strerror}); choose others."
        ) from error
    return listener


def _start_metrics(settings: ServiceSettings, registry: CollectorRegistry) -> tuple[WSGIServer, threading.Thread]:
    try:
        return start_http_server(settings.metrics_port, addr=settings.metrics_host, registry=registry)
    except OSError as error:
        raise ConfigurationError(
            f"The metrics must listen on PRODSHAPE_METRICS_HOST {settings.metrics_host!r} and PRODSHAPE_METRICS_PORT "
            f"{settings.metrics_port}, and cannot ({error.strerror}); choose others."
        ) from error


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _sentence(error: Exception) -> str:
    if isinstance(error, ProdshapeError):
        return str(error)
    if isinstance(error, SQLAlchemyError):
        away = UnavailableError(
            "The database does not answer; check that Postgres runs and that PRODSHAPE_DATABASE_URL names it "
            f"({str(getattr(error, 'orig', error)).splitlines()[0]})."
        )
        return str(away)
    return f"{error.strerror or error}" if isinstance(error, OSError) else str(error)
