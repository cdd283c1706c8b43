"""ECS instances, made by hand."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part, Reply
from scalehook_contracts.fleet.base import EcsOperation
from scalehook_contracts.fleet.specification import InstanceSpecification
from scalehook_contracts.numbers import Int64
from scalehook_contracts.passed_roles import InstanceRole

NOT_SIMULATED = frozenset(
    {
        "Affinity", "Arn", "AutoRenew", "AutoRenewPeriod", "DedicatedHostId", "DeploymentSetGroupNo",
        "DeploymentSetId", "HibernationOptions", "HpcClusterId", "HttpPutResponseHopLimit",
        "ManagedHostId", "PrivatePoolOptions", "SecurityEnhancementStrategy", "StorageSetId",
        "StorageSetPartitionNumber", "Tenancy",
    }
)  # fmt: skip

OF_NETWORKS = (
    "acs:vpc:::"  # another product's: where it is, and whose, is what the caller's request says
)


class InstanceIdSets(Part):
    """Ids in the shape that ECS gives them."""

    instance_id_set: list[str] = Fresh(list)


class NewInstances(Reply):
    """The ids of new instances. Nobody pays for them."""

    instance_id_sets: InstanceIdSets
    order_id: str = ""
    trade_price: float = 0


class NewInstance(Reply):
    """The id of a new instance. Nobody pays for it."""

    instance_id: str
    order_id: str = ""
    trade_price: float = 0


class InstanceRequest(InstanceRole, InstanceSpecification):
    """What both ways to make instances are told. `password` is checked, and not kept; `period` is for
    what is paid for in advance.
    """

    zone_id: str = ""
    private_ip_address: str = ""
    password: str = Field("", repr=False)
    password_inherit: bool = False
    period: Int64 | None = None
    period_unit: str = "Month"
    dry_run: bool = False
    client_token: str = ""

    def resources(self) -> list[str]:
        """All instances, and what they are made of and stand in."""
        groups = list(dict.fromkeys(filter(None, (self.security_group_id, *self.security_group_ids))))
        named = {
            "image": [self.image_id],
            "securitygroup": groups,
            "keypair": [self.key_pair_name],
            f"{OF_NETWORKS}vswitch": [self.v_switch_id],
        }
        made_of = [f"{kind}/{name}" for kind, names in named.items() for name in names if name]
        return ["instance/*", *made_of]


class RunInstances(InstanceRequest, EcsOperation[NewInstances]):
    """Makes instances and starts them: `amount`, or at least `min_amount` if there is no stock for all.

    Names may be patterns, `name[begin,bits]suffix`, or get a number with `unique_suffix`.
    """

    unsupported: ClassVar[frozenset[str]] = NOT_SIMULATED | {
        "AutoPay", "AutoReleaseTime", "ClockOptions", "CpuOptions", "ImageOptions", "Ipv6Address",
        "Ipv6AddressCount", "Isp", "LaunchTemplateId", "LaunchTemplateName", "LaunchTemplateVersion",
        "NetworkInterface", "NetworkInterfaceQueueNumber", "NetworkOptions", "PrivateDnsNameOptions",
        "SchedulerOptions", "SecurityOptions",
    }  # fmt: skip

    region_id: str
    amount: int = Field(1, ge=1, le=100)
    min_amount: Int64 | None = None
    unique_suffix: bool = False
    host_names: list[str] = Listed("HostName")


class CreateInstance(InstanceRequest, EcsOperation[NewInstance]):
    """Makes an instance, which stands still until somebody starts it."""

    unsupported: ClassVar[frozenset[str]] = NOT_SIMULATED | {
        "ClusterId", "InnerIpAddress", "NodeControllerId", "UseAdditionalService", "VlanId",
    }  # fmt: skip

    region_id: str
    instance_type: str
