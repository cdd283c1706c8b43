"""A distributed stack: a process per service, on a broker and a database of its own."""

import os
import signal
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx

from scalehook.testing.throwaway import free_port
from scalehook.wiring.services import NAMES
from support.cloud.clients import Clients
from support.cloud.process import KEY_ID, SECRET
from support.http import HTTP
from support.patience import PATIENCE_SECONDS, wait_until
from support.programs.program import Program, start


@dataclass
class Replica:
    """One process of a service; `told` is its log."""

    process: Program
    health_port: int
    told: Path

    def state(self) -> str:
        """What its health endpoint says: whether it is ready, and what it is."""
        try:
            url = f"http://127.0.0.1:{self.health_port}/readyz"
            answer = HTTP.get(url)
        except httpx.HTTPError:
            return "not there"
        state = str(answer.json()["state"])
        assert answer.is_success == (state in ("active", "standby")), answer.text
        return state

    def become(self, state: str) -> None:
        """Wait for it."""
        wait_until(lambda: self.state() == state, lambda: f"{self.state()}: {self.log()}")

    def says(self, words: str) -> None:
        """Wait until it has logged this."""
        wait_until(lambda: words in self.log(), self.log)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL: no farewell."""
        self.signal(signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)

    def stop(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE_SECONDS)

    def log(self) -> str:
        return self.told.read_text()


@dataclass
class DistributedStack:
    """All services, in any order, and the gateway."""

    amqp_url: str
    database_url: str
    folder: Path
    port: int = field(default_factory=free_port)
    processes: dict[str, list[Replica]] = field(default_factory=lambda: defaultdict(list))

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

    def start_one(self, name: str, **environment: str) -> Replica:
        """One more replica, with a health endpoint and a log of its own."""
        number = sum(1 for _ in self.folder.glob(f"{name}*.log"))
        log, port = self.folder / f"{name}-{number}.log", free_port()
        own = {**self.environment(), "SCALEHOOK_HEALTH_PORT": str(port), **environment}
        with log.open("ab") as told:
            process = start("service", name, environment=own, output=told, errors=told)
        self.processes[name].append(Replica(process, port, log))
        return self.processes[name][-1]

    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SCALEHOOK_AMQP_URL": self.amqp_url,
            "SCALEHOOK_DATABASE_URL": self.database_url,
            "SCALEHOOK_PORT": str(self.port),
            "SCALEHOOK_PUBLIC_URL": self.endpoint,
            "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
            "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
            "SCALEHOOK_SCRIPT_RUNNER_ROOTS": str(self.folder / "instances"),
            "SCALEHOOK_FLEET_START_UP_SECONDS": "1",
        }

    def await_ready(self) -> None:
        """Until every service has an active process."""
        wait_until(self.ready, lambda: f"not ready: {self.logs()}")

    def ready(self) -> bool:
        services = self.services()
        return bool(services) and all(services.values())

    def services(self) -> dict[str, bool]:
        """Which of them are ready, as the gateway says; none while it is not there itself."""
        try:
            answer = HTTP.get(f"{self.endpoint}/readyz")
        except httpx.HTTPError:
            return {}
        told = answer.json()
        assert answer.is_success == told["ready"]
        return dict(told["services"])

    def now(self) -> datetime:
        """Virtual now, of the gateway."""
        answer = HTTP.get(f"{self.endpoint}/_scalehook/clock")
        return datetime.fromisoformat(answer.json()["now"])

    def advance(self, seconds: float, **more: object) -> dict[str, object]:
        url = f"{self.endpoint}/_scalehook/clock/advance"
        answer = HTTP.post(url, json={"seconds": seconds, "patience": 0, **more})
        answer.raise_for_status()
        return dict(answer.json())

    def kill(self, name: str) -> None:
        """SIGKILL to the oldest replica."""
        self.processes[name].pop(0).kill()

    def stop(self) -> dict[str, int]:
        """SIGTERM to all at the same time; their exit codes."""
        replicas = {
            f"{name}-{number}": replica.process
            for name, all_of_it in self.processes.items()
            for number, replica in enumerate(all_of_it)
        }
        for process in replicas.values():
            process.terminate()
        return {name: process.wait(PATIENCE_SECONDS) for name, process in replicas.items()}

    def logs(self) -> str:
        """The ends of all logs."""
        return "\n".join(
            f"--- {path.name}\n" + "\n".join(path.read_text().splitlines()[-15:])
            for path in sorted(self.folder.glob("*.log"))
        )
