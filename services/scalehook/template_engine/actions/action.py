"""What a task's action is asked, and what it can say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import TaskNode
from scalehook.template_engine.state import TaskRun
from scalehook_contracts.template_engine.notices import NotifyType
from scalehook_contracts.template_engine.tasks import RecordApiAnswer
from scalehook_contracts.template_engine.triggers import TriggerKind


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
    auto_paging: bool = True


@dataclass(frozen=True)
class Retry:
    """The API's answer is not the desired one: ask again after a wait. It counts as a try."""

    seconds: float


@dataclass(frozen=True)
class ChildNeeded:
    """A template is to be executed; its outputs are the data of the task."""

    template_name: str
    parameters: dict[str, Any]
    version: str = ""
    content: str = ""  # instead of a name


@dataclass(frozen=True)
class PostNeeded:
    """A web hook is to be called; what comes of it goes to `take`."""

    uri: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class RequestNeeded:
    """A server is to be asked; its answer goes to `take`."""

    method: str
    uri: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Wait:
    """Somebody must say how it goes on: that goes to `notice`."""


@dataclass(frozen=True)
class Rejected:
    """Somebody has said that the execution is to be cancelled."""

    message: str


@dataclass(frozen=True)
class Listen:
    """It waits for what its trigger is about, and starts a child execution then, again and again."""

    kind: TriggerKind


Outcome = (
    Succeeded
    | Failed
    | CallNeeded
    | Retry
    | ChildNeeded
    | PostNeeded
    | RequestNeeded
    | Wait
    | Rejected
    | Listen
)


class Action(NamedTuple):
    """A kind of task: pure functions. `take` is for those that call an API or a web hook, `notice` for
    those that wait for people.
    """

    begin: Callable[[TaskRun], Outcome]
    take: Callable[[TaskRun, TaskNode, RecordApiAnswer, Allowance], Outcome] | None = None
    notice: Callable[[TaskRun, NotifyType], Outcome] | None = None
