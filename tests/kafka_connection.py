"""The way into a test broker, as the consumer names it."""

from consumers.connection import KafkaConnection
from tests.brokers.access import Access


def connection(access: Access) -> KafkaConnection:
    version = access.api_version
    return KafkaConnection(
        access.bootstrap,
        access.protocol,
        access.mechanism,
        access.username,
        access.password,
        None if access.cafile is None else str(access.cafile),
        api_version=None if version is None else tuple(map(int, version.split("."))),
    )
