"""Instances come and go."""

from ipaddress import IPv4Address

from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.fleet import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceSpecification,
    LaunchInstances,
    ReleaseInstances,
    StartUpInstance,
)

FIRST_ADDRESS = IPv4Address("172.16.0.10")
ADDRESSES = 2**20 - 20  # 172.16.0.0/12


def launch_instances(command: LaunchInstances, work: Work[State]) -> Done:
    """Create the instances; each runs after its start-up time."""
    specification = command.model_dump(include=set(InstanceSpecification.model_fields))
    for _ in range(command.amount):
        created = InstanceCreated(
            **specification,
            instance_id=work.new_id("i-bp1", 17),
            private_ip_address=str(FIRST_ADDRESS + work.state.launched % ADDRESSES),
            zone_id=f"{work.settings.region}-b",
            scaling_activity_id=command.scaling_activity_id,
            scaling_group_id=command.scaling_group_id,
            created_at=work.now.timestamp(),
        )
        work.record(created)
        start_up = StartUpInstance(instance_id=created.instance_id)
        work.schedule_in(_timer(created.instance_id), work.settings.start_up_seconds, start_up)
    return Done()


def start_up_instance(command: StartUpInstance, work: Work[State]) -> Done:
    """The instance has booted."""
    instance = work.state.instances.get(command.instance_id)
    if instance is not None and instance.status == "Starting":
        activity_id = instance.created.scaling_activity_id
        work.record(InstanceRunning(instance_id=command.instance_id, scaling_activity_id=activity_id))
    return Done()


def release_instances(command: ReleaseInstances, work: Work[State]) -> Done:
    """The instances are stopped and deleted."""
    for instance_id in command.instance_ids:
        if instance_id in work.state.instances:
            work.cancel(_timer(instance_id))
            work.record(InstanceReleased(instance_id=instance_id))
    return Done()


def _timer(instance_id: str) -> str:
    return f"start-up/{instance_id}"
