"""The ways to run scripts. A new one is a file and a line in the table."""

from dataclasses import dataclass

from scalehook.script_runner.executors.job import Ended, Executor, Job
from scalehook.script_runner.executors.local import Local
from scalehook.script_runner.executors.sandbox import Sandbox
from scalehook.script_runner.executors.simulated import Simulated
from scalehook.script_runner.settings import Settings

EXECUTORS: dict[str, Executor] = {
    "sandbox": Sandbox(),
    "simulated": Simulated(),
    "local": Local(),
}

__all__ = ["EXECUTORS", "Choice", "Ended", "Executor", "Job", "NoSandbox", "choose"]


class NoSandbox(Exception):
    """The sandbox was asked for by name, and does not work here."""


@dataclass(frozen=True)
class Choice:
    """The executor that is used, and why."""

    name: str
    reason: str

    @property
    def executor(self) -> Executor:
        """The executor itself."""
        return EXECUTORS[self.name]


def choose(settings: Settings) -> Choice:
    """The sandbox where it works, else `simulated`; or what the settings name."""
    if settings.executor in ("simulated", "local"):
        return Choice(settings.executor, "as configured")
    problem = EXECUTORS["sandbox"].unavailable()
    if not problem:
        return Choice("sandbox", "bubblewrap works here")
    if settings.executor == "sandbox":
        raise NoSandbox(problem)
    return Choice("simulated", problem)
