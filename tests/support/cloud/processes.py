"""A distributed stack: a process per service, on a broker and a database of its own."""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from cloud.clients import Clients
from cloud.process import KEY_ID, SECRET
from scalehook.testing.throwaway import free_port
from scalehook.wiring.services import SERVICES

NAMES = [service.name for service in SERVICES]
START_SECONDS = 60


@dataclass
class DistributedStack:
    """All services, in any order, and the gateway."""

    amqp_url: str
    database_url: str
    folder: Path
    port: int = field(default_factory=free_port)
    processes: "dict[str, list[subprocess.Popen[bytes]]]" = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def clients(self) -> Clients:
        return Clients(f"127.0.0.1:{self.port}", KEY_ID, SECRET)

    def start(self) -> "DistributedStack":
        """The gateway first: it waits for what it needs."""
        for name in ["gateway", *NAMES]:
            self.start_one(name)
        self.await_ready()
        return self

    def start_one(self, name: str) -> "subprocess.Popen[bytes]":
        """One more replica."""
        process = subprocess.Popen(
            [sys.executable, "-m", "scalehook.cli", "service", name],
            env=self.environment(),
            stdout=(self.folder / f"{name}.log").open("ab"),
            stderr=subprocess.STDOUT,
        )
        self.processes[name].append(process)
        return process

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SCALEHOOK_AMQP_URL": self.amqp_url,
            "SCALEHOOK_DATABASE_URL": self.database_url,
            "SCALEHOOK_PORT": str(self.port),
            "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
            "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
            "SCALEHOOK_SCRIPT_RUNNER_ROOTS": str(self.folder / "instances"),
            "SCALEHOOK_FLEET_START_UP_SECONDS": "1",
        }

    def await_ready(self) -> None:
        """Until every service has an active process."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.ready():
                return
            time.sleep(0.05)  # processes start in real time
        raise TimeoutError(f"not ready: {self.logs()}")

    def ready(self) -> bool:
        try:
            return httpx.get(f"{self.endpoint}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def advance(self, seconds: float) -> dict[str, object]:
        url = f"{self.endpoint}/_scalehook/clock/advance"
        answer = httpx.post(url, json={"seconds": seconds}, timeout=90, trust_env=False)
        answer.raise_for_status()
        return dict(answer.json())

    def kill(self, name: str) -> None:
        """SIGKILL to the oldest replica."""
        process = self.processes[name].pop(0)
        process.send_signal(signal.SIGKILL)
        process.wait(10)

    def stop(self) -> dict[str, int]:
        """SIGTERM to all; their exit codes."""
        started = time.monotonic()
        for replicas in self.processes.values():
            for process in replicas:
                process.terminate()
        codes = {
            f"{name}-{number}": process.wait(20)
            for name, replicas in self.processes.items()
            for number, process in enumerate(replicas)
        }
        assert time.monotonic() - started < 12, "SIGTERM takes 10 s at most"
        return codes

    def logs(self) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {path.name}\n" + "\n".join(path.read_text().splitlines()[-15:])
            for path in sorted(self.folder.glob("*.log"))
        )
