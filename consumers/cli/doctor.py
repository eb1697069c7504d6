"""`prodshape doctor`: try everything that the consumer needs, and say what is wrong and the way out."""

from __future__ import annotations

import sys

import typer


def command() -> None:
    """Check settings, TCP, TLS, SASL, topics, group, Postgres and migrations; each is named. Changes nothing."""
    from consumers.examination import examine
    from consumers.settings import load_settings
    from prodshape.errors import ConfigurationError

    silence_kafka()
    try:
        settings = load_settings()
    except ConfigurationError as error:
        print(f"failed  configuration  {error}")
        raise typer.Exit(3) from None
    failed = 0
    for check in examine(settings):
        print(f"{'ok' if check.ok else 'failed':6}  {check.check:13}  {check.sentence}")
        sys.stdout.flush()
        failed += not check.ok
    if failed:
        raise typer.Exit(3)


def silence_kafka() -> None:
    """Keep kafka-python's own log away from people: what matters is said by the command."""
    import logging

    logging.getLogger("kafka").setLevel(logging.CRITICAL)
