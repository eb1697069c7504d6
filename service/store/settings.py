"""Settings that consumers and service share: environment variables `PRODSHAPE_*`, and a YAML file if one is named."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from prodshape.errors import ConfigurationError
from service.store.setting_names import unknown_setting
from service.store.settings_file import read_file

MOST_SEGMENTS = 20
"""Segments a stream may name, beside `other`: metrics and pages grow with each one."""

RESERVED_SEGMENTS = frozenset({"all", "other"})


class StreamSettings(BaseModel):
    """What everybody must know of a stream. Consumers and service extend it with what only they need."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    topics: list[str] = Field(default_factory=list, description="Kafka topics that make up the stream.")
    segments: list[str] = Field(
        default_factory=list,
        description="Segments to tell apart, at most 20; everything else counts as `other`. `all` is always their sum.",
    )

    @field_validator("segments")
    @classmethod
    def _check_segments(cls, segments: list[str]) -> list[str]:
        if len(segments) > MOST_SEGMENTS:
            raise ValueError(
                f"A stream names at most {MOST_SEGMENTS} segments, got {len(segments)}; leave the small ones to `other`."
            )
        if len(set(segments)) != len(segments):
            raise ValueError(f"The segments of a stream are unique, got {segments!r}.")
        if taken := RESERVED_SEGMENTS & set(segments):
            raise ValueError(
                f"`all` and `other` are made by Prodshape and cannot be named as segments, got {sorted(taken)!r}."
            )
        return segments


class CommonSettings(BaseSettings):
    """Settings of every Prodshape process.

    Precedence: arguments, then environment variables, then the YAML file named by `PRODSHAPE_CONFIG`, then defaults.

    Example:
        >>> CommonSettings(database_url="postgresql://shape@db/shape").database_url
        SecretStr('**********')
    """

    model_config = SettingsConfigDict(env_prefix="PRODSHAPE_", extra="ignore", frozen=True)

    database_url: SecretStr | None = Field(
        default=None,
        description="PostgreSQL to store counts in, `postgresql://user:password@host:5432/database`."
        " Not set: an embedded server in the data directory.",
    )
    data_dir: Path = Field(default=Path(".prodshape"), description="Where the embedded PostgreSQL keeps its data.")
    secret: SecretStr | None = Field(
        default=None,
        description="Key of the hashes that stand for authors, at least 16 characters. Not set: made by the first"
        " migration and kept in the database. It cannot change once messages are counted.",
    )
    statement_timeout_s: float = Field(
        default=30.0, gt=0, description="Longest that one database statement may take, seconds."
    )
    connect_timeout_s: int = Field(
        default=5, gt=0, description="Longest that connecting to the database may take, seconds."
    )
    streams: Mapping[str, StreamSettings] = Field(
        default_factory=lambda: {"default": StreamSettings()},
        description="The streams by name; in the environment as one JSON object.",
    )

    @model_validator(mode="before")
    @classmethod
    def _check_names(cls, values: Mapping[str, object]) -> Mapping[str, object]:
        unknown = unknown_setting(values)
        if unknown is not None:
            raise ValueError(unknown)
        return values

    @field_validator("secret")
    @classmethod
    def _check_secret(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < 16:
            raise ValueError("PRODSHAPE_SECRET needs at least 16 characters; make one with `openssl rand -hex 32`.")
        return secret

    @field_validator("streams")
    @classmethod
    def _check_streams(cls, streams: Mapping[str, StreamSettings]) -> Mapping[str, StreamSettings]:
        if not streams:
            raise ValueError("At least one stream is needed; leave the setting out to get one called `default`.")
        return streams

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put the YAML file, if one is named, behind the environment."""
        sources = [init_settings, env_settings, dotenv_settings, file_secret_settings]
        named = os.environ.get("PRODSHAPE_CONFIG")
        if named:
            if not Path(named).is_file():
                raise ConfigurationError(f"PRODSHAPE_CONFIG names a YAML file that is not there: {named}.")
            sources.append(InitSettingsSource(settings_cls, read_file(Path(named))))
        return tuple(sources)


S = TypeVar("S", bound=CommonSettings)


def read(kind: type[S]) -> S:
    """Read settings of some kind from the environment and the YAML file.

    Raises:
        ConfigurationError: they are wrong or cannot be read; one sentence that names the first wrong setting. Values
            stay out of it where they may be secret.
    """
    try:
        return kind()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        own = first.get("ctx", {}).get("error")
        sentence = str(own) if own else f"{first['msg']}."
        named = f"The setting {where} is wrong: " if where else ""
        more = f" ({error.error_count() - 1} more are wrong, too.)" if error.error_count() > 1 else ""
        raise ConfigurationError(f"{named}{sentence}{more}") from None
    except (SettingsError, OSError, ValueError) as error:
        cause = f" ({error.__cause__})" if error.__cause__ else ""
        said = " ".join(f"{error}{cause}".split()).rstrip(".")
        raise ConfigurationError(f"The settings cannot be read: {said}.") from None
