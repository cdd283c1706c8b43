"""Scaling activities: what a group did, why, and how it ended."""

from typing import Annotated, Literal

from pydantic import BeforeValidator

from scalehook_contracts.base import Event, Fresh, FromProtocol, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page, PageNumber, PageSize
from scalehook_contracts.plain import parse_json
from scalehook_contracts.scaling_controller.base import ActionResult, EssOperation, Transition
from scalehook_contracts.shape import shape

ActivityStatus = Literal["Successful", "Warning", "Failed", "InProgress", "Rejected"]


CourseName = Literal[
    "",  # of an earlier version: the transition says it
    "scale-out",
    "scale-in",
    "attach",
    "detach",
    "remove",
    "enter-standby",
    "exit-standby",
    "attach-back-ends",
    "detach-back-ends",
]


RemovePolicy = Literal["", "release", "recycle"]


class LifecycleHookContext(Part):
    """Which hooks an activity leaves out: all of them, or these. `lifecycle_hook_result` takes the place
    of the `DefaultResult` of the others, for this activity.
    """

    disable_lifecycle_hook: bool = False
    ignored_lifecycle_hook_ids: list[str] = Listed("IgnoredLifecycleHookId")
    lifecycle_hook_result: ActionResult | None = None


def _parts(given: object) -> object:
    """SDKs send the context as one JSON text. A name that is none would do nothing, and a value of
    another type may be meant otherwise: they are refused.
    """
    if not isinstance(given, str):
        return given
    parts = parse_json(given) if given else {}
    known = {field.alias for field in shape(LifecycleHookContext).fields}
    if not isinstance(parts, dict) or parts.keys() - known:
        raise ValueError("no LifecycleHookContext")
    return LifecycleHookContext.model_validate(parts, strict=True)


# The context as a parameter of an operation: a JSON text, or in parts
HookContext = Annotated[LifecycleHookContext, BeforeValidator(_parts)]


class ErrorMessageView(Part):
    """Why an activity failed, or partly so."""

    code: str
    message: str
    description: str
    failed_instance_ids: list[str] = Listed("FailedInstanceIds")


class ScalingActivityView(Part):
    """An activity, as it is described. Capacities are text in the official models."""

    scaling_activity_id: str
    scaling_group_id: str
    status_code: ActivityStatus
    status_message: str
    description: str
    cause: str
    detail: str
    start_time: str
    end_time: str | None = None
    progress: Int64
    total_capacity: str
    attached_capacity: str = "0"
    auto_created_capacity: str
    scaling_instance_number: Int64
    created_capacity: Int64
    created_instances: list[str] = Listed("CreatedInstance")
    destroyed_capacity: Int64
    destroyed_instances: list[str] = Listed("DestroyedInstance")
    started_capacity: Int64 = 0
    started_instances: list[str] = Listed("StartedInstance")
    stopped_capacity: Int64 = 0
    stopped_instances: list[str] = Listed("StoppedInstance")
    trigger_source_type: str
    trigger_source_id: str
    lifecycle_hook_context: LifecycleHookContext = Fresh(LifecycleHookContext)
    activity_metadata: str = ""
    instance_refresh_task_id: str = ""
    error_code: str | None = None
    error_message: str | None = None
    error_messages: list[ErrorMessageView] = Listed("ErrorMessages")


class ScalingActivityPage(Page, Reply):
    """One page of activities, newest first."""

    scaling_activities: list[ScalingActivityView] = Listed("ScalingActivity")


class DescribeScalingActivities(EssOperation[ScalingActivityPage]):
    """Lists the activities of a group, or those with the given ids; 2014-08-28 takes both at once, which
    later versions do not.
    """

    region_id: str
    version: str = FromProtocol()
    scaling_group_id: str = ""
    scaling_activity_ids: list[str] = Listed("ScalingActivityId", max_length=20)
    status_code: ActivityStatus | None = None
    instance_refresh_task_id: str = ""
    page_number: PageNumber = 1
    page_size: PageSize = 10


class ScalingActivityDetail(Reply):
    """The long text of one activity."""

    scaling_activity_id: str
    detail: str


class DescribeScalingActivityDetail(EssOperation[ScalingActivityDetail]):
    """The instances that an activity added or removed, as text."""

    scaling_activity_id: str = ""  # one that is missing has a message of its own
    region_id: str = ""


class ScalingActivityStarted(Event):
    """A group grows or shrinks by `amount` instances, or something is done with so many of them.

    `resources` names the load balancers, server groups and databases that are concerned; all of the
    group's, where there are none. `remove_policy` says what becomes of instances that go; empty: what
    the group's scaling policy says.
    """

    scaling_activity_id: str
    scaling_group_id: str
    lifecycle_transition: Transition
    amount: Int64
    total_before: Int64
    cause: str
    trigger_source_type: str
    trigger_source_id: str
    request_id: str
    started_at: float
    instance_ids: list[str] = Listed("InstanceId")  # empty where they are made first
    course: CourseName = ""
    lifecycle_hook_context: LifecycleHookContext = Fresh(LifecycleHookContext)
    activity_metadata: str = ""
    instance_refresh_task_id: str = ""
    resources: list[str] = Listed("Resource")
    remove_policy: RemovePolicy = ""


class ScalingActivityEnded(Event):
    """The activity is over. It keeps the capacities that its group has then."""

    scaling_activity_id: str
    scaling_group_id: str
    status_code: ActivityStatus
    status_message: str
    ended_at: float
    total_capacity: Int64 | None = None  # None in journals of earlier versions
    auto_created_capacity: Int64 | None = None
    attached_capacity: Int64 | None = None
    error_code: str = ""
    error_message: str = ""


class ScalingActivityRejected(Event):
    """An activity that nobody was there to be refused, and that never began: `error_code` says why."""

    scaling_activity_id: str
    scaling_group_id: str
    lifecycle_transition: Transition
    cause: str
    trigger_source_type: str
    trigger_source_id: str
    request_id: str
    rejected_at: float
    total_capacity: Int64
    auto_created_capacity: Int64
    attached_capacity: Int64
    error_code: str
    error_message: str
