"""Throwaway stacks in containers: the examples in each language, on the project's own image."""

import os
import subprocess
import sys

import pytest

from scalehook.testing.throwaway import NoServer, docker_runs, has_image
from support.compose import compose_command
from support.documents import ROOT
from support.examples.example import Example, npm_install

BASE = "python:3.11-slim"
EXAMPLES = [
    Example(
        "containers/python",
        (
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:hypothesispytest",
            "test_with_container.py",
        ),
    ),
    Example("containers/go", ("go", "test", "-count", "1", "./...")),
    Example("containers/java", ("mvn", "--quiet", "--batch-mode", "test")),
    Example("containers/node", ("npm", "test"), npm_install(), "node_modules"),
]


@pytest.fixture(scope="module")
def image() -> str:
    """Of this source tree, made as the Compose stack's: whichever is tested first has built it."""
    if not docker_runs():
        raise NoServer("no Docker Engine answers")
    if not has_image(BASE):
        raise NoServer(f"Docker has no {BASE}, and a test pulls none")
    if not (compose := compose_command()):
        raise NoServer("there is no docker compose")
    build = [*compose, "build", "--quiet", "gateway"]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return "scalehook"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path.name)
def test_the_example_in_this_language(image: str, example: Example) -> None:
    """Its own tests pass: a stack is started, found ready, asked, and gone."""
    example.make()
    # the container that tidies up after a killed run has an image of its own, which nobody pulls here;
    # a machine that was made of an image of Docker's is taken for a container, whose host is elsewhere
    told = {"TESTCONTAINERS_RYUK_DISABLED": "true", "TESTCONTAINERS_HOST_OVERRIDE": "127.0.0.1"}
    environment = {**os.environ, **told, "SCALEHOOK_IMAGE": image}
    done = subprocess.run(
        example.command, cwd=example.path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
