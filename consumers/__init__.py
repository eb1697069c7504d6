"""Bring messages in: from a broker to panes in Postgres."""
