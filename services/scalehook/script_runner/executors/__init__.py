"""The ways to run scripts. A new one is a file and a line in the table."""

from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name

from scalehook.script_runner.executors.ability import ability
from scalehook.script_runner.executors.job import Ended, Executor, Job
from scalehook.script_runner.settings import Settings

# where each is: one that is not used is not imported
EXECUTORS = {
    "sandbox": "sandbox:Sandbox",
    "container": "container:Container",
    "simulated": "simulated:Simulated",
    "local": "local:Local",
}

__all__ = ["EXECUTORS", "Choice", "Ended", "Executor", "Job", "NoSandbox", "choose", "executor_of"]


class NoSandbox(Exception):
    """The sandbox, or the container, was asked for by name, and does not work here."""


@cache
def executor_of(name: str) -> Executor:
    """The executor with this name."""
    found: Executor = resolve_name(f"{__name__}.{EXECUTORS[name]}")()
    return found


@dataclass(frozen=True)
class Choice:
    """The executor that is used, and why."""

    name: str
    reason: str

    @property
    def executor(self) -> Executor:
        """The executor itself."""
        return executor_of(self.name)


def choose(settings: Settings) -> Choice:
    """The sandbox where it works, else `simulated`; or what the settings name."""
    if settings.executor in ("simulated", "local"):
        return Choice(settings.executor, "as configured")
    wanted = "container" if settings.executor == "container" else "sandbox"
    problem = executor_of(wanted).unavailable()
    if not problem:
        return Choice(wanted, _reason(wanted))
    if settings.executor == wanted:
        raise NoSandbox(problem)
    return Choice("simulated", problem)


def _reason(name: str) -> str:
    """That it works, and which limits it cannot have."""
    if name == "container":
        return "Docker answers"
    return "; ".join(filter(None, ("bubblewrap works here", ability().notes)))
