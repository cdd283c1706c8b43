"""What is said of instances of a scaling group: standby, protection, health, and whose they are."""

from pydantic import Field

from scalehook_contracts.base import Done, Event, Listed, Reply
from scalehook_contracts.scaling_controller.base import ClientToken, EssOperation
from scalehook_contracts.scaling_controller.instance_changes import MOST
from scalehook_contracts.scaling_controller.instances import HealthStatus
from scalehook_contracts.scaling_controller.owners import FindGroup


class StandbyStart(Reply):
    """The activity that began; None where the call was not asynchronous."""

    scaling_activity_id: str | None = None


class EnterStandby(EssOperation[StandbyStart]):
    """Has instances serve no more: their weight in the back ends is 0, and nothing automatic takes them.
    `Async` only adds the activity's id to the answer.
    """

    scaling_group_id: str
    region_id: str = ""
    instance_ids: list[str] = Listed("InstanceId", max_length=MOST)
    asynchronous: bool = Field(False, alias="Async")
    client_token: ClientToken = ""


class ExitStandby(EssOperation[StandbyStart]):
    """Has instances serve again, with the weight that they had."""

    scaling_group_id: str
    instance_ids: list[str] = Listed("InstanceId", max_length=MOST)
    asynchronous: bool = Field(False, alias="Async")
    client_token: ClientToken = ""
    region_id: str = ""


class SetInstancesProtection(EssOperation[Done]):
    """Keeps instances from scale-in and from health checks, or no more."""

    scaling_group_id: str
    region_id: str = ""
    instance_ids: list[str] = Listed("InstanceId", max_length=MOST)
    protected_from_scale_in: bool


class SetInstanceHealth(EssOperation[Done]):
    """Says how an instance is. An unhealthy one is replaced."""

    instance_id: str
    region_id: str = ""
    health_status: HealthStatus

    def place_question(self) -> FindGroup:
        """The instance's group."""
        return FindGroup(instance_id=self.instance_id)


class ModifyInstanceAttribute(EssOperation[Done]):
    """Says whether a group may release instances that were put into it by hand."""

    region_id: str
    scaling_group_id: str
    instance_id: str = ""
    instance_ids: list[str] = Listed("InstanceIds", max_length=100)
    entrusted: bool | None = None


class InstancesEntrusted(Event):
    """A group may release these instances from now on, or may not."""

    scaling_group_id: str
    instance_ids: list[str] = Listed("InstanceId")
    entrusted: bool
