"""What may follow from one message, step by step, and what every step looks at."""

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from scalehook.kit import Work
from scalehook.template_engine import starting
from scalehook.template_engine.actions import Failed, Succeeded
from scalehook.template_engine.allowance import Allowance
from scalehook.template_engine.document import Document, TaskNode
from scalehook.template_engine.expressions import Scope, as_text
from scalehook.template_engine.scopes import scope_of
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import Execution, State, TaskRun
from scalehook_contracts.template_engine.notices import NotifyType
from scalehook_contracts.template_engine.tasks import RecordApiAnswer
from scalehook_contracts.template_engine.triggers import TriggerKind


@dataclass(frozen=True)
class Given:
    """What somebody who chooses the next task in mode Debug says of it: properties that take the place
    of the template's, and the only item of its loop that is to run.
    """

    properties: dict[str, Any] = field(default_factory=dict)
    loop_item: str = ""

    def among(self, items: list[Any]) -> list[Any]:
        """The items that are meant: all, where none is named."""
        return [item for item in items if self.loop_item in ("", as_text(item))]


NOTHING = Given()


@dataclass(frozen=True)
class RunTask:
    """A task of the template is next; `chosen` by somebody, where the mode is Debug."""

    execution: Execution
    node: TaskNode
    chosen: bool = False
    given: Given = NOTHING
    borrowed: bool = False  # what it needs of the Parameter Store is known


@dataclass(frozen=True)
class TakeAnswer:
    """The API that a task called has answered."""

    execution: Execution
    run: TaskRun
    answer: RecordApiAnswer


@dataclass(frozen=True)
class TimeOut:
    """A task has had the time that its template gives it."""

    execution: Execution
    run: TaskRun


@dataclass(frozen=True)
class AskAgain:
    """The wait before a task's next try is over."""

    execution: Execution
    run: TaskRun


@dataclass(frozen=True)
class TakeOutcome:
    """The execution that a task began has ended."""

    execution: Execution
    run: TaskRun
    outcome: Succeeded | Failed


@dataclass(frozen=True)
class ContinueLoop:
    """An item of a loop has ended, or the loop has just begun."""

    execution: Execution
    parent: TaskRun


@dataclass(frozen=True)
class Follow:
    """A task has ended; `target` is where its link leads."""

    execution: Execution
    node: TaskNode
    target: str


@dataclass(frozen=True)
class TakeNotice:
    """Somebody has told a task that waits how it goes on."""

    execution: Execution
    run: TaskRun
    kind: NotifyType


@dataclass(frozen=True)
class Cancel:
    """The execution is to end before its time, perhaps by way of OnCancel."""

    execution: Execution
    message: str
    at_once: bool = False


@dataclass(frozen=True)
class Fire:
    """What an execution's trigger waits for has happened."""

    execution: Execution
    run: TaskRun
    data: dict[str, Any]
    client_token: str = ""
    hops: int = 0


@dataclass(frozen=True)
class FireInTime:
    """The moment of an execution's trigger has come."""

    execution: Execution
    run: TaskRun
    due_at: float


@dataclass(frozen=True)
class StartListening:
    """An execution is to wait in its trigger."""

    execution: Execution
    run: TaskRun
    kind: TriggerKind


@dataclass(frozen=True)
class StopListening:
    """An execution's trigger fires no more."""

    execution: Execution
    run: TaskRun


Step = (
    RunTask
    | TakeAnswer
    | AskAgain
    | TimeOut
    | TakeOutcome
    | ContinueLoop
    | Follow
    | TakeNotice
    | Cancel
    | Fire
    | FireInTime
    | StartListening
    | StopListening
)


@dataclass
class Steps:
    """The steps that are still to be taken: a template may have any number of tasks that end as they
    begin, so one step never calls the next.
    """

    work: Work[State, Settings]
    allowance: Allowance = field(default_factory=Allowance)
    waiting: deque[Step] = field(default_factory=deque)

    def then(self, step: Step) -> None:
        """To be taken after those that wait already."""
        self.waiting.append(step)

    def execution_of(self, run: TaskRun) -> Execution:
        """The execution that the run belongs to."""
        return self.work.state.executions[run.execution_id]

    def document_of(self, execution: Execution) -> Document:
        """The template that is executed."""
        return starting.document_of(execution, self.work.state)

    def node_of(self, run: TaskRun) -> TaskNode:
        """The task in the template's text."""
        return self.document_of(self.execution_of(run)).task(run.name)

    def scope(self, execution: Execution, **more: Any) -> Scope:
        """What names stand for in the execution now."""
        more["document"] = self.document_of(execution)
        return scope_of(execution, self.work.now, self.work.settings, self.allowance, **more)
