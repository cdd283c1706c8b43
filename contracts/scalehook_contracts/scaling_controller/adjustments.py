"""Scaling without a rule."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.activities import HookContext, LifecycleHookContext
from scalehook_contracts.scaling_controller.base import ClientToken, EssOperation
from scalehook_contracts.scaling_controller.rule_parts import AdjustmentType, MinAdjustmentMagnitude


class ResourceAllocation(Part):
    """So many instances of a kind would be created."""

    amount: Int64
    instance_type: str
    zone_id: str | None = None  # of a group that has no instance yet: nobody knows
    instance_charge_type: str = "PostPaid"
    spot_strategy: str


class PlanResult(Part):
    """What an adjustment would create."""

    resource_allocations: list[ResourceAllocation] = Listed("ResourceAllocation")


class Adjustment(Reply):
    """The activity that began. Where only the expected number of instances was changed, there is none,
    and `activity_type` is `CapacityChange`. A plan has its result, and nothing else.
    """

    scaling_activity_id: str | None = None
    activity_type: str | None = None
    plan_result: PlanResult | None = None


class ScaleWithAdjustment(EssOperation[Adjustment]):
    """Scales a group as a rule would, without one."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Overrides"})  # of container groups

    scaling_group_id: str
    region_id: str = ""
    adjustment_type: AdjustmentType
    adjustment_value: Int64
    min_adjustment_magnitude: MinAdjustmentMagnitude | None = None
    lifecycle_hook_context: HookContext = Fresh(LifecycleHookContext)
    activity_metadata: str = Field("", max_length=4096)
    sync_activity: bool = False  # of groups with an expected number: the activity begins at once
    execution_mode: Literal["None", "PlanOnly"] = "None"
    parallel_task: bool = False  # likewise: beside others
    client_token: ClientToken = ""
