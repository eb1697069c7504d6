"""Every name that a settings file may hold: consumers and service share the file, and each knows only its own part."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

PREFIX = "PRODSHAPE_"

# Neither side can ask the other for its fields (the service never imports the consumers); a test compares.
SETTINGS = frozenset(
    {
        "alarm_refreshes",
        "alarm_seconds",
        "api_token",
        "batch_messages",
        "changes_seconds",
        "chaos",
        "checkpoint_panes",
        "checkpoint_records",
        "checkpoint_seconds",
        "connect_timeout_s",
        "data_dir",
        "database_url",
        "days_kept_days",
        "failpoint",
        "far_behind_seconds",
        "fingerprint_window_seconds",
        "fold_after_seconds",
        "group",
        "host",
        "hours_kept_days",
        "instance",
        "kafka_api_version",
        "kafka_assignor",
        "kafka_bootstrap",
        "kafka_commit",
        "kafka_sasl_mechanism",
        "kafka_sasl_password",
        "kafka_sasl_username",
        "kafka_security_protocol",
        "kafka_session_timeout_seconds",
        "kafka_ssl_cafile",
        "kafka_ssl_certfile",
        "kafka_ssl_check_hostname",
        "kafka_ssl_keyfile",
        "kafka_static_member",
        "live_window_seconds",
        "log_level",
        "max_body_bytes",
        "max_poll_records",
        "metrics_host",
        "metrics_port",
        "migrate",
        "pane_totals_kept_days",
        "port",
        "public_read",
        "refresh_seconds",
        "retention_seconds",
        "rollup_seconds",
        "samples_kept_days",
        "secret",
        "snapshot_seconds",
        "stall_seconds",
        "start",
        "statement_timeout_s",
        "streams",
        "versions_kept_days",
        "watchdog_seconds",
    }
)
"""Settings of a process: of the consumer, of the service, or of both."""

STREAM_SETTINGS = frozenset(
    {
        "author",
        "baseline_coverage_ratio",
        "conversation",
        "dead_letter_topic",
        "include",
        "key_identifies_user",
        "languages",
        "max_record_bytes",
        "max_text_characters",
        "minimum_n",
        "preset",
        "request_labels",
        "segment",
        "segments",
        "start",
        "text",
        "time",
        "time_future_seconds",
        "time_past_seconds",
        "topics",
    }
)
"""Settings of one stream."""


def unknown_setting(values: Mapping[Any, object], source: str = "") -> str | None:
    """One sentence about the first name that nobody knows, with its place and the nearest name that is known.

    Args:
        values: settings by name, as a file or a JSON object gives them; `streams` is looked into.
        source: where they stand, if that is known.

    Example:
        >>> unknown_setting({"streams": {"default": {"topics": ["chat"], "autor": "user.id"}}})
        'There is no setting streams.default.autor: did you mean author?'
        >>> unknown_setting({"PRODSHAPE_GROUP": "mine"}, "prodshape.yaml")
        'There is no setting PRODSHAPE_GROUP (in prodshape.yaml): did you mean group?'
        >>> unknown_setting({"minimum_n": 100})
        'There is no setting minimum_n: minimum_n belongs to one of the streams.'
        >>> unknown_setting({"streams": {"default": {"topics": ["chat"]}}, "group": "mine"})
    """
    streams = values.get("streams")
    within = streams.items() if isinstance(streams, Mapping) else ()
    candidates = [("", name, SETTINGS) for name in values]
    candidates += [
        (f"streams.{stream}.", name, STREAM_SETTINGS)
        for stream, names in within
        if isinstance(names, Mapping)
        for name in names
    ]
    for place, name, known in candidates:
        if name not in known:
            told = f" (in {source})" if source else ""
            return f"There is no setting {place}{name}{told}: {_way_out(str(name), known)}"
    return None


def _way_out(name: str, known: frozenset[str]) -> str:
    if name in STREAM_SETTINGS:
        return f"{name} belongs to one of the streams."
    if name in SETTINGS:
        return f"{name} belongs beside `streams`, not into a stream."
    near = get_close_matches(name.upper().removeprefix(PREFIX).lower(), sorted(known), n=1)
    return f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(known))}."
