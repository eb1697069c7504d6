"""However many consumers count, and whatever is folded meanwhile: the same log gives the same fingerprint, byte for byte."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.traffic import MAPPING, SEGMENTS, Traffic
from prodshape.fingerprint import Fingerprint
from service.jobs.rollup import fold
from service.settings import ServiceSettings
from service.store.database import make_engine, upgrade
from tests.brokers.base import produce
from tests.consumer_process import ROOT, ConsumerProcess, wait_until
from tests.line import Line

# Of today: what is older than nine days is folded into whole days, and windows then end with a day.
HOUR = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=3)
AS_OF = (HOUR + timedelta(hours=1)).isoformat()
STREAM = MAPPING | {"segments": SEGMENTS}
SECRET = "one secret for two installations"


def snapshot(consumer: ConsumerProcess, segment: str = "all") -> str:
    """What `prodshape snapshot` prints for the store of a consumer."""
    command = [sys.executable, "-m", "prodshape.cli", "snapshot", "--as-of", AS_OF, "--segment", segment]
    done = subprocess.run(
        command, cwd=ROOT, env=consumer.environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def other(line: Line, empty_postgres_url: str) -> Line:
    """The same topic, read by another group into another store."""
    engine = make_engine(empty_postgres_url)
    upgrade(engine)
    return Line(line.broker, engine, empty_postgres_url, line.folder, line.topic, f"{line.group}-other")


def test_two_consumers_and_one_give_the_same_fingerprint(line: Line, other: Line) -> None:
    produce(line.broker.access, line.topic, Traffic(seed=8, end_ms=int(HOUR.timestamp() * 1000), n=5000, authors=400))
    pair = [line.consume(STREAM, secret=SECRET, checkpoint_records=700) for _ in range(2)]
    try:
        line.drain(*pair)
        # The mock broker answers InvalidRequest to a follower that comes after its leader: then both join again, by chance.
        wait_until(
            lambda: all((consumer.total("prodshape_claims_total") or 0) > 0 for consumer in pair),
            150,
            lambda: "two owners: " + "\n".join(consumer.log[-3000:] for consumer in pair),
        )
        alone = other.consume(STREAM, secret=SECRET, checkpoint_records=3000)
        other.drain(alone)
        assert snapshot(pair[0]) == snapshot(alone)
        assert fold(other.engine, "default", ServiceSettings())[0] > 100
        for segment in ("all", "web", "other"):
            assert snapshot(pair[0], segment) == snapshot(alone, segment)
        whole = Fingerprint.loads(snapshot(alone))
        assert whole.messages == other.stored().messages
        assert [json.loads(one.model_dump_json())["next_offset"] for one in whole.offsets] == [
            n for _, n in sorted(other.stored().records.items())
        ]
    finally:
        other.end()
        other.engine.dispose()
