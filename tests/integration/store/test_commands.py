"""The commands on the store, as people call them."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from prodshape.fingerprint import Fingerprint
from service.store.database import at_head, make_engine
from service.store.errors import TopicRecreated
from service.store.fingerprints import list_versions, load_version
from service.store.partitions import PartitionKey, claim
from service.store.windows import watermark
from tests.filling import HOURS, NOW, Producer

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def prodshape(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "prodshape.cli", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PRODSHAPE_DATABASE_URL": url},
    )


def test_migrate_says_what_it_did(empty_postgres_url: str) -> None:
    first = prodshape(empty_postgres_url, "migrate")
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "The schema is now up to date.\n")
    assert prodshape(empty_postgres_url, "migrate").stderr == "The schema was up to date.\n"
    engine = make_engine(empty_postgres_url)
    assert at_head(engine)
    engine.dispose()


def test_a_database_that_is_away_is_one_sentence() -> None:
    done = prodshape("postgresql://shape:hunter2@127.0.0.1:1/shape", "migrate")
    assert done.returncode == 3
    assert done.stderr.startswith("prodshape: The database did not answer: ")
    assert "hunter2" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_snapshot_prints_the_window_that_ends_at_the_given_time(
    postgres_url: str, engine: Engine, tmp_path: Path
) -> None:
    Producer(engine).write(300, begin=NOW - 20 * HOURS, end=NOW)
    printed = prodshape(postgres_url, "snapshot", "--as-of", "2026-05-14T06:02:00Z")
    assert (printed.returncode, printed.stderr) == (0, "")
    document = Fingerprint.loads(printed.stdout)
    document.verify()
    assert document.window is not None
    assert document.window.end.isoformat() == "2026-05-14T06:00:00+00:00"
    assert 0 < document.messages < 300
    file = tmp_path / "production.json"
    assert prodshape(postgres_url, "snapshot", "--as-of", "2026-05-14 06:02", "-o", str(file)).stdout == ""
    assert file.read_text() == printed.stdout
    with engine.connect() as conn:
        assert list_versions(conn, "default") == []


def test_snapshot_keeps_a_version_if_asked(postgres_url: str, engine: Engine) -> None:
    Producer(engine).write(300, begin=NOW - 20 * HOURS, end=NOW)
    done = prodshape(postgres_url, "snapshot", "--save")
    assert "saved as version 1 of stream default" in done.stderr
    with engine.connect() as conn:
        assert load_version(conn, "default", 1, whole=True) == done.stdout
    early = prodshape(postgres_url, "snapshot", "--save", "--as-of", "2026-05-15")
    assert early.returncode == 3
    assert "a version never changes" in early.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--as-of", "yesterday"), "takes a moment in ISO 8601"),
        (("--stream", "german"), "nothing of stream 'german'"),
        (("--segment", "web2"), "it has all, app, other, web"),
    ],
)
def test_snapshot_says_what_it_cannot_do(
    postgres_url: str, engine: Engine, arguments: tuple[str, ...], sentence: str
) -> None:
    Producer(engine).write(300, begin=NOW - 20 * HOURS, end=NOW)
    done = prodshape(postgres_url, "snapshot", *arguments)
    assert (done.returncode, done.stdout) == (3, "")
    assert sentence in done.stderr


def test_accept_topic_accepts_what_a_consumer_met(postgres_url: str, engine: Engine) -> None:
    Producer(engine).write(10, begin=NOW - HOURS, end=NOW)
    key = PartitionKey("default", "chat", 0)

    def take(topic_id: str) -> int:
        return claim(engine, key, owner="c", topic_id=topic_id, key_digest="k", beginning=2, now=NOW).next_offset

    nothing = prodshape(postgres_url, "accept-topic", "default", "chat")
    assert nothing.returncode == 3
    assert "nothing to accept" in nothing.stderr
    with pytest.raises(TopicRecreated) as caught:
        take("B")
    command = str(caught.value).partition("`prodshape ")[2].partition("`")[0]
    done = prodshape(postgres_url, *command.split())
    assert done.returncode == 0
    assert "under the id B" in done.stderr
    assert take("B") == 2


def test_retire_topic_lets_the_watermark_go_on(postgres_url: str, engine: Engine) -> None:
    Producer(engine, topic="old").write(10, begin=NOW - 9 * HOURS, end=NOW - 8 * HOURS)
    Producer(engine).write(10, begin=NOW - HOURS, end=NOW)
    with engine.connect() as conn:
        assert watermark(conn, "default") == NOW - 8 * HOURS
    done = prodshape(postgres_url, "retire-topic", "old", "--stream", "default", "--reason", "merged into chat")
    assert (done.returncode, done.stdout) == (0, "")
    assert "Topic old of stream default is retired" in done.stderr
    with engine.connect() as conn:
        assert watermark(conn, "default") == NOW
    assert "nothing is changed" in prodshape(postgres_url, "retire-topic", "old", "--reason", "again").stderr


def test_retire_topic_refuses_what_is_read_or_unknown(postgres_url: str, engine: Engine) -> None:
    Producer(engine).write(10, begin=NOW - HOURS, end=NOW, now=datetime.now(UTC))
    for arguments, sentence in ((("chat",), "s from now"), (("talk",), "not among: default chat")):
        done = prodshape(postgres_url, "retire-topic", *arguments, "--reason", "gone")
        assert (done.returncode, done.stderr.count("\n")) == (3, 1)
        assert sentence in done.stderr
    assert "--reason" in prodshape(postgres_url, "retire-topic", "chat").stderr
