"""A consumer that is a container image."""

import contextlib
import secrets
import shutil
import signal
import subprocess
from collections.abc import Mapping

from scalehook.certify.consumer.base import Ending, Unusable
from scalehook.certify.consumer.command import Command

DOCKER_SECONDS = 60.0  # for Docker's own commands, on a busy machine


class Container(Command):
    """On the host's network, so that loopback is the stack's. Its signals go through Docker."""

    def __init__(self, image: str, docker: str = "docker") -> None:
        super().__init__([docker])
        self._image, self._docker = image, docker
        self._name = ""

    def check(self) -> None:
        """Unusable without Docker, or without the image."""
        if shutil.which(self._docker) is None:
            raise Unusable(f"{self._docker} is not installed: --container needs it")
        if self._ask("image", "inspect", self._image) and (why := self._ask("pull", self._image)):
            raise Unusable(f"the image {self._image} is neither here nor to be pulled: {why}")

    def start(self, environment: Mapping[str, str]) -> None:
        """Only the protocol's variables are set inside; their values are on no command line."""
        self._name = f"scalehook-certify-{secrets.token_hex(6)}"
        self._arguments = [
            self._docker, "run", "--rm", "--init", "--network", "host", "--name", self._name,
            *(part for name in environment for part in ("--env", name)), self._image,
        ]  # fmt: skip
        super().start(environment)

    def end(self, seconds: float, number: signal.Signals = signal.SIGTERM) -> Ending:
        """The signal goes to the container's first process; Docker ends all of it."""
        if not self._name:
            return Ending()
        in_time = bool(self.exited())
        if not in_time:
            self._ask("kill", "--signal", number.name, self._name)
            in_time = self._gone_within(seconds)
        if not in_time:
            self._ask("rm", "--force", self._name)
        super().end(DOCKER_SECONDS)
        return Ending(in_time)

    def demand_seconds(self) -> float | None:
        """Not seen: its processes are Docker's."""
        return None

    def _ask(self, *arguments: str) -> str:
        """What Docker complains about; empty when it does not."""
        done = subprocess.CompletedProcess[str]([], 1, "", "")
        with contextlib.suppress(subprocess.TimeoutExpired):
            done = subprocess.run(  # noqa: S603  (our own words, and the user's image)
                [self._docker, *arguments], capture_output=True, text=True,
                timeout=DOCKER_SECONDS, check=False, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        return "" if done.returncode == 0 else (done.stderr.strip() or "it does not answer")
