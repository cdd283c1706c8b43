"""What is asked of Docker, in its own words: its command line knows where its daemon is."""

import asyncio
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

PATIENCE = 600.0  # seconds of real time: an image may have to be pulled
PROBING = 10.0
NO_DAEMON = ("Cannot connect to the Docker daemon", "permission denied while trying to connect")
NO_IMAGE = ("Unable to find image", "No such image", "pull access denied", "manifest unknown")


class NoDocker(OSError):
    """Docker is not there, or does not answer."""


class NoImage(OSError):
    """The image is not there and cannot be pulled."""


@dataclass(frozen=True)
class Answer:
    """How a command of Docker's ended."""

    code: int
    said: str
    problem: str


async def docker(*words: str, stdin: bytes = b"", timeout: float = PATIENCE) -> Answer:
    """Run one. Raises NoDocker, NoImage; whatever else is wrong is the caller's to judge."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command(words),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except FileNotFoundError as missing:
        raise NoDocker("Docker is not installed: there is no program `docker`") from missing
    try:
        said, problem = await asyncio.wait_for(process.communicate(stdin), timeout)
    except TimeoutError as late:
        raise NoDocker(
            f"Docker does not answer: {words[0]} took longer than {timeout} seconds"
        ) from late
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    texts = [text.decode(errors="replace").strip() for text in (said, problem)]
    return _judged(Answer(process.returncode or 0, *texts))


def command(words: Sequence[str]) -> list[str]:
    """The command line."""
    return ["docker", *words]


@cache
def problem() -> str:
    """Why Docker cannot be used here; found out by asking its daemon."""
    if shutil.which("docker") is None:
        return "Docker is not installed: there is no program `docker`"
    try:
        asked = command(["version", "--format", "{{.Server.Os}}"])
        done = subprocess.run(  # noqa: S603  (our own words only)
            asked, capture_output=True, text=True, timeout=PROBING, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        return f"Docker does not answer: {trouble}"
    return f"Docker does not answer: {done.stderr.strip()}" if done.returncode else ""


def _judged(answer: Answer) -> Answer:
    if answer.code == 0:
        return answer
    if any(trouble in answer.problem for trouble in NO_DAEMON):
        raise NoDocker(f"Docker does not answer: {answer.problem}")
    if any(trouble in answer.problem for trouble in NO_IMAGE):
        raise NoImage(f"the image cannot be had: {answer.problem}")
    return answer
