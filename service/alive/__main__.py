"""`python -m service.alive`, for the image's HEALTHCHECK: exit code 0 if a process of Prodshape is alive in the container, 1 if not."""

from __future__ import annotations

import os
import sys

from service.alive import PORTS, alive

chosen = os.environ.get("PRODSHAPE_METRICS_PORT", "")
sys.exit(0 if any(map(alive, [int(chosen)] if chosen.isdecimal() else PORTS)) else 1)
