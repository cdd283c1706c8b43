"""Executions, changed and deleted."""

from pydantic import Field

from scalehook_contracts.base import Done
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.passed_roles import roles_in
from scalehook_contracts.template_engine.base import OosOperation, named


class UpdateExecution(LastingCaller, OosOperation[Done]):
    """Describes an execution anew. One that waits in its trigger takes other parameters, too: those that
    are given count from the next firing on.
    """

    execution_id: str
    parameters: str | None = None  # a JSON object, as text
    description: str | None = None
    tags: str | None = None  # a JSON object, as text
    resource_group_id: str | None = None
    client_token: str = Field("", max_length=64)  # the same change again changes nothing
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]

    def passed_roles(self) -> list[str]:
        """The role that new parameters name."""
        return roles_in(self.parameters or "")


class DeleteExecutions(OosOperation[Done]):
    """Deletes up to a hundred executions, all or none; with `Force` also those that are not over."""

    execution_ids: str  # a JSON array, as text
    force: bool = False
    region_id: str = ""

    def resources(self) -> list[str]:
        """Those that are named."""
        return named("execution", self.execution_ids)
