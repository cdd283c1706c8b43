"""What throwaway servers share: where they may come from, and what happens when there is none."""

import os
import random
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

ANSWER_SECONDS = 5  # of a server that is there: its machine answers, however busy it is itself
DOCKER_SECONDS = 120
PORTS = range(20000, 32000)  # below those that systems hand out by themselves
_signs: list[socket.socket] = []


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
            timeout=DOCKER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


@cache
def has_image(name: str) -> bool:
    """Whether the image is on this machine already: a test never pulls one by itself."""
    docker = shutil.which("docker")
    if docker is None or not docker_runs():
        return False
    done = subprocess.run(  # noqa: S603  (our own words)
        [docker, "image", "inspect", name], capture_output=True, timeout=DOCKER_SECONDS, check=False
    )
    return done.returncode == 0


def require_answer(address: str, port: int, variable: str) -> None:
    """NoServer when nobody listens at a given address; `port` is the protocol's own."""
    parts = urlsplit(address)
    if not parts.hostname:
        return  # a socket in the file system
    try:
        socket.create_connection((parts.hostname, parts.port or port), ANSWER_SECONDS).close()
    except OSError as problem:
        where = f"{parts.hostname}:{parts.port or port}"
        raise NoServer(f"nothing answers at {where}, which {variable} names: {problem}") from None


def free_port() -> int:
    """A port that nobody listens on, and that no process gets from here while this one lives.

    The UDP port of the same number is held as the sign of it. No connection happens to go out from
    such a port either, so whoever listens on it may stop and start again.
    """
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        sign = socket.socket(type=socket.SOCK_DGRAM)
        try:
            sign.bind(("127.0.0.1", port))
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
        except OSError:
            sign.close()
            continue
        _signs.append(sign)
        return port
    raise NoServer("every port is taken")


@contextmanager
def even_if_killed(command: str) -> Iterator[None]:
    """A shell of its own executes this when the process ends inside of the block, in whatever way."""
    watching = f"read -r word || {{ {command}; }}"
    with subprocess.Popen(  # noqa: S603  (our own words)
        ["/bin/sh", "-c", watching],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # no Ctrl-C reaches it
    ) as watcher:
        try:
            yield
        finally:
            watcher.communicate(b"over\n")


def is_root() -> bool:
    """Whether this process is root's; some servers refuse to be."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def log_tail(path: Path, lines: int = 20) -> str:
    """The end of a server's log, for a message."""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""
