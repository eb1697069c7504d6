"""Count the requests that the service answers: by method, route and status, never by address or caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import Counter, Histogram

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
_BUCKETS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)


class HttpMetrics:
    """Requests and their durations.

    Routes are templates (`/v1/fingerprints/{version}`), a foreign method is `other`: callers cannot add series.

    Args:
        registry: where the metrics are collected.
    """

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "prodshape_http_requests",
            "Requests answered, by route template and status.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "prodshape_http_request_duration_seconds",
            "Seconds from the first byte of a request to the last of its answer, by route template.",
            ("route",),
            buckets=_BUCKETS,
            registry=registry,
        )

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request."""
        self._requests.labels(method if method in _METHODS else "other", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
