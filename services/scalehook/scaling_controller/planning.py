"""What an adjustment would create."""

from scalehook.kit import Work
from scalehook.scaling_controller import capacity, sources
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.specifications import types_of
from scalehook.scaling_controller.state import Group, State
from scalehook_contracts.scaling_controller.adjustments import PlanResult, ResourceAllocation


def plan(group: Group, total: int, work: Work[State, Settings]) -> PlanResult:
    """The instances that would be created to have `total`; those in economical mode are taken first."""
    after, _ = capacity.reach(group, total, work.settings)
    amount = after - group.heading - group.counts()["Stopped"]
    return PlanResult(
        resource_allocations=[_allocation(group, amount, work.state)] if amount > 0 else []
    )


def _allocation(group: Group, amount: int, state: State) -> ResourceAllocation:
    """All of the type that is preferred, in the zone where the group's newest instance is."""
    wanted = sources.of(group, state)
    newest = next(reversed(group.instances.values()), None)
    return ResourceAllocation(
        amount=amount,
        instance_type=next(iter(types_of(wanted)), ""),
        zone_id=newest.zone_id if newest is not None else None,
        spot_strategy=wanted.spot_strategy,
    )
