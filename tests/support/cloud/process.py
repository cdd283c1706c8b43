"""`scalehook up` as a child process that can be killed and started again."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

KEY_ID, SECRET = "testid", "testsecret"
START_SECONDS = 60


@dataclass
class StackProcess:
    """One `scalehook up` over one state directory; keeps its port over restarts."""

    state: Path
    port: int = 0
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        return f"http://{self.address}"

    def start(self) -> "StackProcess":
        """Start it and wait until it is ready."""
        (self.state / "endpoint.json").unlink(missing_ok=True)
        self.process = subprocess.Popen(
            self.command(), env=self.full_environment(), stdout=subprocess.DEVNULL,
            stderr=(self.state.parent / "stderr.log").open("ab"),
        )  # fmt: skip
        self._await_ready()
        return self

    def command(self) -> list[str]:
        program = [sys.executable, "-m", "scalehook.cli", "up"]
        return [*program, "--port", str(self.port), "--state", str(self.state), *self.options]

    def full_environment(self) -> dict[str, str]:
        own = {"SCALEHOOK_ACCESS_KEY_ID": KEY_ID, "SCALEHOOK_ACCESS_KEY_SECRET": SECRET}
        return {**os.environ, **own, **self.environment}

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(15)

    def advance(self, seconds: float) -> dict[str, object]:
        """Move the clock over HTTP."""
        url = f"{self.endpoint}/_scalehook/clock/advance"
        answer = httpx.post(url, json={"seconds": seconds}, timeout=60, trust_env=False)
        answer.raise_for_status()
        return dict(answer.json())

    def log(self) -> str:
        return (self.state.parent / "stderr.log").read_text()

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        assert self.process is not None
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"ended with {self.process.returncode}: {self.log()}")
            if self._ready():
                return
            time.sleep(0.02)  # another process's start is waited for in real time
        raise TimeoutError(f"not ready in {START_SECONDS} s: {self.log()}")

    def _ready(self) -> bool:
        try:
            told = json.loads((self.state / "endpoint.json").read_text())["endpoint"]
            self.port = int(told.rpartition(":")[2])
            return httpx.get(f"{told}/readyz", timeout=2, trust_env=False).status_code == 200
        except (FileNotFoundError, httpx.HTTPError):
            return False
