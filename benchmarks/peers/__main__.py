"""Answer for one library: `python -m benchmarks.peers NAME`, a JSON array of texts on standard input.

Prints `{"version": ..., "seconds": ..., "answers": [...]}`: one answer per text, and the seconds of the second of two passes
(loading and the first pass left out). Runs in `.venv-bench` and imports nothing of Prodshape.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from importlib.metadata import version

peer = import_module(f"benchmarks.peers.{sys.argv[1]}")
texts = json.load(sys.stdin)
peer.answer(texts)
began = time.perf_counter()
answers = peer.answer(texts)
seconds = time.perf_counter() - began
json.dump({"version": version(peer.PACKAGE), "seconds": seconds, "answers": answers}, sys.stdout)
