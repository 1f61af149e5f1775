"""A private PostgreSQL cluster for tests: made from the installed binaries, thrown away at the end.

Nothing of a PostgreSQL that already runs on the machine is touched. Fixtures:

* `postgres_cluster` (session, one for each xdist worker): the running cluster; `new_database()` gives a URL.
* `postgresql_url`: an empty database of its own for one test.
* `database_url`: the same test once on SQLite and once on PostgreSQL.
"""

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final

import psycopg
import pytest
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

START_SECONDS: Final = 60
SETTINGS: Final = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "timezone": "Etc/UTC",
}
# The shell outlives pytest only long enough to stop the server: its input closes when pytest ends, however it ends.
WATCHED: Final = '"$@" </dev/null & child=$!; cat >/dev/null; kill -QUIT "$child" 2>/dev/null; wait "$child"'


class PostgresMissingError(RuntimeError):
    """There is no PostgreSQL server program on this machine."""


def find_binaries() -> Path:
    """Find the folder that holds `initdb` and `postgres`, the newest version first.

    Raises PostgresMissingError when there is none.
    """
    folders = [
        *Path("/usr/lib/postgresql").glob("*/bin"),
        *Path("/usr").glob("pgsql-*/bin"),
        *Path("/opt/homebrew/opt").glob("postgresql*/bin"),
        *Path("/usr/local/opt").glob("postgresql*/bin"),
        *Path(os.environ.get("PROGRAMFILES", "/nonexistent")).glob("PostgreSQL/*/bin"),
    ]
    if configured := os.environ.get("PGBIN"):
        return Path(configured)
    suffix = ".exe" if sys.platform == "win32" else ""
    usable = [folder for folder in folders if (folder / f"initdb{suffix}").exists()]
    if usable:
        return max(usable, key=lambda folder: [int(n) for n in re.findall(r"\d+", str(folder))] or [0])
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise PostgresMissingError("no initdb found; on Debian or Ubuntu: apt-get install postgresql")


def unprivileged_user() -> str | None:
    """Name the user PostgreSQL runs as: itself refuses to run as root, so root lends it to another user."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - not there on Windows

    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def free_port() -> int:
    """Give a port on localhost that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class PostgresCluster:
    """A running PostgreSQL server with databases to be had for the asking."""

    port: int
    user: str = "jike"
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _templates: dict[str, str] = field(default_factory=dict)

    def url(self, database: str) -> str:
        """Give the SQLAlchemy URL of a database of this cluster."""
        return f"postgresql+psycopg://{self.user}@127.0.0.1:{self.port}/{database}"

    def new_database(self, template: str = "template0") -> str:
        """Make an empty database (or a copy of `template`) and give its SQLAlchemy URL."""
        name = f"jike_{next(self._numbers)}"
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def template(self, name: str, prepare: Callable[[str], None]) -> str:
        """Give a database prepared once in a session by `prepare(url)`, for `new_database(template=...)`.

        `prepare` must close its connections: PostgreSQL copies only databases nobody is connected to.
        """
        if name not in self._templates:
            self._execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
            prepare(self.url(name))
            self._templates[name] = name
        return self._templates[name]

    def drop_database(self, url: str) -> None:
        """Remove a database together with connections a test left open."""
        self._execute(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        with self.connect() as connection:
            connection.execute(statement.encode())

    def connect(self) -> psycopg.Connection:
        """Connect to the maintenance database, outside any transaction."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=self.user, dbname="postgres", autocommit=True, connect_timeout=5
        )


def _initialise(binaries: Path, data: Path, superuser: str, run_as: str | None) -> None:
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", superuser, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
        check=True,
        capture_output=True,
        cwd=data.parent,
        env=_environment(data.parent),
        **_identity(run_as),
    )


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, "HOME": str(home), "LC_ALL": "C"}


def _identity(run_as: str | None) -> dict:
    return {} if run_as is None else {"user": run_as, "group": _group_of(run_as), "extra_groups": []}


def _group_of(user: str) -> int:
    import pwd  # noqa: PLC0415 - not there on Windows

    return pwd.getpwnam(user).pw_gid


def _start(binaries: Path, data: Path, port: int, run_as: str | None) -> subprocess.Popen:
    settings = ["-p", str(port)] + [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    command = ["/bin/sh", "-c", WATCHED, "postgres-of-tests", str(binaries / "postgres"), "-D", str(data), *settings]
    if sys.platform == "win32":  # pg_ctl gives away administrator rights, with which postgres refuses to start
        command = [str(binaries / "pg_ctl"), "-D", str(data), "-o", subprocess.list2cmdline(settings), "start"]
    with (data.parent / "server.log").open("ab") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=data.parent,
            env=_environment(data.parent),
            **_identity(run_as),
        )


@retry(
    stop=stop_after_delay(START_SECONDS),
    wait=wait_fixed(0.1),
    retry=retry_if_exception_type(psycopg.OperationalError),
    reraise=True,
)
def _wait_until_ready(cluster: PostgresCluster) -> None:
    cluster.connect().close()


def _stop(process: subprocess.Popen, binaries: Path, data: Path) -> None:
    process.stdin.close()
    if sys.platform == "win32":
        subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=True, capture_output=True)
    process.wait(timeout=30)


def running_cluster() -> Iterator[PostgresCluster]:
    """Start a cluster, lend it, stop it and remove its files.

    Raises PostgresMissingError when the machine has no PostgreSQL.
    """
    binaries = find_binaries()
    run_as = unprivileged_user()
    home = Path(tempfile.mkdtemp(prefix=f"jike-pg-{getpass.getuser() if run_as is None else run_as}-"))
    if run_as is not None:
        shutil.chown(home, run_as, _group_of(run_as))
    try:
        cluster = PostgresCluster(port=free_port())
        _initialise(binaries, home / "data", cluster.user, run_as)
        process = _start(binaries, home / "data", cluster.port, run_as)
        try:
            _wait_until_ready(cluster)
            yield cluster
        except psycopg.OperationalError as error:
            error.add_note((home / "server.log").read_text(errors="replace"))
            raise
        finally:
            _stop(process, binaries, home / "data")
    finally:
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """Lend one private cluster to a whole test session; without PostgreSQL fail in CI and skip loudly elsewhere."""
    try:
        find_binaries()
    except PostgresMissingError as missing:
        sentence = f"NOT TESTED ON POSTGRESQL: {missing}"
        if os.environ.get("CI"):
            pytest.fail(sentence, pytrace=False)
        pytest.skip(sentence)
    yield from running_cluster()


@pytest.fixture
def postgresql_url(postgres_cluster: PostgresCluster) -> Iterator[str]:
    """Give one test an empty PostgreSQL database."""
    url = postgres_cluster.new_database()
    yield url
    postgres_cluster.drop_database(url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give one test an empty database, once on SQLite and once on PostgreSQL, as a SQLAlchemy URL."""
    if request.param == "sqlite":
        return f"sqlite:///{(tmp_path / 'server.db').as_posix()}"
    return request.getfixturevalue("postgresql_url")
