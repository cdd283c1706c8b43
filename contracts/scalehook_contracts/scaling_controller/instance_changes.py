"""Instances that are put into a scaling group by hand, and taken out of it."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Fresh, Listed, Part, Reply
from scalehook_contracts.scaling_controller.activities import (
    HookContext,
    LifecycleHookContext,
    RemovePolicy,
)
from scalehook_contracts.scaling_controller.base import ClientToken, EssOperation

MOST = 20  # instances in one call
Weight = Annotated[int, Field(ge=1, le=100)]


class InstanceActivityStart(Reply):
    """The activity that began."""

    scaling_activity_id: str


class AttachInstances(EssOperation[InstanceActivityStart]):
    """Puts running instances that belong to no group into one. `entrusted`: it may release them later.
    `lifecycle_hook`: hooks hold them. Those of its own that are `Stopped` are started again.
    """

    scaling_group_id: str
    instance_ids: list[str] = Listed("InstanceId", max_length=MOST)
    load_balancer_weights: list[Weight] = Listed("LoadBalancerWeight", max_length=MOST)
    entrusted: bool = False
    lifecycle_hook: bool = False
    ignore_invalid_instance: bool = False
    client_token: ClientToken = ""
    region_id: str = ""


class DetachInstances(EssOperation[InstanceActivityStart]):
    """Takes instances out of a group; they run on. They leave its load balancers and whitelists, which
    is what `detach_option` says, too: there is only one.
    """

    scaling_group_id: str
    region_id: str = ""
    instance_ids: list[str] = Listed("InstanceId", max_length=MOST)
    decrease_desired_capacity: bool = True
    detach_option: Literal["", "Both", "both"] = ""
    lifecycle_hook: bool = False
    ignore_invalid_instance: bool = False
    client_token: ClientToken = ""


class IgnoredInstance(Part):
    """An instance that was not removed, and why not."""

    instance_id: str
    code: str
    message: str


class InstanceRemoval(Reply):
    """The activity that began, and what it does not concern."""

    scaling_activity_id: str
    ignored_instances: list[IgnoredInstance] = Listed("IgnoredInstance")


class RemoveInstances(EssOperation[InstanceRemoval]):
    """Takes instances out of a group. Those made by scaling, or entrusted to it, are released; or kept
    stopped, with the policy `recycle` in a group that has it. Instances stop within any
    `stop_instance_timeout` here.
    """

    scaling_group_id: str
    instance_ids: list[str] = Listed("InstanceId", max_length=MOST)
    remove_policy: RemovePolicy = ""
    decrease_desired_capacity: bool = True
    lifecycle_hook_context: HookContext = Fresh(LifecycleHookContext)
    stop_instance_timeout: int | None = Field(None, ge=30, le=240)
    ignore_invalid_instance: bool = False
    client_token: ClientToken = ""
    region_id: str = ""
