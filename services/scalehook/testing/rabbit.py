"""A throwaway RabbitMQ: an address from the environment, a container, or a private server.

Every test gets a vhost of its own, where vhosts can be made.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from scalehook.testing.throwaway import NoServer, container, free_port, has_image, log_tail

VARIABLE = "SCALEHOOK_TEST_AMQP_URL"
IMAGE = "rabbitmq:4-management"
START_SECONDS = 120
NODE = Path("/usr/lib/rabbitmq/bin")  # where Debian keeps the programs that any user may run


class Broker(Protocol):
    """A running broker."""

    def vhost(self) -> str:
        """The address of a new vhost, where one can be made."""

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output."""

    def restart(self) -> None:
        """Stop the broker and start it again; durable things stay."""


@contextmanager
def rabbit_broker() -> Iterator[Broker]:
    """The first broker that can be had; NoServer when none can."""
    if given := os.environ.get(VARIABLE):
        yield GivenBroker(given)
    elif has_image(IMAGE):
        with _container() as broker:
            yield broker
    elif (NODE / "rabbitmq-server").exists():
        with _private() as broker:
            yield broker
    else:
        raise NoServer(
            f"no RabbitMQ: {VARIABLE} is not set, Docker has no {IMAGE}, "
            "rabbitmq-server is not installed"
        )


@dataclass(frozen=True)
class GivenBroker:
    """A broker that somebody else runs: its vhost is used as it is."""

    address: str

    def vhost(self) -> str:
        """The one that was given."""
        return self.address

    def control(self, *arguments: str) -> str:
        """It cannot be controlled."""
        raise NoServer(f"the broker of {VARIABLE} cannot be controlled")

    def restart(self) -> None:
        """It cannot be restarted."""
        raise NoServer(f"the broker of {VARIABLE} cannot be restarted")


class OwnBroker:
    """A broker that can be controlled."""

    port: int

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl; its output."""
        raise NotImplementedError

    def vhost(self) -> str:
        """A new vhost's address."""
        name = f"t{uuid.uuid4().hex[:12]}"
        self.control("add_vhost", name)
        self.control("set_permissions", "-p", name, "guest", ".*", ".*", ".*")
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{name}"


@dataclass
class ContainerBroker(OwnBroker):
    """A broker in a container."""

    container: Any
    port: int

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl inside."""
        code, output = self.container.exec(["rabbitmqctl", "-q", *arguments])
        if code:
            raise NoServer(f"rabbitmqctl {arguments[0]}: {output.decode()}")
        return str(output.decode())

    def restart(self) -> None:
        """Restart the application, not the machine."""
        self.control("stop_app")
        self.control("start_app")


@contextmanager
def _container() -> Iterator[ContainerBroker]:
    ready = ["rabbitmqctl", "-q", "await_startup", "--timeout", "5"]
    with container(IMAGE, 5672, {"RABBITMQ_DEFAULT_USER": "guest"}, ready) as (running, port):
        yield ContainerBroker(running, port)


@dataclass
class PrivateBroker(OwnBroker):
    """A broker process of this test run, with files and a node name of its own."""

    folder: Path
    port: int
    node: str

    @property
    def environment(self) -> dict[str, str]:
        """What the programs need to know."""
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.folder),  # the Erlang cookie
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.dist_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "LC_ALL": "C.UTF-8",
        }

    def __post_init__(self) -> None:
        self.dist_port = free_port()

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.default = 127.0.0.1:{self.port}\n"
            "loopback_users = none\ndisk_free_limit.absolute = 1MB\n"
        )
        (self.folder / "plugins").write_text("[].\n")
        log = (self.folder / "out").open("ab")
        self.process = subprocess.Popen(  # noqa: S603  (our own words)
            [str(NODE / "rabbitmq-server")],
            env=self.environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        self.control("wait", str(self.folder / "pid"), "--timeout", str(START_SECONDS))

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl."""
        done = subprocess.run(  # noqa: S603  (our own words)
            [str(NODE / "rabbitmqctl"), "-q", "-n", self.node, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=START_SECONDS + 30,
            check=False,
        )
        if done.returncode:
            told = f"{done.stderr}{done.stdout}{log_tail(self.folder / 'out')}"
            raise NoServer(f"rabbitmqctl {arguments[0]}: {told}")
        return done.stdout

    def restart(self) -> None:
        """Restart the application inside the node."""
        self.control("stop_app")
        self.control("start_app")

    def stop(self) -> None:
        """End it, with everything that it has started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def _private() -> Iterator[PrivateBroker]:
    folder = Path(tempfile.mkdtemp(prefix="scalehook-mq-"))
    broker = PrivateBroker(folder, free_port(), f"t{uuid.uuid4().hex[:8]}@localhost")
    broker.start()
    try:
        yield broker
    finally:
        broker.stop()
        shutil.rmtree(folder, ignore_errors=True)
