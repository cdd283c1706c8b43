"""What an adjustment would create."""

from scalehook.scaling_controller import capacity
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group
from scalehook_contracts.scaling_controller.adjustments import PlanResult, ResourceAllocation


def plan(group: Group, total: int, settings: Settings) -> PlanResult:
    """The instances that would be created to have `total`; those in economical mode are taken first."""
    after, _ = capacity.reach(group, total, settings)
    amount = after - group.heading - group.counts()["Stopped"]
    return PlanResult(resource_allocations=[_allocation(group, amount)] if amount > 0 else [])


def _allocation(group: Group, amount: int) -> ResourceAllocation:
    """All of the type that is preferred, in the zone where the group's newest instance is."""
    configuration = group.configurations[group.active_configuration_id].request
    newest = next(reversed(group.instances.values()), None)
    return ResourceAllocation(
        amount=amount,
        instance_type=configuration.instance_type or next(iter(configuration.instance_types), ""),
        zone_id=newest.zone_id if newest is not None else None,
        spot_strategy=configuration.spot_strategy,
    )
