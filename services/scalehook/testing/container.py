"""Servers in containers, by testcontainers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

from scalehook.kit.retrying import poll
from scalehook.testing.throwaway import (
    NoServer,
    docker_runs,
    even_if_killed,
    free_port,
    has_image,
)

START_SECONDS = 120
POLL_SECONDS = 0.3


def why_no_container(image: str) -> str:
    """Why there can be none of this image; empty when there can.

    The image must be on this machine already: a test never pulls one by itself.
    """
    if not docker_runs():
        return "no Docker Engine answers"
    if not has_image(image):
        return f"Docker has no {image}, and a test pulls none (docker pull {image})"
    if find_spec("testcontainers") is None:
        return "testcontainers is not installed (in scalehook's source tree: pip install '.[testing]')"
    return ""


@contextmanager
def container(
    image: str,
    ports: Sequence[int],
    environment: Mapping[str, str],
    ready: list[str],
    command: list[str] | None = None,
) -> Iterator[tuple[Any, list[int]]]:
    """A container and the ports of this machine's loopback that lead to its `ports`.

    It runs `command`, or what its image says, and is up when `ready`, run inside, succeeds.
    """
    from testcontainers.core.config import testcontainers_config
    from testcontainers.core.container import DockerContainer

    testcontainers_config.ryuk_disabled = True  # the block removes it; one image less to have
    outside = [free_port() for _ in ports]  # fixed ones: they stay the same over restarts
    made = DockerContainer(image)
    for inside, port in zip(ports, outside, strict=True):
        made.ports[str(inside)] = ("127.0.0.1", port)  # type: ignore[assignment]  # Docker takes both
    if command:
        made = made.with_command(command)
    for name, value in environment.items():
        made = made.with_env(name, value)
    with made:
        if not poll(lambda: made.exec(ready)[0] == 0, START_SECONDS, POLL_SECONDS):
            raise NoServer(f"a container of {image} was not up within {START_SECONDS} s")
        with even_if_killed(f"docker rm --force --volumes {made.get_wrapped_container().id}"):
            yield made, outside
