"""The instances of scaling groups."""

from typing import Literal

from scalehook_contracts.base import Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import LargePageSize, Page, PageNumber
from scalehook_contracts.scaling_controller.base import EssOperation

LifecycleState = Literal[
    "InService",
    "Pending",
    "Pending:Wait",
    "Protected",
    "Standby",
    "Stopped",
    "Removing",
    "Removing:Wait",
]
WarmupState = Literal["NoNeedWarmup", "WaitingForInstanceWarmup", "InstanceWarmupFinish"]
CreationType = Literal["AutoCreated", "Attached", "Managed"]
HealthStatus = Literal["Healthy", "Unhealthy"]


class ScalingInstanceView(Part):
    """An instance, as its group describes it."""

    lasting = True

    instance_id: str
    scaling_instance_id: str
    scaling_group_id: str
    scaling_configuration_id: str
    scaling_activity_id: str
    launch_template_id: str = ""
    launch_template_version: str = ""
    lifecycle_state: LifecycleState
    health_status: HealthStatus = "Healthy"
    creation_type: CreationType = "AutoCreated"
    creation_time: str  # to the minute
    created_time: str  # to the second
    warmup_state: WarmupState = "NoNeedWarmup"
    load_balancer_weight: Int64
    instance_type: str
    private_ip_address: str
    zone_id: str
    spot_strategy: str
    entrusted: bool = True
    weighted_capacity: Int64 = 1
    replace_status: str = ""  # of the cloud's own use: it stays empty


class ScalingInstancePage(Page, Reply):
    """One page of instances."""

    total_spot_count: Int64 = 0
    scaling_instances: list[ScalingInstanceView] = Listed("ScalingInstance")


class DescribeScalingInstances(EssOperation[ScalingInstancePage]):
    """Lists instances; ids that do not exist are passed over."""

    region_id: str
    scaling_group_id: str = ""
    scaling_configuration_id: str = ""
    scaling_activity_id: str = ""
    instance_ids: list[str] = Listed("InstanceId")
    health_status: HealthStatus | Literal[""] = ""
    lifecycle_state: LifecycleState | None = None
    lifecycle_states: list[LifecycleState] = Listed("LifecycleState")
    creation_type: CreationType | None = None
    creation_types: list[CreationType] = Listed("CreationType")
    page_number: PageNumber = 1
    page_size: LargePageSize = 10


class ScalingInstanceAdded(Event):
    """An instance belongs to the group and is `Pending`."""

    scaling_group_id: str
    scaling_activity_id: str
    scaling_configuration_id: str
    instance_id: str
    private_ip_address: str
    zone_id: str
    created_at: float
    creation_type: CreationType = "AutoCreated"
    entrusted: bool = True
    v_switch_id: str = ""
    instance_type: str = ""
    load_balancer_weight: Int64 | None = None  # None: as its configuration says
    charge_type: str = "PostPaid"
    spot_strategy: str = "NoSpot"
    launch_template_id: str = ""
    launch_template_version: str = ""


class ScalingInstanceStarted(Event):
    """An instance that an activity waits for runs."""

    scaling_activity_id: str
    instance_id: str


class LifecycleStateChanged(Event):
    """These instances of a group are now in this state."""

    scaling_group_id: str
    scaling_activity_id: str
    lifecycle_state: LifecycleState
    instance_ids: list[str] = Listed("InstanceId")


class ScalingInstanceStopped(Event):
    """An instance is kept in the group for later, in economical mode: it is `Stopped`."""

    scaling_group_id: str
    scaling_activity_id: str
    instance_id: str


class ScalingInstancesResumed(Event):
    """Instances that were `Stopped` are taken up by an activity: they are `Pending`."""

    scaling_group_id: str
    scaling_activity_id: str
    instance_ids: list[str] = Listed("InstanceId")


class ScalingInstanceRemoved(Event):
    """An instance belongs to the group no more; it is `released`, or only runs on elsewhere."""

    scaling_group_id: str
    scaling_activity_id: str
    instance_id: str
    released: bool = True


class InstanceHealthChanged(Event):
    """An instance of a group is healthy, or unhealthy, from now on."""

    scaling_group_id: str
    instance_id: str
    health_status: HealthStatus
    at: float
