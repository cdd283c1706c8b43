"""Tasks that call what cannot be undone."""

from pydantic import Field

from scalehook_contracts.base import Bare, Listed, Part, Reply
from scalehook_contracts.template_engine.base import OosOperation


class RiskyTask(Part):
    """An API that destroys something, and which tasks of which templates call it."""

    service: str
    api: str = Field(alias="API")
    task: list[str] = Bare("Task")
    template: list[str] = Bare("Template")


class RiskyTaskList(Reply):
    """All of them."""

    risky_tasks: list[RiskyTask] = Listed("RiskyTask")


class ListExecutionRiskyTasks(OosOperation[RiskyTaskList]):
    """Lists what a template, and those that it executes, call at a high risk."""

    template_name: str
    region_id: str = ""

    def resources(self) -> list[str]:
        """The template."""
        return [f"template/{self.template_name}"]
