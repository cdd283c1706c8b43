"""A template engine in rehearsal, with templates made in the tests and APIs answered by them."""

import textwrap
from typing import Any

from scalehook.template_engine.service import SERVICE
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.template_engine.executions import ExecutionEnded, ListExecutions, StartExecution
from scalehook_contracts.template_engine.tasks import (
    CallApi,
    ListTaskExecutions,
    RecordApiAnswer,
    TaskExecutionView,
)
from scalehook_contracts.template_engine.templates import TemplateRegistered


class Orchestra:
    """`answer` answers the oldest API call that waits."""

    def __init__(self) -> None:
        self.rehearsal = Rehearsal(SERVICE)
        self.answered = 0
        self.templates: list[TemplateRegistered] = []

    def template(self, text: str, name: str = "T") -> None:
        """Register a template; the first line is written here."""
        content = "FormatVersion: OOS-2019-06-01\n" + textwrap.dedent(text)
        event = TemplateRegistered(
            template_name=name,
            template_version="v1",
            public=False,
            parameters=[],
            content=content,
            registered_at=0,
        )
        self.templates.append(event)
        self.rehearsal.machine.apply(event)

    def restart(self) -> None:
        """Read everything again from the journal; templates of the tests stand in none."""
        self.rehearsal.restart()
        for event in self.templates:
            self.rehearsal.machine.apply(event)

    def start(self, name: str = "T", **more: Any) -> str:
        """Start an execution; its id."""
        command = StartExecution(template_name=name, **more)
        return str(self.rehearsal.ask(command).execution.execution_id)

    def calls(self) -> list[CallApi]:
        """The API calls that wait for an answer."""
        intents = [intent for _, intent in self.rehearsal.begun[self.answered :]]
        return [intent for intent in intents if isinstance(intent, CallApi)]

    def answer(self, body: Any = None, code: str = "", message: str = "") -> None:
        """Answer the oldest call."""
        key, intent = self.rehearsal.begun[self.answered]
        assert isinstance(intent, CallApi)
        self.answered += 1
        command = RecordApiAnswer(
            task_execution_id=intent.task_execution_id,
            body=body or {},
            error_code=code,
            error_message=message,
        )
        self.rehearsal.settle(key, command)

    def tasks(self, execution_id: str, **filters: Any) -> list[TaskExecutionView]:
        """The runs of tasks, oldest first."""
        command = ListTaskExecutions(execution_id=execution_id, sort_order="Ascending", **filters)
        return list(self.rehearsal.ask(command).task_executions)

    def status(self, execution_id: str) -> tuple[str, str]:
        """Status and message of an execution."""
        command = ListExecutions(execution_id=execution_id)
        [seen] = self.rehearsal.ask(command).executions
        return seen.status, seen.status_message

    def ended(self) -> list[ExecutionEnded]:
        """All executions that have ended, in order."""
        return [e for e in self.rehearsal.recorded if isinstance(e, ExecutionEnded)]
