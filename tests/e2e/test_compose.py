"""The compose stack, built and run for real where Docker runs."""

import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from cloud.process import KEY_ID, SECRET

from scalehook.testing.throwaway import docker_runs, free_port, has_image

ROOT = Path(__file__).parents[2]
IMAGES = ("python:3.11-slim", "rabbitmq:4-management", "postgres:17")


def compose_command() -> list[str] | None:
    """Docker's plug-in, or the program of that name."""
    beside = Path(sys.executable).parent / "docker-compose"
    for command in (["docker", "compose"], ["docker-compose"], [str(beside)]):
        if shutil.which(command[0]) is None:
            continue
        done = subprocess.run([*command, "version"], capture_output=True, check=False)
        if done.returncode == 0:
            return command
    return None


def missing() -> str:
    """What the test lacks here."""
    if not docker_runs():
        return "no Docker Engine answers"
    if compose_command() is None:
        return "there is no docker compose"
    absent = [image for image in IMAGES if not has_image(image)]
    return f"images are not here, and tests pull none: {', '.join(absent)}" if absent else ""


@pytest.fixture
def endpoint() -> Iterator[str]:
    """The stack's gateway, once everything is healthy."""
    if problem := missing():
        if os.environ.get("CI") and not os.environ.get("SCALEHOOK_CI_WITHOUT_DOCKER"):
            pytest.fail(f"CI needs Docker: {problem}")
        pytest.skip(problem)
    command = compose_command()
    assert command is not None
    port = free_port()
    environment = {
        **os.environ,
        "COMPOSE_PROJECT_NAME": f"test{uuid.uuid4().hex[:8]}",
        "SCALEHOOK_PORT": str(port),
        "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
        "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
    }

    def compose(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*command, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True,
            timeout=400, check=False,
        )  # fmt: skip

    try:
        up = compose("up", "--detach", "--build", "--wait")
        assert up.returncode == 0, up.stderr + compose("logs", "--tail", "20").stdout
        yield f"http://127.0.0.1:{port}"
    finally:
        compose("down", "--volumes", "--timeout", "12")


def test_the_demo_plays_against_the_compose_stack(endpoint: str) -> None:
    """Ten containers, started in any order."""
    done = subprocess.run(
        [sys.executable, "-m", "scalehook.cli", "demo", "--endpoint", endpoint],
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "SCALEHOOK_ACCESS_KEY_ID": KEY_ID,
            "SCALEHOOK_ACCESS_KEY_SECRET": SECRET,
        },
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all true" in done.stdout
