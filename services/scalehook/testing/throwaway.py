"""What throwaway servers share: where they may come from, and what happens when there is none."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tenacity import Retrying, retry_if_result, stop_after_delay, wait_fixed

START_SECONDS = 120


class NoServer(Exception):
    """None can be had here; the message says what was tried."""


@cache
def docker_runs() -> bool:
    """Whether a Docker Engine answers."""
    docker = shutil.which("docker")
    if docker is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603  (our own words)
            [docker, "info", "--format", "{{.ServerVersion}}"],
            capture_output=True,
            timeout=10,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


@cache
def has_image(name: str) -> bool:
    """Whether the image is on this machine already: a test does not pull one."""
    docker = shutil.which("docker")
    if docker is None or not docker_runs():
        return False
    done = subprocess.run(  # noqa: S603  (our own words)
        [docker, "image", "inspect", name], capture_output=True, timeout=30, check=False
    )
    return done.returncode == 0


@contextmanager
def container(image: str, port: int, environment: Mapping[str, str], ready: list[str]) -> Iterator[Any]:
    """A container whose `port` is the same on this machine, in the block; up when `ready`, run
    inside, succeeds. Returns the container and the port on this machine.
    """
    from testcontainers.core.config import testcontainers_config
    from testcontainers.core.container import DockerContainer

    testcontainers_config.ryuk_disabled = True  # the block removes it; one image less to have
    outside = free_port()  # a fixed one: it stays the same over restarts
    made = DockerContainer(image).with_bind_ports(port, outside)
    for name, value in environment.items():
        made = made.with_env(name, value)
    with made:
        Retrying(
            retry=retry_if_result(lambda code: code != 0),
            wait=wait_fixed(0.3),
            stop=stop_after_delay(START_SECONDS),
        )(lambda: made.exec(ready)[0])
        yield made, outside


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_root() -> bool:
    """Whether this process is root's; some servers refuse to be."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def log_tail(path: Path, lines: int = 20) -> str:
    """The end of a server's log, for a message."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""
