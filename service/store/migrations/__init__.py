"""Alembic's folder: run through `service.store.database.upgrade`, shipped in the wheel, no ini file."""
