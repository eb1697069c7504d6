"""Two streams of one consumer whose users mix unlike languages: each is measured by its own list."""

import time

import pytest
from sqlalchemy import select

from prodshape.audience import ENGLISH, Audience
from prodshape.axes import all_axes
from prodshape.definitions import AxisDefinition
from prodshape.pane import Pane
from service.store import tables
from service.store.axis_definitions import load_axes
from tests.brokers.apache_kafka import ApacheKafka
from tests.brokers.base import Sent, produce
from tests.consumer_process import ConsumerProcess, wait_until
from tests.line import Line

pytestmark = pytest.mark.kafka

TEXTS = ("quiero cancelar la suscripción porque não consigo acessar a minha conta", "where is my refund")


def test_each_stream_is_counted_under_the_keys_of_its_own_list(line: Line, kafka: ApacheKafka) -> None:
    topics = {"default": line.topic, "iberia": f"{line.topic}-iberia"}
    for topic in topics.values():
        kafka.create_topic(topic, partitions=1)
        produce(kafka.access, topic, [Sent(text.encode(), int(time.time() * 1000)) for text in TEXTS])
    streams: dict[str, dict[str, object]] = {name: {"topics": [topic]} for name, topic in topics.items()}
    streams["iberia"]["languages"] = ["pt", "es"]
    consumer = ConsumerProcess(
        line.folder, kafka.access, line.database_url, streams=streams, settings={"group": line.group}
    )
    line.started.append(consumer.start())

    def counted() -> dict[str, Pane]:
        found = {name: Pane() for name in topics}
        with line.engine.connect() as conn:
            for row in conn.execute(select(tables.panes.c.stream, tables.panes.c.counts)):
                found[row.stream].merge(Pane.from_bytes(row.counts))
        return found

    wait_until(lambda: {pane.messages for pane in counted().values()} == {2}, 60, lambda: consumer.log)
    with line.engine.connect() as conn:
        definitions = load_axes(conn)
    for name, audience in (("default", ENGLISH), ("iberia", Audience(("es", "pt")))):
        found = counted()[name].axes
        assert set(found) == {AxisDefinition.of(axis).key for axis in all_axes(audience).values()}
        key = next(key for key in found if key.name == "code_switching")
        counts = dict(zip(definitions[key].grid.names, found[key].counts.sum(axis=0).tolist(), strict=True))
        assert {bin_name: count for bin_name, count in counts.items() if count} == (
            {"none": 1, "es+pt": 1} if name == "iberia" else {"none": 2}
        )
