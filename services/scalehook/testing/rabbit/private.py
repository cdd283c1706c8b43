"""A broker process of this test run, with files, ports and a node name of its own."""

import os
import secrets
import shlex
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scalehook.kit.retrying import poll
from scalehook.testing.rabbit.broker import MODESTY, POLL_SECONDS, START_SECONDS, OwnBroker
from scalehook.testing.throwaway import NoServer, even_if_killed, free_port, log_tail

DEBIAN = Path("/usr/lib/rabbitmq/bin")  # the programs that any user may run; not on the PATH


def programs() -> Path | None:
    """The folder of rabbitmq-server and rabbitmqctl; None where they are not installed."""
    if (DEBIAN / "rabbitmq-server").exists():
        return DEBIAN
    found = shutil.which("rabbitmq-server")
    return Path(found).parent if found else None


@dataclass
class PrivateBroker(OwnBroker):
    """Its programs, its folder, and where it listens."""

    programs: Path
    folder: Path
    port: int = field(default_factory=free_port)
    dist_port: int = field(default_factory=free_port)
    management_port: int = field(default_factory=free_port)
    node: str = field(default_factory=lambda: f"t{uuid.uuid4().hex[:8]}@localhost")
    process: "subprocess.Popen[bytes] | None" = None

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
            **MODESTY,
            "ERL_CRASH_DUMP": str(self.folder / "erl_crash.dump"),  # not wherever the tests run
            "LC_ALL": "C.UTF-8",
        }

    def start(self) -> None:
        """Start it; it takes connections later."""
        (self.folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.default = 127.0.0.1:{self.port}\n"
            "loopback_users = none\ndisk_free_limit.absolute = 1MB\n"
            f"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {self.management_port}\n"
        )
        (self.folder / "plugins").write_text("[rabbitmq_management].\n")
        self._make_cookie()
        with (self.folder / "out").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603  (our own words)
                [str(self.programs / "rabbitmq-server")],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def await_start(self) -> None:
        """Returns when it takes connections."""
        if not poll(self._is_up_or_over, START_SECONDS, POLL_SECONDS):
            raise NoServer(f"rabbitmq-server does not start: {log_tail(self.folder / 'out')}")

    def _is_up_or_over(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            raise NoServer(f"rabbitmq-server has ended: {log_tail(self.folder / 'out')}")
        return self.is_up()

    def _make_cookie(self) -> None:
        """The secret of node and rabbitmqctl. Either would make it, and find the other's half made."""
        cookie = self.folder / ".erlang.cookie"
        if not cookie.exists():
            cookie.touch(0o600)
            cookie.write_text(secrets.token_hex(10))
            cookie.chmod(0o400)

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl."""
        done = subprocess.run(  # noqa: S603  (our own words)
            [str(self.programs / "rabbitmqctl"), "-q", "-n", self.node, *arguments],
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

    @property
    def end(self) -> str:
        """What a shell does when nobody is left who could stop it."""
        assert self.process is not None
        return f"kill -KILL -{self.process.pid}; rm -rf {shlex.quote(str(self.folder))}"

    def stop(self) -> None:
        """End it, with everything that it has started."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # all of it has ended by itself
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def private_broker(programs: Path) -> Iterator[PrivateBroker]:
    """A new one; neither process nor files outlive the block, nor a start that fails."""
    broker = PrivateBroker(programs, Path(tempfile.mkdtemp(prefix="scalehook-mq-")))
    try:
        broker.start()
        with even_if_killed(broker.end):
            broker.await_start()
            yield broker
    finally:
        broker.stop()
        shutil.rmtree(broker.folder, ignore_errors=True)
