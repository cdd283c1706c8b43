"""Groups whose zones are brought into balance."""

from scalehook.kit import Work
from scalehook.scaling_controller import rebalancing
from scalehook.scaling_controller.lookups import check_region, group_of
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.triggers import Trigger
from scalehook_contracts.scaling_controller.rebalancing import RebalanceInstances, Rebalancing


def rebalance_instances(command: RebalanceInstances, work: Work[State, Settings]) -> Rebalancing:
    """Instances come where there are few; when they serve, as many go where there are most."""
    check_region(command.region_id, work)
    group = group_of(command.scaling_group_id, work.state)
    trigger = Trigger.of_caller(work, "A user requests to rebalance instances")
    return Rebalancing(scaling_activity_id=rebalancing.rebalance(group, trigger, work))
