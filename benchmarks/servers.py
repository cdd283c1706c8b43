"""The servers that are measured, each a process of its own that is killed at the end."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import httpx

from scalehook.testing.throwaway import free_port

KEY_ID, SECRET = "testid", "testsecret"
START_SECONDS = 300  # under valgrind, on a busy machine
BIN = Path(sys.executable).parent
FAUXQS = Path(__file__).parent / "node_modules" / "fauxqs"


@dataclass(frozen=True)
class Server:
    """A process that answers on a port of loopback."""

    port: int
    process_id: int

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def resident_mib(self) -> float:
        """The memory that it has, shared pages too."""
        return resident_mib(self.process_id)


def resident_mib(process_id: int) -> float:
    """The memory that a process has, shared pages too."""
    status = Path(f"/proc/{process_id}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


@contextmanager
def scalehook(*under: str) -> Iterator[Server]:
    """`scalehook up` with a state directory of its own; instances start at once. `under` is a program
    that it runs under.
    """
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        command = [sys.executable, "-m", "scalehook.cli", "up", "--port", str(port), "--state", folder]
        settings = {
            "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
            "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
            "SCALEHOOK_FLEET_START_UP_SECONDS": "0",
            "PYTHONHASHSEED": "0",  # dictionaries that are the same in every run
        }
        with server([*under, *command], port, "/readyz", settings) as found:
            yield found


@contextmanager
def moto() -> Iterator[Server | None]:
    """`moto_server`; None where it is not installed."""
    port = free_port()
    with _program(BIN / "moto_server", ["--port", str(port)], port, "/moto-api/data.json", {}) as found:
        yield found


@contextmanager
def ministack() -> Iterator[Server | None]:
    """MiniStack; None where it is not installed."""
    port = free_port()
    settings = {"GATEWAY_PORT": str(port), "LOG_LEVEL": "ERROR"}
    with _program(BIN / "ministack", [], port, "/_ministack/health", settings) as found:
        yield found


@contextmanager
def fauxqs() -> Iterator[Server | None]:
    """`fauxqs`; None without Node."""
    node = shutil.which("node")
    if node is None or not FAUXQS.exists():
        yield None
        return
    port = free_port()
    program = FAUXQS / "dist" / "cli.js"
    with server([node, str(program)], port, "/health", {"FAUXQS_PORT": str(port)}) as found:
        yield found


def version_of(name: str) -> str:
    """Of fauxqs, or of a package of Python's; nothing where it is not installed."""
    if name == "fauxqs":
        about = FAUXQS / "package.json"
        return str(json.loads(about.read_text())["version"]) if about.exists() else ""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


@contextmanager
def _program(
    path: Path, arguments: list[str], port: int, health: str, settings: Mapping[str, str]
) -> Iterator[Server | None]:
    if not path.exists():
        yield None
        return
    with server([str(path), *arguments], port, health, settings) as found:
        yield found


@contextmanager
def server(
    command: Sequence[str],
    port: int,
    health: str,
    settings: Mapping[str, str] | None = None,
    given: bytes = b"",
) -> Iterator[Server]:
    """The command, once it answers on its port; it reads `given` on its stdin."""
    process = subprocess.Popen(
        command,
        env=environment(settings or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None
    process.stdin.write(given)
    process.stdin.close()
    try:
        _await_answer(f"http://127.0.0.1:{port}{health}", process)
        yield Server(port, process.pid)
    finally:
        process.kill()
        process.wait()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Modules keep their bytecode, as they do where nobody says otherwise."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **settings}


def _await_answer(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=5, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.02)
    raise RuntimeError(f"{process.args!r} does not answer")
