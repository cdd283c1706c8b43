"""Docker and Compose: for separate services, and for containers as executors and in tests."""

import shutil
import subprocess
from collections.abc import Iterator

from scalehook.cli.doctor.finding import Finding, State

PATIENCE_SECONDS = 20
ENGINE = ["docker", "info", "--format", "{{.ServerVersion}}"]
COMPOSE = ["docker", "compose", "version", "--short"]


def look(endpoint: str) -> Iterator[Finding]:
    """The Engine, and Compose where there is one."""
    if shutil.which("docker") is None:
        yield Finding("docker", State.LACKING, "not installed", "install Docker to use compose.yaml")
        return
    version, problem = _ask(ENGINE)
    if problem:
        said = f"no Engine answers: {problem}"
        yield Finding("docker", State.LACKING, said, "start it: systemctl start docker")
        return
    yield Finding("docker", State.GOOD, f"Engine {version}")
    version, problem = _ask(COMPOSE)
    if problem:
        said = f"docker compose is not there: {problem}"
        yield Finding("compose", State.LACKING, said, "install Docker's plugin Compose")
    else:
        yield Finding("compose", State.GOOD, f"Compose {version}")


def _ask(command: list[str]) -> tuple[str, str]:
    """What it says, and what is wrong with it."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return "", str(problem)
    said = (done.stderr.strip() or f"it ended with {done.returncode}") if done.returncode else ""
    return done.stdout.strip(), said.splitlines()[0] if said else ""
