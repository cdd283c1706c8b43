"""The ways to make a vhost on somebody else's broker. A new one is a class and a line below."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

import httpx

from scalehook.testing.throwaway import NoServer

MANAGEMENT_VARIABLE = "SCALEHOOK_TEST_AMQP_MANAGEMENT_URL"
MANAGEMENT_PORT = 15672
CONNECT_SECONDS, ANSWER_SECONDS = 10, 120
LOOPBACK = ("localhost", "127.0.0.1", "::1")
ALL = {"configure": ".*", "write": ".*", "read": ".*"}


class Administration(Protocol):
    """Somebody who may make vhosts."""

    def why_not(self) -> str:
        """Why it may not; empty when it may."""

    def add_vhost(self, name: str) -> None:
        """Make one that the user of the given address may use."""

    def delete_vhost(self, name: str) -> None:
        """Remove it with all that is in it."""

    def declared(self, vhost: str) -> set[str]:
        """Queues and exchanges, as `queues/NAME` and `exchanges/NAME`; NoServer when it cannot tell."""

    def remove(self, vhost: str, thing: str) -> None:
        """One of these."""


def administration(address: str, variable: str) -> Administration:
    """The first that works for the broker at this address; NoServer says what was tried."""
    host = urlsplit(address).hostname
    url = os.environ.get(MANAGEMENT_VARIABLE, f"http://{host}:{MANAGEMENT_PORT}").rstrip("/")
    ways: list[Administration] = [Management(address, url), Controller(address)]
    problems = []
    for way in ways:
        if not (problem := way.why_not()):
            return way
        problems.append(problem)
    raise NoServer(f"no vhost can be made on the broker of {variable}: {'; '.join(problems)}")


@dataclass(frozen=True)
class Management:
    """The management plug-in's HTTP API at `url`, as the user of the AMQP address."""

    address: str
    url: str

    def why_not(self) -> str:
        """Only an administrator may make vhosts."""
        try:
            tags = self._ask("GET", "whoami").json()["tags"]
        except (httpx.HTTPError, ValueError, KeyError) as problem:
            return f"no management API at {self.url} ({problem}): name it in {MANAGEMENT_VARIABLE}"
        return "" if "administrator" in tags else f"its user is no administrator at {self.url}"

    def node_name(self) -> str:
        """The one that answers."""
        return str(self._ask("GET", "overview?columns=node").json()["node"])

    def add_vhost(self, name: str) -> None:
        """Make it, with all permissions."""
        self._ask("PUT", f"vhosts/{name}", {})
        self._ask("PUT", f"permissions/{name}/{_user(self.address)[0]}", ALL)

    def delete_vhost(self, name: str) -> None:
        """Remove it."""
        self._ask("DELETE", f"vhosts/{name}")

    def declared(self, vhost: str) -> set[str]:
        """Of durable and passing ones alike, but for the queues of one connection alone."""
        queues = self._ask("GET", f"queues/{vhost}?columns=name,exclusive").json()
        exchanges = self._ask("GET", f"exchanges/{vhost}?columns=name").json()
        lasting = {f"queues/{queue['name']}" for queue in queues if not queue["exclusive"]}
        return lasting | {f"exchanges/{exchange['name']}" for exchange in exchanges}

    def remove(self, vhost: str, thing: str) -> None:
        """Whoever reads a queue is told that it is no more."""
        kind, _, name = thing.partition("/")
        self._ask("DELETE", f"{kind}/{vhost}/{quote(name, safe='')}")

    def _ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return self._client.request(method, path, json=body).raise_for_status()

    @cached_property
    def _client(self) -> httpx.Client:
        """One connection for all: each test asks."""
        return httpx.Client(
            auth=_user(self.address),
            base_url=f"{self.url}/api/",
            timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
            trust_env=False,
            verify=self.url.startswith("https:"),  # to read all certificates takes longer than the rest
        )


@dataclass(frozen=True)
class Controller:
    """`rabbitmqctl`, where it controls the broker at this address."""

    address: str

    def why_not(self) -> str:
        """It must be installed, reach its node, and that node must listen at this address."""
        parts = urlsplit(self.address)
        if parts.hostname not in LOOPBACK:
            return "rabbitmqctl works for a broker of this machine only"
        try:
            listeners = json.loads(self._run("status", "--formatter", "json"))["listeners"]
        except NoServer as problem:
            return str(problem)
        ports = {listener["port"] for listener in listeners}
        return "" if (parts.port or 5672) in ports else "rabbitmqctl controls another broker"

    def add_vhost(self, name: str) -> None:
        """Make it, with all permissions."""
        self._run("add_vhost", name)
        self._run("set_permissions", "-p", name, _user(self.address)[0], *ALL.values())

    def delete_vhost(self, name: str) -> None:
        """Remove it."""
        self._run("delete_vhost", name)

    def declared(self, vhost: str) -> set[str]:
        """It takes as long as a new vhost does: it is not asked."""
        raise NoServer("rabbitmqctl tells too slowly what is declared")

    def remove(self, vhost: str, thing: str) -> None:
        """Whoever was not told what there is removes nothing."""
        raise NoServer("rabbitmqctl removes nothing but vhosts")

    def _run(self, *arguments: str) -> str:
        program = shutil.which("rabbitmqctl")
        if program is None:
            raise NoServer("rabbitmqctl is not installed")
        done = subprocess.run(  # noqa: S603  (our own words)
            [program, "-q", *arguments],
            capture_output=True,
            text=True,
            timeout=ANSWER_SECONDS,
            check=False,
        )
        if done.returncode:
            raise NoServer(f"rabbitmqctl {arguments[0]} fails: {(done.stderr or done.stdout).strip()}")
        return done.stdout


def _user(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return unquote(parts.username or "guest"), unquote(parts.password or "guest")
