"""What instances and their network are paid by."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Done, Listed, Part, Reply
from scalehook_contracts.fleet.base import EcsOperation, instances
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize, PageNumber
from scalehook_contracts.plain import texts_in

RenewalStatus = Literal["AutoRenewal", "Normal", "NotRenewal"]


class ModifyInstanceChargeType(EcsOperation[Done]):
    """Has up to 20 instances paid for in advance, for a period from now on, or afterwards. Disks are
    paid for as their instances are.
    """

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {"AutoPay", "ClientToken", "DryRun", "IsDetailFee"}
    )

    region_id: str
    instance_ids: str  # a JSON array
    instance_charge_type: Literal["PrePaid", "PostPaid"] = "PrePaid"
    period: Int64 | None = None
    period_unit: Literal["Week", "Month"] = "Month"
    include_data_disks: bool = True

    def resources(self) -> list[str]:
        """The instances; all of them where the text names none."""
        return instances(texts_in(self.instance_ids))


class ModifyInstanceNetworkSpec(EcsOperation[Done]):
    """Changes what the network of an instance is paid by, and its bandwidth."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {"AllocatePublicIp", "AutoPay", "ClientToken", "EndTime", "ISP", "StartTime"}
    )

    instance_id: str
    network_charge_type: Literal["PayByBandwidth", "PayByTraffic"] | None = None
    internet_max_bandwidth_in: int | None = Field(None, ge=1, le=100)
    internet_max_bandwidth_out: int | None = Field(None, ge=0, le=100)

    def resources(self) -> list[str]:
        """The instance."""
        return instances([self.instance_id])


class ModifyInstanceAutoRenewAttribute(EcsOperation[Done]):
    """Has up to 100 instances that are paid for in advance renewed at their end, or not."""

    region_id: str
    instance_id: str  # several with commas
    auto_renew: bool = False
    duration: Int64 = 1
    period_unit: Literal["Week", "Month", "Year"] = "Month"
    renewal_status: RenewalStatus | None = None

    def resources(self) -> list[str]:
        """The instances."""
        return instances([each.strip() for each in self.instance_id.split(",")])


class InstanceRenewal(Part):
    """What becomes of an instance at its end."""

    instance_id: str
    auto_renew_enabled: bool
    duration: Int64
    period_unit: str
    renewal_status: str


class InstanceRenewalPage(Reply):
    """A page of them."""

    page_number: PageNumber = 1
    page_size: LargePageSize = 10
    total_count: Int64 = 0
    instance_renew_attributes: list[InstanceRenewal] = Listed("InstanceRenewAttribute")


class DescribeInstanceAutoRenewAttribute(EcsOperation[InstanceRenewalPage]):
    """Says what becomes of instances at their end."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"RenewalStatus"})

    region_id: str
    instance_id: str  # several with commas
    page_number: PageNumber = 1
    page_size: LargePageSize = 10

    def resources(self) -> list[str]:
        """The instances."""
        return instances([each.strip() for each in self.instance_id.split(",")])
