"""CloudOps Orchestration Service (OOS): templates, executions, task executions."""

from typing import Any

from scalehook_contracts.base import Event, Part


class TemplateParameter(Part):
    """One parameter of a template; `default` is None when it must be given."""

    name: str
    type: str = "String"
    default: Any = None


class TemplateRegistered(Event):
    """A template exists under this name, in this version; public ones at the first start."""

    template_name: str
    template_version: str
    public: bool
    parameters: list[TemplateParameter]


class ExecutionEnded(Event):
    """An execution is over; `status` is `Success`, `Failed` or `Cancelled`."""

    execution_id: str
    template_name: str
    status: str
    status_message: str
    parameters: dict[str, Any]
