"""`python -m tests.brokers.fetch`: get the jars of Apache Kafka into the cache (what `make kafka` runs)."""

from tests.brokers.jars import fetch

if __name__ == "__main__":
    print(fetch())  # noqa: T201 - a command says where it put things
