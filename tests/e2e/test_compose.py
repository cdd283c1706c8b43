"""`make compose-demo`: the compose stack, built, started, played against and stopped for real."""

import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from scalehook.testing.throwaway import NoServer, docker_runs, free_port, has_image
from support.compose import compose_command
from support.patience import PATIENCE_SECONDS

ROOT = Path(__file__).parents[2]
IMAGES = ("python:3.11-slim", "rabbitmq:4-management", "postgres:17")
KINDS = ("container", "volume", "network")
AT_THE_END = re.compile(r"make(\[\d+\])?: \*\*\*")  # what make itself says of an error
FAKE = """#!/bin/sh
echo "$1" >>{calls}
case $1 in
    up) exit {up} ;;
    port) echo 127.0.0.1:{port} ;;
    exec) echo key ;;
esac
"""


@pytest.fixture
def docker() -> None:
    """An engine, Compose and the images; in CI they must be there."""
    if not docker_runs():
        raise NoServer("no Docker Engine answers")
    if not compose_command():
        raise NoServer("there is no docker compose")
    if absent := [image for image in IMAGES if not has_image(image)]:
        raise NoServer(f"images are not here, and a test pulls none: {', '.join(absent)}")


@pytest.fixture
def project() -> Iterator[str]:
    """A Compose project of its own; what a failed test leaves of it is removed."""
    name = f"test{uuid.uuid4().hex[:8]}"
    yield name
    for kind in KINDS:
        for left in of_project(name, kind):
            subprocess.run(["docker", kind, "rm", "--force", left], check=False)


def of_project(name: str, kind: str) -> list[str]:
    """The containers, volumes or networks of a project."""
    everything = ["--all"] if kind == "container" else []
    label = f"label=com.docker.compose.project={name}"
    command = ["docker", kind, "ls", *everything, "--quiet", "--filter", label]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def compose_demo(*variables: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """What `make compose-demo` does and says; no setting of ours is in its environment."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SCALEHOOK_")}
    return subprocess.run(
        ["make", "--no-print-directory", "compose-demo", *variables], cwd=ROOT, check=False,
        env={**inherited, **environment}, capture_output=True, text=True,
        timeout=3 * PATIENCE_SECONDS,  # it builds, starts and plays
    )  # fmt: skip


def test_the_demo_plays_against_the_compose_stack(docker: None, project: str, tmp_path: Path) -> None:
    """Ten containers, with keys and port that only `.env` knows; nothing of them stays.

    The container of script_runner says which executor it has, and why.
    """
    settings = tmp_path / "env"
    settings.write_text(
        f"SCALEHOOK_PORT={free_port()}\n"
        "SCALEHOOK_ACCESS_KEY_ID=of-the-file\nSCALEHOOK_ACCESS_KEY_SECRET='its \"secret\"'\n"
    )
    done = compose_demo(COMPOSE_PROJECT_NAME=project, COMPOSE_ENV_FILES=str(settings))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all true" in done.stdout
    said = re.search(r"'scripts run in' executor='(.*?)' reason='(.*)'", done.stdout)
    assert said, done.stdout
    assert said[1] in ("sandbox", "simulated")
    assert "bubblewrap" in said[2]
    assert [of_project(project, kind) for kind in KINDS] == [[], [], []]


@pytest.mark.parametrize(("up", "plays"), [(1, False), (0, True)], ids=["start", "demo"])
def test_a_failure_takes_everything_down(up: int, plays: bool, tmp_path: Path) -> None:
    """Of the start or of the demo: the stack is stopped, and make fails."""
    fake = tmp_path / "compose"
    fake.write_text(FAKE.format(calls=tmp_path / "calls", up=up, port=free_port()))
    fake.chmod(0o755)
    done = compose_demo(f"COMPOSE={fake}")
    assert done.returncode != 0, done.stdout
    first, *between, last = (tmp_path / "calls").read_text().split()
    assert (first, last) == ("up", "down")
    assert ("port" in between) == plays


def test_a_machine_without_docker_is_told_in_one_line(tmp_path: Path) -> None:
    """What is missing, Compose or its Engine; nothing is set up before, and nothing else is said."""
    make = shutil.which("make")
    assert make
    (tmp_path / "make").symlink_to(make)
    done = compose_demo(PATH=str(tmp_path))
    assert done.returncode != 0
    others = [line for line in done.stderr.splitlines() if not AT_THE_END.match(line)]
    assert len(others) == 1, done.stdout + done.stderr
    assert "make compose-demo needs" in others[0]
