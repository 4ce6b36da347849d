"""A PostgreSQL server of one's own for as long as it is needed, from the programs that are installed."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import StoreError
from index.elsewhere import HERE, Elsewhere

_DEBIAN = Path("/usr/lib/postgresql")
_NOT_ROOT = "postgres"
"""The server refuses to be root; Debian's package makes this user."""
_SAFE_ENOUGH = ("fsync=off", "full_page_writes=off", "max_connections=200")
"""What a test keeps need not survive a power cut; a killed server loses nothing by these."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server, which can be stopped and started again."""

    programs: Path
    folder: Path
    port: int
    password: str = field(repr=False)

    def url(self, database: str = "postgres") -> str:
        """The address of a database, as WENCE_CATALOG_URL takes it."""
        return f"postgresql+psycopg://wence:{self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = ("-l", str(self.folder / "log"), "-w", "-t", "60")
        _run(self, "pg_ctl", "start", *log, "-o", f"-p {self.port} -k {self.folder} -h 127.0.0.1")

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast` ends all connections, `immediate` is a crash."""
        _run(self, "pg_ctl", "stop", "-m", how, "-w", "-t", "60")

    def make(self, database: str, *options: str) -> str:
        """A new database; gives its address."""
        _run(self, "createdb", "-h", str(self.folder), "-p", str(self.port), "-U", "wence", *options, database)
        return self.url(database)


def programs() -> Path | None:
    """The folder with the server's programs, of the newest version; None where none is installed or may be run."""
    found = shutil.which("initdb")
    if found is None:
        folders = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda it: float(it.parts[-3]))
        found = str(folders[-1]) if folders else None
    if found is None or (os.geteuid() == 0 and not (_is_user() and shutil.which("runuser"))):
        return None
    return Path(found).resolve().parent


@contextmanager
def a_postgres(*options: str) -> Iterator[Server | None]:
    """A server in a folder of its own, both gone at the end; None where it cannot be run.

    `options` go to `initdb`, such as a locale.
    """
    found = programs()
    if found is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="wence-postgres-"))  # not below a folder that its user may not enter
    server = Server(found, folder, _free_port(), secrets.token_urlsafe(12))
    try:
        _lay_out(server, options)
        server.start()
        yield server
    finally:
        _kill(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_place(*, in_postgres: bool) -> Iterator[Elsewhere]:
    """Where a store of one's own has its catalog: in its home, or in such a server. Raises StoreError without one."""
    if not in_postgres:
        yield HERE
        return
    with a_postgres() as server:
        if server is None:
            raise StoreError("这台机器上没有可用的 PostgreSQL。请先安装，如 apt-get install postgresql。")
        yield Elsewhere(catalog=server.make("wence"))


def _lay_out(server: Server, options: Sequence[str]) -> None:
    secret, data = server.folder / "secret", server.folder / "data"
    secret.write_text(server.password, "ascii")
    if os.geteuid() == 0:
        user = pwd.getpwnam(_NOT_ROOT)
        for path in (server.folder, secret):
            os.chown(path, user.pw_uid, user.pw_gid)
    _run(server, "initdb", "-U", "wence", f"--pwfile={secret}", "--auth=scram-sha-256", "-N", *options)
    (data / "pg_hba.conf").write_text("local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n", "ascii")
    with (data / "postgresql.conf").open("a", encoding="ascii") as settings:
        settings.write("".join(f"{it}\n" for it in _SAFE_ENOUGH))


def _run(server: Server, program: str, *arguments: str) -> None:
    """One of the server's programs, as a user that it accepts. Raises CalledProcessError."""
    command: Sequence[str] = (str(server.programs / program), *arguments)
    if os.geteuid() == 0:
        command = ("runuser", "-u", _NOT_ROOT, "--", *command)
    where = os.environ | {"PGDATA": str(server.folder / "data")}
    subprocess.run(command, check=True, env=where, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603


def _kill(folder: Path) -> None:
    """End the server at once: what it keeps is thrown away."""
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((folder / "data" / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_user() -> bool:
    try:
        pwd.getpwnam(_NOT_ROOT)
    except KeyError:
        return False
    return True
