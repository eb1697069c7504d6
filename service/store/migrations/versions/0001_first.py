"""Lay down all tables, and the secret of the installation."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = """
CREATE TABLE installation (
    id smallint PRIMARY KEY,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT installation_single_check CHECK (id = 1)
);
CREATE TABLE streams (
    stream text PRIMARY KEY,
    folded_until timestamptz,
    days_folded_until timestamptz,
    last_version integer NOT NULL DEFAULT 0
);
CREATE TABLE topics (
    stream text NOT NULL REFERENCES streams (stream),
    topic text NOT NULL,
    topic_id text,
    found_id text,
    policy text NOT NULL,
    registered_at timestamptz NOT NULL,
    accepted_at timestamptz,
    PRIMARY KEY (stream, topic)
);
CREATE TABLE partitions (
    stream text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    topic_id text,
    next_offset bigint NOT NULL,
    epoch bigint NOT NULL DEFAULT 0,
    owner text,
    claimed_at timestamptz,
    key_digest text,
    records bigint NOT NULL DEFAULT 0,
    messages bigint NOT NULL DEFAULT 0,
    filtered bigint NOT NULL DEFAULT 0,
    refused jsonb NOT NULL DEFAULT '{}'::jsonb,
    clock_skew bigint NOT NULL DEFAULT 0,
    last_event_at timestamptz,
    high_water bigint,
    caught_up_at timestamptz,
    checkpointed_at timestamptz,
    watermark timestamptz,
    PRIMARY KEY (stream, topic, partition),
    FOREIGN KEY (stream, topic) REFERENCES topics (stream, topic)
);
CREATE TABLE axis_definitions (
    name text NOT NULL,
    version integer NOT NULL,
    digest text NOT NULL,
    definition jsonb NOT NULL,
    registered_at timestamptz NOT NULL,
    PRIMARY KEY (name, version, digest)
);
CREATE TABLE panes (
    stream text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    segment text NOT NULL,
    start timestamptz NOT NULL,
    messages bigint NOT NULL,
    counts bytea NOT NULL,
    PRIMARY KEY (stream, topic, partition, segment, start)
);
CREATE INDEX panes_stream_start_idx ON panes (stream, start);
CREATE TABLE rollups (
    stream text NOT NULL,
    level text NOT NULL,
    segment text NOT NULL,
    start timestamptz NOT NULL,
    messages bigint NOT NULL,
    counts bytea NOT NULL,
    PRIMARY KEY (stream, level, segment, start),
    CONSTRAINT rollups_level_check CHECK (level IN ('hour', 'day'))
);
CREATE INDEX rollups_stream_start_idx ON rollups (stream, start);
CREATE TABLE pane_totals (
    stream text NOT NULL,
    segment text NOT NULL,
    start timestamptz NOT NULL,
    messages bigint NOT NULL,
    counts bytea NOT NULL,
    PRIMARY KEY (stream, segment, start)
);
CREATE INDEX pane_totals_stream_start_idx ON pane_totals (stream, start);
CREATE TABLE samples (
    stream text NOT NULL,
    level text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    segment text NOT NULL,
    start timestamptz NOT NULL,
    sample bytea NOT NULL,
    PRIMARY KEY (stream, level, topic, partition, segment, start),
    CONSTRAINT samples_level_check CHECK (level IN ('pane', 'hour', 'day'))
);
CREATE INDEX samples_stream_start_idx ON samples (stream, start);
CREATE TABLE gaps (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    from_offset bigint NOT NULL,
    to_offset bigint NOT NULL,
    reason text NOT NULL,
    found_at timestamptz NOT NULL
);
CREATE INDEX gaps_stream_topic_partition_idx ON gaps (stream, topic, partition);
CREATE TABLE fingerprints (
    stream text NOT NULL,
    version integer NOT NULL,
    created_at timestamptz NOT NULL,
    window_start timestamptz NOT NULL,
    window_end timestamptz NOT NULL,
    messages bigint NOT NULL,
    complete boolean NOT NULL,
    behind_s bigint NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE INDEX fingerprints_stream_window_end_idx ON fingerprints (stream, window_end);
CREATE TABLE fingerprint_documents (
    stream text NOT NULL,
    version integer NOT NULL,
    segment text NOT NULL,
    digest text NOT NULL,
    messages bigint NOT NULL,
    summary bytea NOT NULL,
    document bytea NOT NULL,
    PRIMARY KEY (stream, version, segment),
    FOREIGN KEY (stream, version) REFERENCES fingerprints (stream, version) ON DELETE CASCADE
);
CREATE TABLE live_fingerprints (
    stream text NOT NULL,
    segment text NOT NULL,
    computed_at timestamptz NOT NULL,
    digest text NOT NULL,
    summary bytea NOT NULL,
    document bytea NOT NULL,
    PRIMARY KEY (stream, segment)
);
CREATE TABLE evaluations (
    stream text NOT NULL,
    version integer NOT NULL,
    evaluated_at timestamptz NOT NULL,
    document bytea NOT NULL,
    PRIMARY KEY (stream, version)
);
CREATE TABLE datasets (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    name text NOT NULL,
    revision text NOT NULL,
    teacher text,
    digest text NOT NULL,
    messages bigint NOT NULL,
    registered_at timestamptz NOT NULL,
    registered_by text NOT NULL,
    built_against integer,
    baseline integer,
    document bytea NOT NULL,
    UNIQUE (stream, name, revision),
    FOREIGN KEY (stream, built_against) REFERENCES fingerprints (stream, version),
    FOREIGN KEY (stream, baseline) REFERENCES fingerprints (stream, version)
);
CREATE TABLE dataset_activations (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    dataset bigint NOT NULL REFERENCES datasets (id),
    activated_at timestamptz NOT NULL,
    who text NOT NULL,
    why text NOT NULL
);
CREATE INDEX dataset_activations_stream_idx ON dataset_activations (stream, id);
CREATE TABLE baseline_changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    dataset bigint NOT NULL REFERENCES datasets (id),
    previous integer,
    version integer NOT NULL,
    changed_at timestamptz NOT NULL,
    who text NOT NULL,
    reason text NOT NULL
);
CREATE INDEX baseline_changes_dataset_idx ON baseline_changes (dataset, id);
"""

BLOBS = {
    "panes": ("counts",),
    "rollups": ("counts",),
    "pane_totals": ("counts",),
    "samples": ("sample",),
    "fingerprint_documents": ("summary", "document"),
    "live_fingerprints": ("summary", "document"),
    "evaluations": ("document",),
    "datasets": ("document",),
}
# Rewritten every few seconds while they are open: room on the page for the new version, and early vacuuming.
BUSY = ("panes", "samples")


def upgrade() -> None:
    """Create the tables; blobs are compressed already, so Postgres is told not to try."""
    for statement in TABLES.split(";"):
        if statement.strip():
            op.execute(statement)
    for table, columns in BLOBS.items():
        for column in columns:
            op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE EXTERNAL")
    for table in BUSY:
        op.execute(
            f"ALTER TABLE {table} SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02,"
            " autovacuum_vacuum_threshold = 500, toast.autovacuum_vacuum_scale_factor = 0.02,"
            " toast.autovacuum_vacuum_threshold = 500)"
        )
    op.execute(
        sa.text("INSERT INTO installation (id, secret, created_at) VALUES (1, :secret, now())").bindparams(
            sa.bindparam("secret", secrets.token_bytes(32), type_=sa.LargeBinary)
        )
    )
