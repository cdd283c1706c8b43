"""A PostgreSQL server process of this test run, with files and a port of its own."""

import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scalehook.testing.postgres.server import USER, OwnServer
from scalehook.testing.throwaway import NoServer, even_if_killed, free_port, is_root, log_tail

START_SECONDS = 120


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, which Debian keeps off the PATH; None without them."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@dataclass
class PrivateServer(OwnServer):
    """Its programs, its folder and its port."""

    programs: Path
    folder: Path
    port: int = field(default_factory=free_port)

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Make its files, start it, and wait until it takes connections."""
        if is_root():
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "--no-sync", "-A", "trust", "-U", USER, "-D", str(self.folder / "data"))
        self.control("start")

    def restart(self) -> None:
        """Stop it and start it again."""
        self.control("restart", "-m", "fast")

    def stop(self) -> None:
        """End it, if it runs."""
        with suppress(NoServer):
            self.control("stop", "-m", "immediate")

    @property
    def end(self) -> str:
        """What a shell does when nobody is left who could stop it."""
        stop = [*_as_user(), str(self.programs / "pg_ctl"), "stop", "-m", "immediate"]
        command = shlex.join([*stop, "-D", str(self.folder / "data")])
        return f"{command}; rm -rf {shlex.quote(str(self.folder))}"

    def control(self, *arguments: str) -> None:
        """Run pg_ctl."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        where = ["-D", str(self.folder / "data"), "-l", str(self.folder / "log")]
        self._run("pg_ctl", "-w", "-t", str(START_SECONDS), *where, "-o", options, *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*_as_user(), str(self.programs / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (ours)
        if done.returncode:
            told = f"{done.stderr}{log_tail(self.folder / 'log')}"
            raise NoServer(f"{program} {' '.join(arguments)}: {told}")


@contextmanager
def private_server(programs: Path) -> Iterator[PrivateServer]:
    """A new one; neither process nor files outlive the block, nor a start that fails."""
    server = PrivateServer(programs, Path(tempfile.mkdtemp(prefix="scalehook-pg-")))
    try:
        with even_if_killed(server.end):
            server.start()
            yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)


def _as_user() -> Sequence[str]:
    """PostgreSQL refuses to be root."""
    return ["runuser", "-u", "postgres", "--"] if is_root() else []
