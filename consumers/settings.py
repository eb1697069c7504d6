"""Settings of the consumer: environment variables `PRODSHAPE_*`, and the YAML file named by `PRODSHAPE_CONFIG`."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping  # noqa: TC003 - pydantic reads the annotations when it runs
from datetime import UTC, datetime
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator

from consumers.connection import KafkaConnection
from consumers.decode import Rules
from consumers.failpoints import Failpoint
from consumers.mapping import PRESETS, FieldMapping
from prodshape.audience import Audience
from prodshape.errors import ConfigurationError, InputError
from service.store.settings import CommonSettings, StreamSettings


def parse_version(version: str | None) -> tuple[int, ...] | None:
    """Read a broker's version.

    Raises:
        ConfigurationError: it is not numbers with dots.

    Example:
        >>> parse_version("2.3"), parse_version(None)
        ((2, 3), None)
    """
    if not version:
        return None
    parts = version.split(".")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        raise ConfigurationError(
            f"PRODSHAPE_KAFKA_API_VERSION must be numbers with dots between them, such as 2.3, got {version!r}."
        )
    return tuple(int(part) for part in parts)


class ConsumerStreamSettings(StreamSettings):
    """What the consumer must know of a stream: where the fields stand, and what is taken."""

    preset: Literal["text", "json", "chat", "prompt"] = Field(
        default="text",
        description="Shape of the records: `text` (plain UTF-8), `json` (text, author, conversation, segment, time), `chat`"
        " (a request with `messages`), `prompt` (a request with `prompt`). Each field below overrides it.",
    )
    text: str | None = Field(
        default=None,
        description="Where the text stands: a dotted path, `jmespath:` and an expression, or `chat:` and the path of a"
        " list of messages.",
    )
    author: str | None = Field(default=None, description="Path or expression of the author's id; empty: none.")
    conversation: str | None = Field(
        default=None, description="Path or expression of the conversation's id; empty: none."
    )
    segment: str | None = Field(default=None, description="Path or expression of the segment's name; empty: none.")
    time: str | None = Field(
        default=None, description="Path or expression of the event time; empty: the time of the Kafka record."
    )
    include: str | None = Field(
        default=None, description="JMESPath expression that is true for what is a user's message; the rest is filtered."
    )
    key_identifies_user: bool = Field(default=False, description="The record key names the user.")
    max_record_bytes: int = Field(
        default=1_048_576, gt=0, description="A longer record is refused as too_large, bytes."
    )
    max_text_characters: int = Field(
        default=32_768, gt=0, description="A longer text is refused as too_large, characters."
    )
    time_past_seconds: int = Field(
        default=7 * 86_400, ge=0, description="How long before the record's Kafka time an event time may lie, seconds."
    )
    time_future_seconds: int = Field(default=300, ge=0, description="How long after it, seconds.")
    languages: list[str] = Field(
        default=["en"],
        description="Languages that the users mix, ISO 639-1 codes, at most 6: the pairs among them are the bins of code_switching."
        " `en` alone: English with any other. Another list begins the counts of code_switching and language anew.",
    )
    dead_letter_topic: str | None = Field(
        default=None, description="Topic for copies of refused records, at least once. Not set: they are only counted."
    )
    start: str | None = Field(default=None, description="Start policy of this stream's topics; see PRODSHAPE_START.")

    @field_validator("languages")
    @classmethod
    def _check_languages(cls, languages: list[str]) -> list[str]:
        try:
            Audience(tuple(languages))
        except InputError as error:
            raise ValueError(str(error)) from None
        return languages

    def audience(self) -> Audience:
        """Give what is known of those who write."""
        return Audience(tuple(self.languages))

    def rules(self) -> Rules:
        """Give what the decoder needs.

        Raises:
            ConfigurationError: a path or an expression is none.
        """
        mapping: FieldMapping = PRESETS[self.preset].replaced(
            text=self.text,
            author=self.author,
            conversation=self.conversation,
            segment=self.segment,
            time=self.time,
            include=self.include,
        )
        return Rules(
            mapping,
            tuple(self.segments),
            self.key_identifies_user,
            self.max_record_bytes,
            self.max_text_characters,
            self.time_past_seconds * 1000,
            self.time_future_seconds * 1000,
        )


class ConsumerSettings(CommonSettings):
    """Settings of one consumer process."""

    streams: Mapping[str, ConsumerStreamSettings] = Field(
        default_factory=dict,
        validate_default=True,
        description="The streams by name; in the environment as one JSON object.",
    )
    kafka_bootstrap: str = Field(default="localhost:9092", description="Brokers, `host:port`, several with commas.")
    kafka_security_protocol: str = Field(
        default="PLAINTEXT", description="`PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`."
    )
    kafka_sasl_mechanism: str | None = Field(
        default=None, description="`PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`, with SASL."
    )
    kafka_sasl_username: str | None = Field(default=None, description="User name, with SASL.")
    kafka_sasl_password: SecretStr | None = Field(default=None, description="Password, with SASL.")
    kafka_ssl_cafile: str | None = Field(
        default=None, description="PEM file of the CA that signed the brokers' certificates."
    )
    kafka_ssl_certfile: str | None = Field(
        default=None, description="PEM file of our own certificate, if the broker asks."
    )
    kafka_ssl_keyfile: str | None = Field(default=None, description="PEM file of its key.")
    kafka_ssl_check_hostname: bool = Field(default=True, description="The broker's certificate must name its host.")
    kafka_api_version: str | None = Field(
        default=None, description="Version of the brokers, such as `2.3`, only where they cannot be asked."
    )
    kafka_assignor: Literal["range", "cooperative_sticky"] = Field(
        default="range", description="How the group shares partitions; the same in all members."
    )
    kafka_session_timeout_seconds: float = Field(
        default=30.0, ge=1, description="After this silence the group gives our partitions to others, seconds."
    )
    kafka_static_member: str | None = Field(
        default=None, description="Static member id: a restart within the session time-out moves no partitions."
    )
    kafka_commit: bool = Field(
        default=True, description="Also tell Kafka how far we are, after each checkpoint, for lag tools."
    )
    group: str = Field(default="prodshape", min_length=1, description="Consumer group.")
    start: str = Field(
        default="earliest",
        description="Where topics begin that were never read: `earliest`, `latest`, or an ISO 8601 time. Decided once.",
    )
    checkpoint_seconds: float = Field(default=10.0, gt=0, description="Time between checkpoints, seconds.")
    checkpoint_records: int = Field(
        default=500_000, gt=0, description="Records after which a checkpoint is made earlier."
    )
    checkpoint_panes: int = Field(
        default=2_000, gt=0, description="Open panes after which a checkpoint is made earlier."
    )
    batch_messages: int = Field(default=4_096, gt=0, description="Messages that are measured at once, about.")
    max_poll_records: int = Field(default=5_000, gt=0, description="Most records of one poll.")
    stall_seconds: float = Field(default=30.0, gt=0, description="Silence of a partition that has records, seconds.")
    watchdog_seconds: float = Field(
        default=120.0, gt=0, description="Standstill after which the process ends itself, seconds."
    )
    metrics_host: str = Field(default="127.0.0.1", description="Address of metrics, /livez and /readyz.")
    metrics_port: int = Field(default=9464, ge=0, le=65_535, description="Port of metrics, /livez and /readyz; 0: any.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least level that is logged."
    )
    migrate: bool = Field(default=True, description="Bring the database schema up to date at the start.")
    instance: str = Field(
        default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}", description="Name of this process, for people."
    )
    chaos: bool = Field(default=False, description="Test builds only: obey PRODSHAPE_FAILPOINT.")
    failpoint: str | None = Field(default=None, description="Test builds only: `name:count:action`.")

    @field_validator("streams")
    @classmethod
    def _check_streams(  # type: ignore[override]  # pydantic calls it with what this class declares
        cls, streams: Mapping[str, ConsumerStreamSettings]
    ) -> Mapping[str, ConsumerStreamSettings]:
        owner: dict[str, str] = {}
        for name, stream in streams.items():
            if not stream.topics:
                raise ValueError(
                    f"The stream {name} has no topics: list at least one, such as topics: [chat-messages]."
                )
            for topic in stream.topics:
                if topic in owner:
                    raise ValueError(
                        f"A topic belongs to exactly one stream; {topic} is listed in {owner[topic]} and in {name}: "
                        "take it out of one of them, or split by segments instead."
                    )
                owner[topic] = name
            stream.rules()
        for name, stream in streams.items():
            if stream.dead_letter_topic in owner:
                raise ValueError(
                    f"The dead letters of {name} would be read again: {stream.dead_letter_topic} is a topic of"
                    f" {owner[stream.dead_letter_topic]}; give them a topic that no stream reads."
                )
        if not streams:
            raise ValueError(
                "No stream is set: name at least one with its topics, in PRODSHAPE_STREAMS "
                """as JSON, such as {"default": {"topics": ["chat"], "preset": "chat"}}, or in the YAML file."""
            )
        return streams

    @model_validator(mode="after")
    def _check_parts(self) -> ConsumerSettings:
        for start in [self.start, *(stream.start for stream in self.streams.values() if stream.start)]:
            start_time(start)
        self.connection()
        self.failpoints()
        return self

    def connection(self) -> KafkaConnection:
        """Give the way to the brokers.

        Raises:
            ConfigurationError: the parts contradict each other.
        """
        password = self.kafka_sasl_password
        return KafkaConnection(
            self.kafka_bootstrap,
            self.kafka_security_protocol,
            self.kafka_sasl_mechanism,
            self.kafka_sasl_username,
            None if password is None else password.get_secret_value(),
            self.kafka_ssl_cafile,
            self.kafka_ssl_certfile,
            self.kafka_ssl_keyfile,
            self.kafka_ssl_check_hostname,
            parse_version(self.kafka_api_version),
        )

    def failpoints(self) -> Failpoint:
        """Give the failpoint, which does nothing unless PRODSHAPE_CHAOS is on.

        Raises:
            ConfigurationError: it does not parse.
        """
        return Failpoint.parse(self.failpoint) if self.chaos and self.failpoint else Failpoint()

    def policies(self) -> dict[str, str]:
        """Give the start policy of each stream."""
        return {name: stream.start or self.start for name, stream in self.streams.items()}


def start_time(policy: str) -> int | None:
    """Give the time of a start policy in ms since 1970 UTC, or None for `earliest` and `latest`.

    Raises:
        ConfigurationError: it is none of the three.

    Example:
        >>> start_time("latest"), start_time("2026-11-01T00:00Z")
        (None, 1793491200000)
    """
    if policy in ("earliest", "latest"):
        return None
    try:
        moment = datetime.fromisoformat(policy)
    except ValueError:
        raise ConfigurationError(
            f"PRODSHAPE_START must be earliest, latest or a time such as 2026-11-01T00:00Z, got {policy!r}."
        ) from None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return int(moment.timestamp() * 1000)


def load_settings() -> ConsumerSettings:
    """Read the settings from the environment and the YAML file.

    Raises:
        ConfigurationError: they are incomplete, contradictory, or cannot be read; one sentence that names the setting.
    """
    from pydantic_settings import SettingsError

    try:
        return ConsumerSettings()
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        problem = first["ctx"]["error"] if "error" in first.get("ctx", {}) else first["msg"]
        more = f" ({error.error_count() - 1} more are wrong, too.)" if error.error_count() > 1 else ""
        named = f"The setting {where} is wrong: " if where and "error" not in first.get("ctx", {}) else ""
        raise ConfigurationError(f"{named}{problem}{more}") from None
    except (SettingsError, OSError, ValueError) as error:
        cause = f" ({error.__cause__})" if error.__cause__ else ""
        raise ConfigurationError(f"The settings cannot be read: {str(error).rstrip('.')}{cause}.") from None
