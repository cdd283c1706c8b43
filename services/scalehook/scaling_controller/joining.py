"""Has instances join a group by hand: they are let into its databases, and serve in its back ends."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, capacity, launching
from scalehook.scaling_controller.activities import ALL_HOOKS, NO_HOOKS, Change
from scalehook.scaling_controller.guests import Guests
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.events.activities import InstancesMissed
from scalehook.scaling_controller.state.known_instances import KnownInstance
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_instances import IncorrectCapacityMaxSize
from scalehook_contracts.scaling_controller.instances import ScalingInstanceAdded


def check_room(group: Group, guests: Guests, problem: type[ApiError] = IncorrectCapacityMaxSize) -> None:
    """The group may not become too large."""
    expected = group.request.desired_capacity
    before = group.heading if expected is None else expected
    if before + len(guests.ids) > group.request.max_size:
        raise problem()


def join(group: Group, guests: Guests, trigger: Trigger, work: Work[State, Settings]) -> str:
    """Begin the activity that takes them in; its id. All has been checked. A group that expects a number
    of instances expects so many more.
    """
    coming, before = guests.ids, group.heading
    asked = guests.invitation
    if group.request.desired_capacity is not None:
        capacity.expect(group, group.request.desired_capacity + len(coming), work)
    cause = trigger.cause(before, before + len(coming))
    change = Change("attach", len(asked.ids), hooks=ALL_HOOKS if asked.hooks else NO_HOOKS)

    def come(activity_id: str) -> None:
        _come(activity_id, group, guests, work)

    return activities.begin(group, change, cause, trigger, work, joining=come)


def miss(activity_id: str, refused: dict[str, ApiError], work: Work[State, Settings]) -> None:
    """The activity goes on without those that were ignored."""
    for instance_id, problem in refused.items():
        work.record(
            InstancesMissed(
                scaling_activity_id=activity_id,
                amount=1,
                code=problem.code,
                message=problem.message,
                instance_ids=[instance_id],
            )
        )


def _come(activity_id: str, group: Group, guests: Guests, work: Work[State, Settings]) -> None:
    miss(activity_id, guests.refused, work)
    for known in guests.strangers:
        work.record(_added(activity_id, group, known, guests, work))
    stopped = [instance.instance_id for instance in guests.stopped]
    launching.resume(stopped, work.state.activities[activity_id], work)


def _added(
    activity_id: str, group: Group, known: KnownInstance, guests: Guests, work: Work[State, Settings]
) -> ScalingInstanceAdded:
    return ScalingInstanceAdded(
        scaling_group_id=group.group_id,
        scaling_activity_id=activity_id,
        scaling_configuration_id="",
        instance_id=known.instance_id,
        private_ip_address=known.private_ip_address,
        zone_id=known.zone_id,
        created_at=work.now.timestamp(),
        creation_type="Attached",
        entrusted=guests.invitation.entrusted,
        v_switch_id=known.v_switch_id,
        instance_type=known.instance_type,
        load_balancer_weight=guests.invitation.weight_of(known.instance_id),
        charge_type=known.charge_type,
        spot_strategy=known.spot_strategy,
    )
