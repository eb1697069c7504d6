"""Settings of the service: what the consumers share with it, and what only it needs."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - pydantic evaluates the annotations
from datetime import timedelta
from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from service.store.settings import CommonSettings, StreamSettings, read


class ServiceStreamSettings(StreamSettings):
    """What the service must know of a stream."""

    minimum_n: int = Field(
        default=200, ge=1, description="Messages that an axis must have before a divergence of it is a number."
    )
    request_labels: str | None = Field(
        default=None,
        description="Path of your own labels, JSON Lines with `text` and `requests` (at least 200): adjusts the rates of"
        " the axis intents. Read once, at the start.",
    )
    baseline_coverage_ratio: float = Field(
        default=0.9,
        gt=0,
        le=1,
        description="Share of the fingerprint window that must lie after the stream began to count (a few late messages"
        " left out), before a version may become a baseline by itself, 0 to 1.",
    )


class ServiceSettings(CommonSettings):
    """Settings of `python -m service`, of its jobs and of the commands that read the store.

    Example:
        >>> settings = ServiceSettings(live_window_seconds=3600)
        >>> settings.live_window, settings.stream("default").minimum_n
        (datetime.timedelta(seconds=3600), 200)
    """

    model_config = SettingsConfigDict(env_prefix="PRODSHAPE_", extra="ignore", frozen=True)

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level that is logged."
    )
    migrate: bool = Field(default=True, description="Bring the database schema up to date at the start.")
    host: str = Field(default="127.0.0.1", description="Address that the HTTP service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port of the HTTP service; 0 takes a free one.")
    metrics_host: str = Field(default="127.0.0.1", description="Address that the service's metrics listen on.")
    metrics_port: int = Field(
        default=9465, ge=0, le=65535, description="Port of the service's metrics; 0 takes a free one."
    )
    api_token: SecretStr | None = Field(
        default=None,
        description="Bearer token for the HTTP service: for writes, and for reads unless public_read is on. Needed on"
        " any address but loopback.",
    )
    public_read: bool = Field(default=False, description="Let everybody read without the token.")
    max_body_bytes: int = Field(
        default=64 * 1024 * 1024, gt=0, description="Largest body of a request, bytes: a fingerprint of a dataset."
    )
    streams: Mapping[str, ServiceStreamSettings] = Field(
        default_factory=lambda: {"default": ServiceStreamSettings()},
        description="The streams by name; in the environment as one JSON object.",
    )

    fingerprint_window_seconds: int = Field(
        default=7 * 86_400, ge=300, description="Length of the window of a version, seconds (7 days)."
    )
    live_window_seconds: int = Field(
        default=86_400, ge=300, description="Length of the window of gauges and verdicts, seconds (24 hours)."
    )
    far_behind_seconds: int = Field(
        default=7_200,
        ge=300,
        description="A watermark older than this shows the past: no divergence is told from it, seconds (2 hours).",
    )
    alarm_refreshes: int = Field(
        default=3,
        ge=1,
        description="An alarm turns on after so many breaches in a row, and off after as many verdicts `within`; refreshes"
        " at the same watermark are one.",
    )
    alarm_seconds: int = Field(
        default=1_800,
        ge=0,
        description="And only if the watermark moved so far from the first to the last of them, seconds (30 minutes).",
    )
    snapshot_seconds: int = Field(default=3_600, ge=1, description="Time between two versions, seconds (1 hour).")
    refresh_seconds: int = Field(default=30, ge=1, description="Time between two evaluations, seconds.")
    rollup_seconds: int = Field(default=60, ge=1, description="Time between two foldings of old panes, seconds.")
    retention_seconds: int = Field(default=3_600, ge=1, description="Time between two clean-ups, seconds (1 hour).")
    changes_seconds: int = Field(
        default=3_600, ge=1, description="Time between two looks for changes of the users, seconds (1 hour)."
    )
    fold_after_seconds: int = Field(
        default=7_200,
        ge=0,
        description="An hour is folded when it ended this long before the watermark, seconds (2 hours).",
    )
    hours_kept_days: int = Field(
        default=9, ge=1, description="Hours are folded into days when they are older than this, days."
    )
    days_kept_days: int = Field(default=400, ge=10, description="Counts by day are deleted after this, days.")
    pane_totals_kept_days: int = Field(
        default=35, ge=1, description="Totals per five minutes, without cells, are deleted after this, days."
    )
    samples_kept_days: int = Field(default=35, ge=9, description="Samples (bin codes) are deleted after this, days.")
    versions_kept_days: int = Field(
        default=400,
        ge=1,
        description="Versions are deleted after this, days; never the newest, a baseline, or one that a dataset was"
        " built against.",
    )

    @property
    def fingerprint_window(self) -> timedelta:
        """Length of the window of a version."""
        return timedelta(seconds=self.fingerprint_window_seconds)

    @property
    def live_window(self) -> timedelta:
        """Length of the window of gauges and verdicts."""
        return timedelta(seconds=self.live_window_seconds)

    @property
    def snapshot_interval(self) -> timedelta:
        """Event time between the ends of two versions."""
        return timedelta(seconds=self.snapshot_seconds)

    @property
    def far_behind(self) -> timedelta:
        """Age of a watermark from which on it shows the past."""
        return timedelta(seconds=self.far_behind_seconds)

    @property
    def alarm_lasting(self) -> timedelta:
        """How far the watermark must move while a verdict lasts, before an alarm follows it."""
        return timedelta(seconds=self.alarm_seconds)

    @property
    def fold_after(self) -> timedelta:
        """How long an hour must have ended before the watermark to be folded."""
        return timedelta(seconds=self.fold_after_seconds)

    def stream(self, name: str) -> ServiceStreamSettings:
        """The settings of a stream; the defaults for one that is in the store and not in the settings."""
        return self.streams.get(name) or ServiceStreamSettings()

    @field_validator("api_token")
    @classmethod
    def _check_token(cls, token: SecretStr | None) -> SecretStr | None:
        value = "x" if token is None else token.get_secret_value()
        if not (value and value.isascii() and value.isprintable() and value == value.strip()):
            raise ValueError(
                "PRODSHAPE_API_TOKEN must be what a header can carry, one or more printable ASCII characters without a"
                " space or a line break at either end, and is not (or is empty); make one with `openssl rand -hex 32`,"
                " or leave it out."
            )
        return token

    @model_validator(mode="after")
    def _check(self) -> ServiceSettings:
        if self.hours_kept_days * 86_400 < self.fingerprint_window_seconds:
            raise ValueError(
                f"Hours are kept for at least the fingerprint window, which is {self.fingerprint_window_seconds / 86_400:g}"
                f" days; PRODSHAPE_HOURS_KEPT_DAYS is {self.hours_kept_days}."
            )
        return self


def load_settings() -> ServiceSettings:
    """Read the settings from the environment and the YAML file.

    Raises:
        ConfigurationError: they are wrong or cannot be read; one sentence that names the setting.
    """
    return read(ServiceSettings)
