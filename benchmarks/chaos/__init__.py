"""Chaos on a real Kafka: see `python -m benchmarks.chaos --help`."""
