"""The jobs of the leader: one file each, found by being here; each defines `job`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from service.jobs.base import Job

_NOT_JOBS = {"base", "schedule"}


def all_jobs() -> dict[str, Job]:
    """Every job by name, in alphabetical order.

    Raises:
        TypeError: a file defines no job, or one that is not named after its file.

    Example:
        >>> [*all_jobs()]
        ['changes', 'refresh', 'retention', 'rollup', 'snapshot']
    """
    found: dict[str, Job] = {}
    for info in sorted(iter_modules(__path__), key=lambda module: module.name):
        if info.name in _NOT_JOBS:
            continue
        job = getattr(import_module(f"{__name__}.{info.name}"), "job", None)
        if not isinstance(job, Job) or job.name != info.name:
            raise TypeError(f"service/jobs/{info.name}.py must define `job`, a Job named {info.name!r}.")
        found[info.name] = job
    return found
