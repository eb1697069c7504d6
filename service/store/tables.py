"""The tables. Migrations create them; a test proves that both say the same.

All times are `timestamptz` in UTC. Blobs are compressed by us, so they are kept `STORAGE EXTERNAL` (the migration says so).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)
Time = DateTime(timezone=True)

installation = Table(
    "installation",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),
    Column("created_at", Time, nullable=False),
)

streams = Table(
    "streams",
    metadata,
    Column("stream", Text, primary_key=True),
    # Panes that start before this moment may have been folded into hours, hours before the other into days.
    Column("folded_until", Time),
    Column("days_folded_until", Time),
    # Kept apart from the versions themselves, so that deleting the newest one never gives its number away again.
    Column("last_version", Integer, nullable=False, server_default=text("0")),
)

topics = Table(
    "topics",
    metadata,
    Column("stream", Text, ForeignKey("streams.stream"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("topic_id", Text),
    # An id that a consumer met and refused; `prodshape accept-topic` moves it to topic_id.
    Column("found_id", Text),
    Column("policy", Text, nullable=False),
    Column("registered_at", Time, nullable=False),
    Column("accepted_at", Time),
    # Set by `prodshape retire-topic`, taken back by the next claim of any of its partitions.
    Column("retired_at", Time),
    Column("retired_reason", Text),
)

partitions = Table(
    "partitions",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    # The topic id under which next_offset means something.
    Column("topic_id", Text),
    Column("next_offset", BigInteger, nullable=False),
    Column("epoch", BigInteger, nullable=False, server_default=text("0")),
    Column("owner", Text),
    Column("claimed_at", Time),
    Column("key_digest", Text),
    Column("records", BigInteger, nullable=False, server_default=text("0")),
    Column("messages", BigInteger, nullable=False, server_default=text("0")),
    Column("filtered", BigInteger, nullable=False, server_default=text("0")),
    Column("refused", JSONB, nullable=False, server_default=text("'{}'::jsonb")),
    Column("clock_skew", BigInteger, nullable=False, server_default=text("0")),
    Column("last_event_at", Time),
    Column("high_water", BigInteger),
    Column("caught_up_at", Time),
    Column("checkpointed_at", Time),
    Column("watermark", Time),
    Column("time_missing", BigInteger, nullable=False, server_default=text("0")),
    ForeignKeyConstraint(["stream", "topic"], ["topics.stream", "topics.topic"]),
)

axis_definitions = Table(
    "axis_definitions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, primary_key=True),
    Column("definition", JSONB, nullable=False),
    Column("registered_at", Time, nullable=False),
)

panes = Table(
    "panes",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("segment", Text, primary_key=True),
    Column("start", Time, primary_key=True),
    Column("messages", BigInteger, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    Index("panes_stream_start_idx", "stream", "start"),
)

rollups = Table(
    "rollups",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("level", Text, CheckConstraint("level IN ('hour', 'day')", name="level"), primary_key=True),
    Column("segment", Text, primary_key=True),
    Column("start", Time, primary_key=True),
    Column("messages", BigInteger, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    Index("rollups_stream_start_idx", "stream", "start"),
)

pane_totals = Table(
    "pane_totals",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("segment", Text, primary_key=True),
    Column("start", Time, primary_key=True),
    Column("messages", BigInteger, nullable=False),
    Column("counts", LargeBinary, nullable=False),
    Index("pane_totals_stream_start_idx", "stream", "start"),
)

# Hours and days hold all partitions together: their topic is empty and their partition is -1.
samples = Table(
    "samples",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("level", Text, CheckConstraint("level IN ('pane', 'hour', 'day')", name="level"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True, autoincrement=False),
    Column("segment", Text, primary_key=True),
    Column("start", Time, primary_key=True),
    Column("sample", LargeBinary, nullable=False),
    Index("samples_stream_start_idx", "stream", "start"),
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("from_offset", BigInteger, nullable=False),
    Column("to_offset", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("found_at", Time, nullable=False),
    Index("gaps_stream_topic_partition_idx", "stream", "topic", "partition"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("created_at", Time, nullable=False),
    Column("window_start", Time, nullable=False),
    Column("window_end", Time, nullable=False),
    Column("messages", BigInteger, nullable=False),
    # Share of the window that lies after the stream began to count, and seconds behind real time.
    Column("complete", Boolean, nullable=False),
    Column("behind_s", BigInteger, nullable=False),
    Index("fingerprints_stream_window_end_idx", "stream", "window_end"),
)

fingerprint_documents = Table(
    "fingerprint_documents",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("segment", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("messages", BigInteger, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    ForeignKeyConstraint(["stream", "version"], ["fingerprints.stream", "fingerprints.version"], ondelete="CASCADE"),
)

live_fingerprints = Table(
    "live_fingerprints",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("segment", Text, primary_key=True),
    Column("computed_at", Time, nullable=False),
    Column("digest", Text, nullable=False),
    Column("summary", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

# Version 0 is the live window.
evaluations = Table(
    "evaluations",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("evaluated_at", Time, nullable=False),
    Column("document", LargeBinary, nullable=False),
)

datasets = Table(
    "datasets",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("teacher", Text),
    Column("digest", Text, nullable=False),
    Column("messages", BigInteger, nullable=False),
    Column("registered_at", Time, nullable=False),
    Column("registered_by", Text, nullable=False),
    # What it was built against as it was said or found at first; baseline is what drift is measured from now.
    Column("built_against", Integer),
    Column("baseline", Integer),
    Column("document", LargeBinary, nullable=False),
    UniqueConstraint("stream", "name", "revision"),
    # The database itself keeps what a dataset refers to: retention cannot delete it, not even in a race.
    ForeignKeyConstraint(["stream", "built_against"], ["fingerprints.stream", "fingerprints.version"]),
    ForeignKeyConstraint(["stream", "baseline"], ["fingerprints.stream", "fingerprints.version"]),
)

dataset_activations = Table(
    "dataset_activations",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("dataset", BigInteger, ForeignKey("datasets.id"), nullable=False),
    Column("activated_at", Time, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("dataset_activations_stream_idx", "stream", "id"),
)

baseline_changes = Table(
    "baseline_changes",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("dataset", BigInteger, ForeignKey("datasets.id"), nullable=False),
    Column("previous", Integer),
    Column("version", Integer, nullable=False),
    Column("changed_at", Time, nullable=False),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("baseline_changes_dataset_idx", "dataset", "id"),
)

contracts = Table(
    "contracts",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    # What is agreed, as canonical JSON; the file itself is kept with the comments of those who wrote it.
    Column("document", JSONB, nullable=False),
    Column("yaml", Text, nullable=False),
    Column("pushed_at", Time, nullable=False),
    Column("pushed_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    UniqueConstraint("stream", "digest"),
)

contract_activations = Table(
    "contract_activations",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("activated_at", Time, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    ForeignKeyConstraint(["stream", "version"], ["contracts.stream", "contracts.version"]),
    Index("contract_activations_stream_idx", "stream", "id"),
)

alarms = Table(
    "alarms",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("segment", Text, primary_key=True),
    Column("axis", Text, primary_key=True),
    Column("kind", Text, CheckConstraint("kind IN ('mismatch', 'drift')", name="kind"), primary_key=True),
    Column("on", Boolean, nullable=False),
    # Watermarks, all of them: wall clocks of two leaders may differ.
    Column("since", Time),
    Column("turning_since", Time),
    Column("turning", Integer, nullable=False),
    Column("counted_until", Time),
)

# When users changed; first_at to last_at is where the moment of a sudden change lies.
changes = Table(
    "changes",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("segment", Text, primary_key=True),
    Column("axis", Text, primary_key=True),
    Column("at", Time, primary_key=True),
    Column("first_at", Time, nullable=False),
    Column("last_at", Time, nullable=False),
    Column("found_at", Time, nullable=False),
    Column("axis_version", Integer, nullable=False),
    Column("bins", Text, nullable=False),
    Column("share_before", Double, nullable=False),
    Column("share_after", Double, nullable=False),
)

BLOBS: tuple[tuple[str, str], ...] = (
    ("panes", "counts"),
    ("rollups", "counts"),
    ("pane_totals", "counts"),
    ("samples", "sample"),
    ("fingerprint_documents", "summary"),
    ("fingerprint_documents", "document"),
    ("live_fingerprints", "summary"),
    ("live_fingerprints", "document"),
    ("evaluations", "document"),
    ("datasets", "document"),
)
"""Columns whose values are compressed before they arrive: stored `EXTERNAL`, so that Postgres does not try again."""
