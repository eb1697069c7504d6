"""Is a process of Prodshape alive in this container?"""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen

PORTS = (9464, 9465)
"""Where consumers and service serve /livez, unless PRODSHAPE_METRICS_PORT says otherwise."""


def alive(port: int, timeout_s: float = 4) -> bool:
    """Does something answer /livez with 200 on this port of the loopback address?

    Example:
        >>> alive(1)
        False
    """
    try:
        with urlopen(f"http://127.0.0.1:{port}/livez", timeout=timeout_s) as answer:
            return bool(answer.status == 200)
    except (URLError, HTTPException, OSError):
        return False
