"""What a task's action is asked, and what it can say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.tasks import RecordApiAnswer


@dataclass(frozen=True)
class Succeeded:
    """The task is done; its outputs are selected from `data`. `target` is the next task, where it is
    another than OnSuccess says.
    """

    data: Any
    target: str = ""


@dataclass(frozen=True)
class Failed:
    """The task has failed."""

    message: str


@dataclass(frozen=True)
class CallNeeded:
    """An API is to be called; its answer goes to `take`."""

    service: str
    api: str
    parameters: dict[str, Any]


@dataclass(frozen=True)
class Retry:
    """The API's answer is not the desired one: ask again after a wait. It counts as a try."""

    seconds: float


@dataclass(frozen=True)
class ChildNeeded:
    """A template is to be executed; its outputs are the data of the task."""

    template_name: str
    parameters: dict[str, Any]


Outcome = Succeeded | Failed | CallNeeded | Retry | ChildNeeded


class Action(NamedTuple):
    """A kind of task: pure functions. `take` is for those that call an API."""

    begin: Callable[[TaskRun], Outcome]
    take: Callable[[TaskRun, TaskNode, RecordApiAnswer, Allowance], Outcome] | None = None
