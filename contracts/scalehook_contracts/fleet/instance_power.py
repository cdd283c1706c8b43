"""ECS instances, started, stopped and rebooted by hand."""

from typing import ClassVar

from scalehook_contracts.base import Done, Listed, Part, Reply
from scalehook_contracts.fleet.base import BatchPolicy, EcsOperation, StoppedMode, instances


class InstanceResponse(Part):
    """What became of one instance of a batch: code 200, or why not."""

    instance_id: str
    code: str
    message: str
    previous_status: str
    current_status: str


class InstanceResponses(Reply):
    """What became of each instance of a batch."""

    instance_responses: list[InstanceResponse] = Listed("InstanceResponse")


class OneInstance(Part):
    """What operations on one instance are told. With `dry_run` it is checked, and nothing done."""

    instance_id: str
    dry_run: bool = False

    def resources(self) -> list[str]:
        """The instance."""
        return instances([self.instance_id])


class ManyInstances(Part):
    """What operations on up to 100 instances are told: all or none of them, or those that allow it."""

    region_id: str
    instance_ids: list[str] = Listed("InstanceId")
    batch_optimization: BatchPolicy = "AllTogether"
    dry_run: bool = False

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.instance_ids)


class StartInstance(OneInstance, EcsOperation[Done]):
    """Starts an instance that has stopped."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"InitLocalDisk"})


class StartInstances(ManyInstances, EcsOperation[InstanceResponses]):
    """Starts instances that have stopped."""


class StopInstance(OneInstance, EcsOperation[Done]):
    """Stops an instance that runs. `force_stop` is a power cut: it takes no time."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"ConfirmStop", "Hibernate"})

    force_stop: bool = False
    stopped_mode: StoppedMode = ""


class StopInstances(ManyInstances, EcsOperation[InstanceResponses]):
    """Stops instances that run."""

    force_stop: bool = False
    stopped_mode: StoppedMode = ""


class RebootInstance(OneInstance, EcsOperation[Done]):
    """Reboots an instance that runs. `force_stop` leaves out the time of shutting down."""

    force_stop: bool = False


class RebootInstances(ManyInstances, EcsOperation[InstanceResponses]):
    """Reboots instances that run."""

    force_reboot: bool = False
