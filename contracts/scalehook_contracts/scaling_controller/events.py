"""What the scaling controller tells the others."""

from scalehook_contracts.base import Caution, Event, Listed
from scalehook_contracts.scaling_controller.actions import ActionStatus
from scalehook_contracts.scaling_controller.activities import ActivityStatus
from scalehook_contracts.scaling_controller.base import ActionResult, Transition
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.groups import CreateScalingGroup
from scalehook_contracts.scaling_controller.hooks import HookSpecification, HookStatus
from scalehook_contracts.scaling_controller.instances import LifecycleState
from scalehook_contracts.scaling_controller.rules import CreateScalingRule


class ScalingGroupCreated(Event):
    """A group exists, as it was asked for."""

    scaling_group_id: str
    scaling_group_name: str
    created_at: float  # Unix seconds, virtual, as all times of events
    request: CreateScalingGroup


class ScalingGroupEnabled(Event):
    """The group may scale."""

    scaling_group_id: str
    active_scaling_configuration_id: str
    at: float


class ScalingGroupDisabled(Event):
    """The group scales no more."""

    scaling_group_id: str
    at: float


class ScalingConfigurationCreated(Event):
    """A configuration exists."""

    scaling_configuration_id: str
    scaling_configuration_name: str
    created_at: float
    request: CreateScalingConfiguration


class ScalingRuleCreated(Event):
    """A rule exists."""

    scaling_rule_id: str
    scaling_rule_name: str
    request: CreateScalingRule


class LifecycleHookCreated(HookSpecification, Event):
    """A hook is in effect."""

    lifecycle_hook_id: str
    scaling_group_id: str


class LifecycleHookModified(HookSpecification, Event):
    """A hook now reads so."""

    lifecycle_hook_id: str
    lifecycle_hook_status: HookStatus


class LifecycleHookDeleted(Event):
    """A hook is gone."""

    lifecycle_hook_id: str
    scaling_group_id: str


class LifecycleHookTimeoutTooShort(Caution):
    """The script may run longer than the hook waits: it would complete an action that is over."""

    lifecycle_hook_id: str
    heartbeat_timeout: int
    script_timeout: int


class ScalingActivityStarted(Event):
    """A group grows or shrinks by `amount` instances."""

    scaling_activity_id: str
    scaling_group_id: str
    lifecycle_transition: Transition
    amount: int
    total_before: int
    cause: str
    trigger_source_type: str
    trigger_source_id: str
    request_id: str
    started_at: float
    instance_ids: list[str] = Listed("InstanceId")  # the ones that are to go; empty on scale-out


class ScalingInstanceAdded(Event):
    """An instance belongs to the group and is `Pending`."""

    scaling_group_id: str
    scaling_activity_id: str
    scaling_configuration_id: str
    instance_id: str
    private_ip_address: str
    zone_id: str
    created_at: float


class ScalingInstanceStarted(Event):
    """An instance that an activity waits for runs."""

    scaling_activity_id: str
    instance_id: str


class LifecycleStateChanged(Event):
    """These instances of a group are now in this state."""

    scaling_group_id: str
    scaling_activity_id: str
    lifecycle_state: LifecycleState
    instance_ids: list[str] = Listed("InstanceId")


class ScalingInstanceRemoved(Event):
    """An instance belongs to the group no more."""

    scaling_group_id: str
    scaling_activity_id: str
    instance_id: str


class ScalingActivityEnded(Event):
    """The activity is over."""

    scaling_activity_id: str
    scaling_group_id: str
    status_code: ActivityStatus
    status_message: str
    ended_at: float


class LifecycleActionStarted(Event):
    """A hook holds instances; whoever its notification names is to be told."""

    lifecycle_hook_id: str
    lifecycle_hook_name: str
    lifecycle_action_token: str
    lifecycle_transition: Transition
    default_result: ActionResult
    heartbeat_timeout: int
    notification_arn: str  # empty: nobody is told
    notification_metadata: str
    scaling_group_id: str
    scaling_group_name: str
    scaling_activity_id: str
    request_id: str
    instance_ids: list[str] = Listed("InstanceId")
    started_at: float
    deadline: float


class LifecycleActionExtended(Event):
    """A heartbeat has moved the end of the wait."""

    scaling_activity_id: str
    lifecycle_action_token: str
    deadline: float


class LifecycleActionEnded(Event):
    """The wait is over: by hand (`Completed`), or by time or another end (`Timeout`)."""

    scaling_activity_id: str
    lifecycle_hook_id: str
    lifecycle_action_token: str
    lifecycle_action_status: ActionStatus
    lifecycle_action_result: ActionResult
    client_token: str = ""
