"""ECS instances: launched, started, stopped, released; what the fleet does for scaling activities, and
says of every instance.
"""

from typing import Literal

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.specification import InstanceSpecification
from scalehook_contracts.numbers import Int64
from scalehook_contracts.plain import PlainObject

InstanceStatus = Literal["Pending", "Starting", "Running", "Stopping", "Stopped"]


class LaunchInstances(InstanceSpecification, Command[Done]):
    """Create `amount` instances for a scaling activity and start them.

    `v_switch_ids` and `instance_types` are in order of preference: each type is tried in the first
    vSwitch, then in the next one. They replace `v_switch_id` and `instance_type` where they are given.
    As many are created as can be; `InstancesNotCreated` tells of the rest.
    """

    scaling_activity_id: str
    scaling_group_id: str
    amount: Int64
    scaling_configuration_id: str = ""
    scaling_configuration_name: str = ""  # nameless instances are called after it
    v_switch_ids: list[str] = Listed("VSwitchId")
    instance_types: list[str] = Listed("InstanceType")


class ReleaseInstances(Command[Done]):
    """Stop and delete instances; ones that are gone already are passed over."""

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class ParkInstances(Command[Done]):
    """Stop instances in economical mode, and keep them. Each answers with `InstanceStopped`, but for
    those that are gone.
    """

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class ResumeInstances(Command[Done]):
    """Start instances that were stopped. Each answers with `InstanceRunning`, but for those that are
    gone.
    """

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""


class FinishCreation(Command[Done]):
    """The fleet's own timer: the instances are there; now they start, or stand still."""

    instance_ids: list[str] = Listed("InstanceId")
    starts: bool = True
    scaling_activity_id: str = ""


class StartUpInstance(Command[Done]):
    """The fleet's own timer: the instance has booted, and others that were started with it."""

    instance_id: str
    other_ids: list[str] = Listed("OtherId")


class ShutDownInstances(Command[Done]):
    """The fleet's own timer: the instances have shut down."""

    instance_ids: list[str] = Listed("InstanceId")


class InstanceCreated(InstanceSpecification, Event):
    """An instance exists; it is not running yet. What has a name pattern has its own name here."""

    instance_id: str
    private_ip_address: str
    zone_id: str
    vpc_id: str = ""
    public_ip_address: str = ""
    status: InstanceStatus = "Starting"
    settles_at: float = 0  # Unix seconds, virtual: when it will have started, or be there
    expires_at: float | None = None  # Unix seconds; only what is paid for in advance expires
    renewal: str = "Normal"  # at the end of what is paid for in advance
    renewal_duration: Int64 = 0
    renewal_period_unit: str = "Month"
    name_number: Int64 | None = None  # the number in its name, where a pattern asks for one
    scaling_activity_id: str = ""
    scaling_group_id: str = ""
    created_at: float  # Unix seconds, virtual


class InstancesNotCreated(Event):
    """So many of the instances of an activity could not be created, and why: as ECS would refuse it."""

    scaling_activity_id: str
    scaling_group_id: str
    amount: Int64
    code: str
    message: str


class InstanceStartBegun(Event):
    """The instances start now, or reboot."""

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""
    started_at: float  # Unix seconds, virtual
    settles_at: float  # when they will have booted


class InstanceRunning(Event):
    """The instance has started."""

    instance_id: str
    scaling_activity_id: str = ""


class InstanceStopBegun(Event):
    """The instances shut down now."""

    instance_ids: list[str] = Listed("InstanceId")
    scaling_activity_id: str = ""
    stopped_mode: str = "KeepCharging"
    settles_at: float  # Unix seconds, virtual: when they will have shut down


class InstanceStopped(Event):
    """The instance has shut down; for this activity, if there was one."""

    instance_id: str
    scaling_activity_id: str = ""


class InstanceReleased(Event):
    """The instance is gone; so it was tagged."""

    instance_id: str
    tags: list[InstanceTag] = Listed("Tag")


class InstanceChanged(Event):
    """An instance has other attributes than it was made with: the field names of `InstanceCreated`."""

    instance_id: str
    attributes: PlainObject = Fresh(dict)


class InstanceTagged(Event):
    """An instance has exactly these tags."""

    instance_id: str
    tags: list[InstanceTag] = Listed("Tag")
