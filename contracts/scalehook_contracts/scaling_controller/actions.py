"""Lifecycle actions: instances that wait for a hook."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Listed, Part, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_hooks import InvalidHookValue
from scalehook_contracts.numbers import Int64
from scalehook_contracts.scaling_controller.base import (
    ActionResult,
    ClientToken,
    EssOperation,
    HookOperation,
    Transition,
)
from scalehook_contracts.scaling_controller.hooks import HeartbeatTimeout

ActionStatus = Literal["Pending", "Timeout", "Completed"]


class LifecycleActionView(Part):
    """An action, as it is described. While it is Pending, the result is the hook's default."""

    lifecycle_hook_id: str
    lifecycle_action_token: str
    lifecycle_action_status: ActionStatus
    lifecycle_action_result: ActionResult
    instance_ids: list[str] = Listed("InstanceId")


class LifecycleActionPage(Reply):
    """Some actions, and the token of the next page."""

    total_count: Int64
    max_results: Int64
    next_token: str = ""
    lifecycle_actions: list[LifecycleActionView] = Listed("LifecycleAction")


class DescribeLifecycleActions(EssOperation[LifecycleActionPage]):
    """Lists the lifecycle actions of a scaling activity."""

    scaling_activity_id: str
    lifecycle_action_status: ActionStatus | None = None
    max_results: int = Field(10, ge=1, le=50)
    next_token: str = ""
    region_id: str = ""


class CompleteLifecycleAction(HookOperation[Done]):
    """Ends a wait ahead of its timeout, with this result (unset: the hook's DefaultResult)."""

    invalid: ClassVar[type[ApiError]] = InvalidHookValue
    lifecycle_hook_id: str
    lifecycle_action_token: str
    lifecycle_action_result: ActionResult | None = None
    client_token: ClientToken = ""
    region_id: str = ""


class RecordLifecycleActionHeartbeat(HookOperation[Done]):
    """Extends a wait: it now ends `heartbeatTimeout` seconds from now."""

    lifecycle_hook_id: str = Field(alias="lifecycleHookId")
    lifecycle_action_token: str = Field(alias="lifecycleActionToken")
    heartbeat_timeout: HeartbeatTimeout = Field(600, alias="heartbeatTimeout")
    region_id: str = ""


class LifecycleActionStarted(Event):
    """A hook holds instances; its receiver is to be notified."""

    lifecycle_hook_id: str
    lifecycle_hook_name: str
    lifecycle_action_token: str
    lifecycle_transition: Transition
    default_result: ActionResult
    heartbeat_timeout: Int64
    notification_arn: str  # empty: nobody is notified
    notification_metadata: str
    scaling_group_id: str
    scaling_group_name: str
    scaling_activity_id: str
    request_id: str
    instance_ids: list[str] = Listed("InstanceId")
    started_at: float
    deadline: float
    hook_maker: str = ""  # on whose behalf the receiver is told
    hook_maker_policy: str = ""  # of the maker's session


class LifecycleActionExtended(Event):
    """A heartbeat has moved the end of the wait."""

    scaling_activity_id: str
    lifecycle_action_token: str
    deadline: float
    request_id: str = ""  # the activity's


class LifecycleActionEnded(Event):
    """The wait is over: by hand (`Completed`), or by time or another end (`Timeout`)."""

    scaling_activity_id: str
    lifecycle_hook_id: str
    lifecycle_action_token: str
    lifecycle_action_status: ActionStatus
    lifecycle_action_result: ActionResult
    client_token: str = ""
    request_id: str = ""  # the activity's
    notifies: bool = True  # whether its hook named a receiver when it began


class ExpireLifecycleAction(Command[Done]):
    """The wait has reached its deadline."""

    scaling_activity_id: str
    lifecycle_action_token: str
