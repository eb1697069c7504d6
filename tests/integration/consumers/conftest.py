"""What kafka-python does that is a warning elsewhere, and no fault of ours."""

import gc
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

with warnings.catch_warnings():
    # It reads its schemas through functions that Python 3.11 calls deprecated, when it is first imported.
    warnings.filterwarnings("ignore", "(read|open)_text is deprecated", DeprecationWarning)
    import kafka  # noqa: F401 - imported here, so that no test meets the warning

# It leaves the sockets of refused connections to the garbage collector.
UNCLOSED = "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
PATIENCE_S = 10.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here:
            item.add_marker(pytest.mark.filterwarnings(UNCLOSED))


@pytest.fixture(autouse=True)
def _collect_sockets(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Let them go while the test lasts that made them."""
    yield
    # The errors in the log hold the frames that hold the sockets.
    for phase in ("setup", "call"):
        caplog.get_records(phase).clear()
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and any("kafka" in thread.name for thread in threading.enumerate()):
        time.sleep(0.05)
    gc.collect()
