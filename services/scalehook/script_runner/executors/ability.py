"""What the bubblewrap of this machine can do, found out by trying."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scalehook.script_runner.executors.bubblewrap import ENVIRONMENT, EXTRAS, SCRIPT
from scalehook.script_runner.executors.entrance import entrance
from scalehook.script_runner.executors.job import Job
from scalehook.script_runner.settings import Settings

PATIENCE = 10.0


@dataclass(frozen=True)
class Ability:
    """The extras that work here; or why nothing does."""

    extras: tuple[str, ...] = ()
    problem: str = ""


@cache
def ability() -> Ability:
    """Run a stand-in in a root for trying, with as many of the extras as can be."""
    if shutil.which("bwrap") is None:
        return Ability(problem="bubblewrap (bwrap) is not installed")
    problem = ""
    with tempfile.TemporaryDirectory(prefix="scalehook-") as home:
        (Path(home) / "runs").mkdir()
        job = Job("probe", "probe", b"systemctl daemon-reload", "/root", Path(home), Settings())
        for extras in EXTRAS:
            problem = _problem([*entrance(job, extras), "--", *job.interpreter(SCRIPT)])
            if not problem:
                return Ability(extras)
    return Ability(problem=f"bubblewrap does not work here: {problem}")


def _problem(command: list[str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603  (our own words only)
            command,
            env=ENVIRONMENT,
            input="",
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    if done.returncode == 0:
        return ""
    return done.stderr.strip() or f"it ended with {done.returncode}"
