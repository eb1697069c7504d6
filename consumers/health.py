"""The consumer's own port: metrics, and whether it lives and is ready."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from prometheus_client.exposition import choose_encoder

from prodshape.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from prometheus_client import CollectorRegistry


class HealthServer:
    """Serves `/metrics`, `/livez` and `/readyz` from threads of its own.

    Args:
        host: address to bind.
        port: port to bind; 0 takes any, see `port` after `start`.
        registry: what `/metrics` shows.
        faults_of_life: what `/livez` complains of; empty is alive.
        faults_of_readiness: what `/readyz` complains of; empty is ready.

    Raises:
        ConfigurationError: the address cannot be bound.
    """

    def __init__(
        self,
        host: str,
        port: int,
        registry: CollectorRegistry,
        faults_of_life: Callable[[], list[str]],
        faults_of_readiness: Callable[[], list[str]],
    ) -> None:
        class Handler(BaseHTTPRequestHandler):
            server_version = "prodshape"
            sys_version = ""

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                if path == "/metrics":
                    encode, content_type = choose_encoder(self.headers.get("Accept", ""))
                    self._answer(200, content_type, encode(registry))
                elif path in ("/livez", "/readyz"):
                    faults = faults_of_life() if path == "/livez" else faults_of_readiness()
                    body: dict[str, Any] = {"status": "failed" if faults else "ok", "faults": faults}
                    self._answer(503 if faults else 200, "application/json", json.dumps(body).encode() + b"\n")
                else:
                    self._answer(404, "text/plain", b"There are /metrics, /livez and /readyz here.\n")

            def _answer(self, status: int, content_type: str, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", content_type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name is the base class's
                """Scrapes are not worth a line."""

        try:
            self._server = ThreadingHTTPServer((host, port), Handler)
        except OSError as error:
            raise ConfigurationError(
                f"The consumer cannot listen on {host}:{port} ({error.strerror}): "
                "set PRODSHAPE_METRICS_PORT to a free port, or 0 for any."
            ) from error
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]

    def start(self) -> None:
        """Begin to serve."""
        threading.Thread(target=self._server.serve_forever, name="health", daemon=True).start()

    def stop(self) -> None:
        """End serving."""
        self._server.shutdown()
        self._server.server_close()
