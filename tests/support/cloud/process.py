"""`scalehook up` as a process that can be killed and started again."""

import json
import os
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import httpx

from scalehook.testing.throwaway import free_port
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, wait_until
from support.programs.program import Program, start

KEY_ID, SECRET = "testid", "testsecret"


@dataclass
class StackProcess:
    """One `scalehook up` over one state directory; keeps its port over restarts."""

    state: Path
    port: int = field(default_factory=free_port)
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    process: Program | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"http://{self.address}"

    def start(self) -> "StackProcess":
        """Start it and wait until it is ready."""
        (self.state / "endpoint.json").unlink(missing_ok=True)
        with (self.state.parent / "stderr.log").open("ab") as log:
            self.process = self.launch(log)
        self._await_ready()
        return self

    def launch(self, log: BinaryIO) -> Program:
        where = ["--port", str(self.port), "--state", str(self.state)]
        return start("up", *where, *self.options, environment=self.full_environment(), errors=log)

    def full_environment(self) -> dict[str, str]:
        own = {"SCALEHOOK_ACCESS_KEY_ID": KEY_ID, "SCALEHOOK_ACCESS_KEY_SECRET": SECRET}
        return {**os.environ, **own, **self.environment}

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)

    def advance(self, seconds: float, **more: object) -> dict[str, object]:
        """Move the clock over HTTP; no consumer is waited for, unless told so: it is the test itself."""
        url = f"{self.endpoint}/_scalehook/clock/advance"
        answer = HTTP.post(url, json={"seconds": seconds, "patience": 0, **more})
        answer.raise_for_status()
        return dict(answer.json())

    def processor_seconds(self) -> float:
        """What it has taken of a processor since its start, all threads together."""
        assert self.process is not None
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def log(self) -> str:
        return (self.state.parent / "stderr.log").read_text()

    def _await_ready(self) -> None:
        wait_until(self._ready, lambda: f"not ready: {self.log()}")

    def _ready(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError(f"ended with {self.process.returncode}: {self.log()}")
        try:
            told = json.loads((self.state / "endpoint.json").read_text())["endpoint"]
            self.port = int(told.rpartition(":")[2])
            return HTTP.get(f"{told}/readyz").status_code == 200
        except (FileNotFoundError, httpx.HTTPError):
            return False
