"""What is heard of the fleet's instances."""

from scalehook.scaling_controller.state.known_instances import KnownInstance, PowerStatus
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note


class InstanceNoted(Note):
    """An instance is there that belongs to no group."""

    instance_id: str
    private_ip_address: str
    zone_id: str
    v_switch_id: str
    instance_type: str
    charge_type: str
    spot_strategy: str


class InstanceForgotten(Note):
    """It is gone."""

    instance_id: str


class InstanceStatusNoted(Note):
    """An instance runs, or does not; of a group, or of none."""

    instance_id: str
    status: PowerStatus


def instance_noted(event: InstanceNoted, state: State) -> None:
    """It could be attached to a group."""
    state.known_instances[event.instance_id] = KnownInstance(
        instance_id=event.instance_id,
        private_ip_address=event.private_ip_address,
        zone_id=event.zone_id,
        v_switch_id=event.v_switch_id,
        instance_type=event.instance_type,
        charge_type=event.charge_type,
        spot_strategy=event.spot_strategy,
    )


def instance_forgotten(event: InstanceForgotten, state: State) -> None:
    """No group can have it any more."""
    del state.known_instances[event.instance_id]


def instance_status_noted(event: InstanceStatusNoted, state: State) -> None:
    """Whoever knows it knows that, too."""
    instance = state.catalogue.instances.things.get(event.instance_id)
    if instance is None:
        state.known_instances[event.instance_id].status = event.status
        return
    instance.status = event.status
    state.groups[instance.group_id].roster.judge(instance)
