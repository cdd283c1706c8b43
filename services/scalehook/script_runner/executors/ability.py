"""What the bubblewrap of this machine can do, found out by trying."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from scalehook.script_runner.executors import syscalls
from scalehook.script_runner.executors.bubblewrap import ENVIRONMENT, SMALL_DEV, STRICT
from scalehook.script_runner.executors.cgroups import places
from scalehook.script_runner.executors.entrance import Way, entrance, ready
from scalehook.script_runner.executors.farm import OURS
from scalehook.script_runner.executors.job import Job
from scalehook.script_runner.settings import Settings

PATIENCE = 10.0


@dataclass(frozen=True)
class Ability:
    """The way that works here; or why none does."""

    way: Way = Way()  # noqa: RUF009  (it is frozen)
    problem: str = ""

    @property
    def extras(self) -> Sequence[str]:
        """What bubblewrap is told besides."""
        return self.way.extras

    @property
    def notes(self) -> str:
        """What a sandbox cannot have here."""
        missing = [
            ("" if "--size" in self.way.extras else "memory that is a file has no limit"),
            ("" if self.way.filtered else "system calls are not filtered"),
            (places().problem and f"memory is limited for each process only: {places().problem}"),
        ]
        return "; ".join(filter(None, missing))


@cache
def ability() -> Ability:
    """Run a stand-in in a root for trying, with as many of the extras as can be."""
    if shutil.which("bwrap") is None:
        return Ability(problem="bubblewrap (bwrap) is not installed")
    problem = ""
    for way in _ways():
        with tempfile.TemporaryDirectory(prefix="scalehook-") as home:
            problem = _problem(way, Path(home))
        if not problem:
            return Ability(way)
    return Ability(problem=f"bubblewrap does not work here: {problem}")


def _ways() -> Iterator[Way]:
    """The best first; a machine whose system calls have other numbers is not tried with a filter."""
    filters = (True, False) if syscalls.program() else (False,)
    for filtered in filters if os.geteuid() == 0 else ():
        yield Way(mapped=True, extras=SMALL_DEV, filtered=filtered)
    for extras in ((*STRICT, *SMALL_DEV), SMALL_DEV, ()):
        for filtered in filters:
            yield Way(extras=extras, filtered=filtered)


def _problem(way: Way, home: Path) -> str:
    (home / "runs").mkdir()
    job = Job("probe", home.name, b"systemctl daemon-reload", "/root", home, Settings())
    try:
        ready(job, way)
        with entrance(job, way, grouped=False) as into:
            done = subprocess.run(  # noqa: S603  (our own words only)
                [*into.words, "--", *job.interpreter(f"{OURS}/{job.script_name}")],
                env=ENVIRONMENT,
                input="",
                capture_output=True,
                text=True,
                timeout=PATIENCE,
                check=False,
                pass_fds=into.keep,
            )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    if done.returncode == 0:
        return ""
    return done.stderr.strip() or f"it ended with {done.returncode}"
