"""What the template engine says to itself: API calls, their answers, retries."""

from typing import Any

from scalehook_contracts.base import Command, Done, Intent


class RegisterPublicTemplates(Command[Done]):
    """The engine starts for the first time: its public templates are to be known."""


class CallApi(Intent):
    """Call a cloud API as the execution's role, or as its caller where it has none."""

    task_execution_id: str
    execution_id: str
    ram_role: str
    caller: str
    service: str
    api: str
    parameters: dict[str, Any]


class RecordApiAnswer(Command[Done]):
    """The API has answered: with a body, or with a code and a message."""

    task_execution_id: str
    body: dict[str, Any] = {}
    error_code: str = ""
    error_message: str = ""


class RetryTask(Command[Done]):
    """The wait before a task's next try is over."""

    task_execution_id: str
