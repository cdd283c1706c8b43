"""Brings the zones of a group into balance: instances come where few are, and go where many are."""

from scalehook.kit import Work
from scalehook.scaling_controller import activities, capacity, placing
from scalehook.scaling_controller.activities import Change
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.state.events.groups import SizeToRestore
from scalehook.scaling_controller.triggers import Trigger
from scalehook.scaling_controller.zones import Zones
from scalehook_contracts.errors.scaling import ScalingActivityInProgress
from scalehook_contracts.errors.scaling_instances import OperationDenied


def rebalance(group: Group, trigger: Trigger, work: Work[State, Settings]) -> str:
    """Begin the activity that launches instances in the poor zones; its id. When it has ended, the group
    goes back to its size.
    """
    capacity.check(group, "SCALE_OUT", trigger, work)
    if group.running:  # nothing else may go on meanwhile
        raise ScalingActivityInProgress()
    amount = uneven(group, work)
    if not amount:
        raise OperationDenied()
    before = group.heading
    work.record(SizeToRestore(scaling_group_id=group.group_id, size=before))
    cause = trigger.cause(before, before + amount)
    return activities.begin(group, Change("scale-out", amount), cause, trigger, work)


def uneven(group: Group, work: Work[State, Settings]) -> int:
    """How many instances are where they should not be. Only balanced groups have such."""
    if group.request.multi_az_policy != "BALANCE":
        return 0
    zones = Zones(group, work.state.v_switch_zones)
    return placing.shortfall(zones.there, zones.names)
