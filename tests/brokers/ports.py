"""Ports that stay ours while their broker is down."""

import random
import socket

# Below the range from which the system takes ports for outgoing connections: a client that knocks on a closed
# port of that range may be connected to itself, and the broker could then not come back to it.
RANGE = range(20_000, 32_000)


def free_ports(n: int) -> list[int]:
    """`n` different TCP ports on the loopback interface on which nothing listens now."""
    found: list[int] = []
    for port in random.sample(RANGE, len(RANGE)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        found.append(port)
        if len(found) == n:
            return found
    raise RuntimeError(f"fewer than {n} of the ports {RANGE.start}-{RANGE.stop} are free")
