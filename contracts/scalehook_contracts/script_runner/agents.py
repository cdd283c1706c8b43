"""Cloud Assistant's agent, which every instance has."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page
from scalehook_contracts.script_runner.base import AssistantListing
from scalehook_contracts.script_runner.commands import instances


class CloudAssistantStatusView(Part):
    """The agent of one instance: it is there while the instance runs."""

    instance_id: str
    cloud_assistant_status: str  # `true` or `false`
    cloud_assistant_version: str
    os_type: str = Field("Linux", alias="OSType")
    active_task_count: Int64
    invocation_count: Int64
    last_invoked_time: str
    last_heartbeat_time: str
    support_session_manager: bool = True


class CloudAssistantStatusPage(Page, Reply):
    """One page of agents."""

    next_token: str = ""
    instance_cloud_assistant_status_set: list[CloudAssistantStatusView] = Listed(
        "InstanceCloudAssistantStatus"
    )


class DescribeCloudAssistantStatus(AssistantListing[CloudAssistantStatusPage]):
    """Tells whether instances can run commands; of these, or of all."""

    region_id: str
    instance_ids: list[str] = Listed("InstanceId")
    os_type: str = Field("", alias="OSType")

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.instance_ids)
