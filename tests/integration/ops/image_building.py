"""Build the image with buildah on a base that debootstrap makes, and run it with a read-only root: no engine is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[3]
UID = 65532
NEEDED = ("buildah", "debootstrap")


def missing() -> str:
    """Why the image cannot be built here; empty if it can."""
    if absent := [program for program in NEEDED if shutil.which(program) is None]:
        return f"{' and '.join(absent)}: not installed (Debian packages of that name)"
    return "" if os.geteuid() == 0 else "buildah needs root here, to mount"


class Image:
    """The image of the Dockerfile, built in a folder of its own and without any registry of images.

    Args:
        folder: for the base, the wheels and the storage of buildah.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = folder / "storage.conf"
        self._storage.write_text(
            f'[storage]\ndriver = "vfs"\ngraphroot = "{folder / "graph"}"\nrunroot = "{folder / "run"}"\n', "utf-8"
        )

    def buildah(self, *arguments: str | Path) -> str:
        """Run buildah and give what it says."""
        environment = os.environ | {"CONTAINERS_STORAGE_CONF": str(self._storage)}
        return _run("buildah", *arguments, environment=environment)

    def build(self) -> None:
        """Make the base, fetch the wheels with the host's pip, and build from them without a network of packages."""
        base, wheels = self._folder / "base", self._folder / "wheels"
        _run("debootstrap", "--variant=minbase", "--include=python3,python3-venv,ca-certificates", "bookworm", base)
        shutil.rmtree(base / "var" / "cache" / "apt")
        _run("tar", "-C", base, "-cf", self._folder / "base.tar", ".")
        container = self.buildah("from", "scratch")
        self.buildah("add", "-q", container, self._folder / "base.tar", "/")
        self.buildah("commit", "-q", "--rm", container, "localhost/python:bookworm")
        pip = ("-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--dest", wheels)
        for lock in ("requirements-image.lock", "requirements-image-build.lock"):
            _run(sys.executable, *pip, "-r", ROOT / lock)
        (self._folder / "pip.conf").write_text("[global]\nno-index = true\nfind-links = /wheels\n", "utf-8")
        self.buildah(
            *("bud", "--isolation", "chroot", "--network", "host", "--format", "docker"),
            *("-v", f"{wheels}:/wheels:ro", "-v", f"{self._folder / 'pip.conf'}:/etc/pip.conf:ro"),
            *("--build-arg", "PYTHON_IMAGE=localhost/python:bookworm", "-t", "localhost/prodshape", ROOT),
        )

    @contextmanager
    def mounted(self, shared: Mapping[str, Path]) -> Iterator[Path]:
        """The root of a container, read-only except /tmp, with folders of the host in it (path inside -> folder)."""
        container = self.buildah("from", "--pull-never", "localhost/prodshape")
        root = self._folder / "root"
        root.mkdir()
        inside = Path(self.buildah("mount", container))
        for path in shared:
            (inside / path.lstrip("/")).mkdir(parents=True)
        mounts: list[tuple[str | Path, ...]] = [
            ("--bind", inside, root),
            ("-o", "remount,ro,bind", root),
            ("-t", "tmpfs", "tmpfs", root / "tmp"),
        ]
        mounts += [("--bind", folder, root / path.lstrip("/")) for path, folder in shared.items()]
        mounts.append(("-t", "proc", "proc", root / "proc"))
        try:
            for mount in mounts:
                _run("mount", *mount)
            yield root
        finally:
            _run("umount", "--recursive", root)

    def config(self) -> str:
        """What the image says of itself, as JSON."""
        return self.buildah("inspect", "--type", "image", "localhost/prodshape")

    def size_bytes(self) -> int:
        """Bytes of the files of the image, without its base."""
        container = self.buildah("from", "--pull-never", "localhost/prodshape")
        inside = Path(self.buildah("mount", container)) / "opt" / "prodshape"
        return sum(path.lstat().st_size for path in inside.rglob("*") if not path.is_dir())


def start(root: Path, environment: Mapping[str, str], *command: str, log: Path) -> subprocess.Popen[bytes]:
    """Start a command as the image's user on that root, with these variables and no others."""
    with log.open("wb") as output:
        return subprocess.Popen(
            [shutil.which("chroot") or "chroot", f"--userspec={UID}:{UID}", root, *command],
            env={"PATH": "/opt/prodshape/bin:/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdout=output,
            stderr=output,
        )


def _run(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{command[0]} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        raise RuntimeError(message)
    return done.stdout.strip()
