"""ECS instances, found by what they are and described."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.fleet.base import EcsOperation, InstanceTag
from scalehook_contracts.fleet.instance_views import InstanceView
from scalehook_contracts.pages import LargePageSize, Page, PageNumber


class InstanceFilter(Part):
    """A further filter: `CreationStartTime` or `CreationEndTime`, and a time (`2026-01-01T00:00Z`)."""

    key: str = ""
    value: str = ""


class InstancePage(Page, Reply):
    """One page of instances; `next_token` only where a page was asked for by token."""

    next_token: str = ""
    instances: list[InstanceView] = Listed("Instance")


class DescribeInstances(EcsOperation[InstancePage]):
    """Lists instances; ids that do not exist are passed over.

    `instance_ids` and the addresses are JSON arrays, as text: an empty one finds nothing. In
    `instance_name`, `*` stands for anything. Pages are asked for by number or, with `max_results` or
    `next_token`, by token.
    """

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {"AdditionalAttributes", "DeviceAvailable", "HttpPutResponseHopLimit", "NeedSaleCycle"}
    )

    region_id: str
    dry_run: bool = False
    instance_ids: str | None = None
    instance_name: str = ""
    status: str = ""
    zone_id: str = ""
    vpc_id: str = ""
    v_switch_id: str = ""
    security_group_id: str = ""
    private_ip_addresses: str | None = None
    inner_ip_addresses: str | None = None
    public_ip_addresses: str | None = None
    eip_addresses: str | None = None
    rdma_ip_addresses: str | None = None
    ipv6_addresses: list[str] = Listed("Ipv6Address", max_length=100)
    image_id: str = ""
    instance_type: str = ""
    instance_type_family: str = ""
    instance_charge_type: str = ""
    instance_network_type: str = ""
    internet_charge_type: str = ""
    io_optimized: bool | None = None
    key_pair_name: str = ""
    lock_reason: str = ""
    hpc_cluster_id: str = ""
    http_endpoint: str = ""
    http_tokens: str = ""
    resource_group_id: str = ""
    tags: list[InstanceTag] = Listed("Tag")
    filters: list[InstanceFilter] = Listed("Filter")
    page_number: PageNumber = 1
    page_size: LargePageSize = 10
    max_results: int | None = Field(None, ge=1, le=100)
    next_token: str = ""

    def resources(self) -> list[str]:
        """All instances."""
        return ["instance/*"]
