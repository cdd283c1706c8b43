"""A throwaway PostgreSQL: an address from the environment, a container, or a private server.

Every test gets a database of its own.
"""

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scalehook.testing.throwaway import (
    NoServer,
    container,
    free_port,
    has_image,
    is_root,
    log_tail,
)

VARIABLE = "SCALEHOOK_TEST_DATABASE_URL"
IMAGE = "postgres:17"
START_SECONDS = 60
USER, PASSWORD = "scalehook", "scalehook"


class Server(Protocol):
    """A running server."""

    def url(self, database: str) -> str:
        """The address of one of its databases."""

    def restart(self) -> None:
        """Stop it, as if its machine was restarted, and start it again."""


@contextmanager
def postgres_server() -> Iterator[Server]:
    """The first server that can be had; NoServer when none can."""
    if given := os.environ.get(VARIABLE):
        yield GivenServer(given)
    elif has_image(IMAGE):
        with _container() as server:
            yield server
    elif (programs := _programs()) is not None:
        with _private(programs) as server:
            yield server
    else:
        raise NoServer(
            f"no PostgreSQL: {VARIABLE} is not set, Docker has no {IMAGE}, initdb is not installed"
        )


def new_database_name() -> str:
    """A name that nothing else has."""
    return f"t{uuid.uuid4().hex[:16]}"


@dataclass(frozen=True)
class GivenServer:
    """A server that somebody else runs; it cannot be restarted."""

    address: str

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"{self.address.rpartition('/')[0]}/{database}"

    def restart(self) -> None:
        """It cannot be."""
        raise NoServer(f"the server of {VARIABLE} cannot be restarted")


@dataclass
class ContainerServer:
    """A server in a container."""

    container: Any
    address: str

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"{self.address}/{database}"

    def restart(self) -> None:
        """Stop it and start it again."""
        self.container.get_wrapped_container().restart(timeout=1)


@contextmanager
def _container() -> Iterator[ContainerServer]:
    environment = {"POSTGRES_USER": USER, "POSTGRES_PASSWORD": PASSWORD, "POSTGRES_DB": "postgres"}
    ready = ["pg_isready", "-q", "-h", "127.0.0.1", "-U", USER]
    with container(IMAGE, 5432, environment, ready) as (running, port):
        yield ContainerServer(running, f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}")


@dataclass
class PrivateServer:
    """A server process of this test run."""

    programs: Path
    folder: Path
    port: int

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def restart(self) -> None:
        """Stop it and start it again."""
        self.control("restart", "-m", "fast")

    def control(self, *arguments: str) -> None:
        """Run pg_ctl, as a user who may."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        log = self.folder / "log"
        command = [
            *_as_user(), str(self.programs / "pg_ctl"), "-w", "-t", str(START_SECONDS),
            "-D", str(self.folder / "data"), "-l", str(log), "-o", options, *arguments,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise NoServer(f"pg_ctl {arguments[0]}: {done.stderr}{log_tail(log)}")


@contextmanager
def _private(programs: Path) -> Iterator[PrivateServer]:
    folder = Path(tempfile.mkdtemp(prefix="scalehook-pg-"))
    if is_root():
        shutil.chown(folder, "postgres")
    server = PrivateServer(programs, folder, free_port())
    initdb = [str(programs / "initdb"), "-A", "trust", "-U", USER, "-D", str(folder / "data")]
    subprocess.run([*_as_user(), *initdb], check=True, capture_output=True)  # noqa: S603
    server.control("start")
    try:
        yield server
    finally:
        server.control("stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    """Where initdb and pg_ctl are; Debian keeps them off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def _as_user() -> list[str]:
    """PostgreSQL refuses to be root."""
    return ["runuser", "-u", "postgres", "--"] if is_root() else []
