"""Brokers for the tests: a real Apache Kafka in one process, and the embedded one that the demo uses."""
