"""The status of ECS instances: what somebody asks for who waits for one."""

from typing import ClassVar

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.fleet.base import EcsOperation, instances
from scalehook_contracts.pages import Page, PageNumber, PageSize


class InstanceStatusView(Part):
    """An instance and its status."""

    instance_id: str
    status: str


class InstanceStatusPage(Page, Reply):
    """One page of them."""

    instance_statuses: list[InstanceStatusView] = Listed("InstanceStatus")


class DescribeInstanceStatus(EcsOperation[InstanceStatusPage]):
    """Lists the status of these instances, or of all; ids that do not exist are passed over."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"ClusterId"})

    region_id: str
    zone_id: str = ""
    instance_ids: list[str] = Listed("InstanceId")
    page_number: PageNumber = 1
    page_size: PageSize = 10

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.instance_ids)
