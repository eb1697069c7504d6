"""The one door to Postgres: tables, queries and migrations. Nothing here knows a broker or a web framework."""
