"""What an execution has come to on each instance."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.template_engine.base import OosOperation


class ResourceStatus(Part):
    """One instance; the execution is the one that runs on it alone, where there is such a one."""

    execution_id: str
    execution_time: str  # when it began
    outputs: str  # JSON text
    resource_id: str
    status: str


class ResourceStatusList(Reply):
    """Some instances, and the token of the next page."""

    resource_execution_status: list[ResourceStatus] = Listed("ResourceExecutionStatus")
    max_results: Int64
    next_token: str = ""


class ListResourceExecutionStatus(OosOperation[ResourceStatusList]):
    """Lists the instances that an execution is about."""

    execution_id: str
    max_results: int = Field(50, ge=10, le=100)
    next_token: str = ""
    region_id: str = ""

    def resources(self) -> list[str]:
        """The execution."""
        return [f"execution/{self.execution_id}"]
