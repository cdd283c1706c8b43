"""An example that consumes: where it lies, how it is made and run, and that it can be."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scalehook.testing.cloud import Cloud
from scalehook.testing.throwaway import NoServer
from support.documents import ROOT
from support.kept_libraries import kept_libraries
from support.patience import PATIENCE_SECONDS
from support.programs.program import path

TIMEOUT = 300  # seconds that the hooks of these tests wait, and that the examples are told of


@dataclass(frozen=True)
class Example:
    """A folder of `examples/`, and commands that are run in it. What the first of them has `made` is
    a folder in it. It stays from run to run, and is kept for other source trees, too.
    """

    folder: str
    command: tuple[str, ...]
    made_by: tuple[str, ...] = ()
    made: str = ""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return ROOT / "examples" / self.folder

    def make(self) -> None:
        """What comes before its first run, and again when a file of the example has changed."""
        for tool in {command[0] for command in (self.made_by, self.command) if command}:
            if not tool.startswith("./") and not shutil.which(tool):
                raise NoServer(f"there is no {tool}")
        if self.made_by and not self._is_made():
            state, made = self._state(), self.path / self.made
            kept = kept_libraries(f"example-{self.path.name}", {"state": state}, self._make_in)
            shutil.rmtree(made, ignore_errors=True)  # perhaps of other files than these
            shutil.copytree(kept, made, symlinks=True)
            self._sign.write_text(state)

    def _make_in(self, folder: Path) -> Path:
        """A copy of what is made, in this folder."""
        done = subprocess.run(self.made_by, cwd=self.path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return Path(shutil.copytree(self.path / self.made, folder / "made", symlinks=True))

    @property
    def _sign(self) -> Path:
        return self.path / self.made / ".made-of"

    def _is_made(self) -> bool:
        return self._sign.exists() and self._sign.read_text() == self._state()

    def _state(self) -> str:
        """Of all that it is made of."""
        tool = Path(shutil.which(self.made_by[0]) or "").resolve()
        state = hashlib.sha256(f"{self.made_by} {tool} {tool.stat().st_mtime_ns}".encode())
        made = self.path / self.made
        for file in sorted(self.path.rglob("*")):
            if file.is_file() and not file.is_relative_to(made):
                state.update(f"{file.relative_to(self.path)} {file.stat().st_size} ".encode())
                state.update(file.read_bytes())
        return state.hexdigest()

    @contextmanager
    def running(self, cloud: Cloud, log: Path, **environment: str) -> Iterator["Running"]:
        """A process that consumes from this cloud; it is ended with the block."""
        told = {
            **os.environ,
            "PATH": path(),
            **cloud.environment(),
            "SCALEHOOK_CERTIFY_HEARTBEAT_TIMEOUT": str(TIMEOUT),
            "PYTHONUNBUFFERED": "1",
            **environment,
        }
        with log.open("wb") as output:
            process = subprocess.Popen(
                self.command, cwd=self.path, env=told, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            yield Running(process, log)
        finally:
            process.kill()
            process.wait(PATIENCE_SECONDS)


@dataclass(frozen=True)
class Running:
    """Its process."""

    process: "subprocess.Popen[bytes]"
    output: Path

    def stop(self) -> int:
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)

    def log(self) -> str:
        """What it has said."""
        return self.output.read_text(errors="replace")

    def problem(self) -> str:
        """For who waits in vain."""
        return f"it runs: {self.process.poll() is None}; it said: {self.log()}"


def npm_install() -> tuple[str, ...]:
    """What `package.json` names; no lock file, which would name a registry."""
    quietly = ("--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefer-offline")
    return ("npm", "install", *quietly)


PYTHON = ("python", "consumer.py")
QUEUE_CONSUMER = Example("queue_consumer", PYTHON)
AIO_PIKA = Example("aio_pika", PYTHON)
FASTSTREAM = Example("faststream", PYTHON)
NODE = Example("node", ("node", "consumer.js"), npm_install(), "node_modules")
GO = Example("go", ("./target/consumer",), ("go", "build", "-o", "target/consumer", "."), "target")
JAVA = Example(
    "java",
    ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "target/classes:target/libraries/*",
     "example.Consumer"),
    ("mvn", "--quiet", "--batch-mode", "compile"), "target",
)  # fmt: skip
