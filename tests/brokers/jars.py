"""Where the jars of Apache Kafka lie: a cache outside the checkout, so that they are fetched once."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

POM = Path(__file__).with_name("pom.xml")
FETCH = "python -m tests.brokers.fetch"


def folder() -> Path:
    """The cache folder for exactly the jars that pom.xml asks for; it may not exist yet.

    The environment variable PRODSHAPE_CACHE names the cache (default `~/.cache/prodshape`).
    """
    cache = Path(os.environ.get("PRODSHAPE_CACHE") or Path.home() / ".cache" / "prodshape")
    return cache / f"kafka-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"


def why_missing() -> str | None:
    """What keeps a real Kafka from starting on this machine, as a sentence; None if nothing does."""
    if shutil.which("java") is None:
        return "a real Kafka needs Java 17, and there is no `java` on the PATH: install it"
    if not folder().is_dir():
        return f"the jars of Apache Kafka are not in {folder()}: run `{FETCH}` (Maven and 15 seconds)"
    return None


def fetch() -> Path:
    """Let Maven copy the jars into the cache, if they are not there, and return the folder.

    Raises:
        RuntimeError: Maven is missing or failed; the message holds what it said.
    """
    target = folder()
    if target.is_dir():
        return target
    if shutil.which("mvn") is None:
        raise RuntimeError(
            "the jars of Apache Kafka are fetched by Maven, and there is no `mvn` on the PATH: install it"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        jars = Path(scratch) / "jars"
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
        done = subprocess.run(
            ["mvn", "-B", "-q", "-f", str(POM), *goal], capture_output=True, text=True, check=False, timeout=600
        )
        if done.returncode != 0:
            raise RuntimeError(f"Maven could not fetch the jars of Apache Kafka: {(done.stdout + done.stderr)[-2000:]}")
        # Renamed when complete: an interrupted fetch must not look like a finished one.
        jars.rename(target)
    return target
