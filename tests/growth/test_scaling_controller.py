"""Auto Scaling where there is much of everything: no call costs more than where there is little."""

from collections.abc import Callable
from typing import Any

from growth.calls.account import account_calls
from growth.calls.attachments import attachment_calls, known_resources
from growth.calls.configurations import configuration_calls
from growth.calls.groups import groups_calls
from growth.calls.notification_configurations import (
    FIRST,
    notification_configuration_calls,
    prepare_configurations,
)
from growth.calls.predictions import prediction_calls, predictions
from growth.calls.rules import rule_calls
from growth.calls.scaling_instances import furnish, scaling_instance_calls
from growth.calls.tasks_and_alarms import alarm_calls, task_calls
from scalehook.kit.machine.machine import Machine
from scalehook.scaling_controller import handlers
from scalehook.scaling_controller.state.events.activities import StepBegun
from scalehook_contracts.base import Message
from scalehook_contracts.event_bus.rules import RuleCreated, RuleDeleted, RuleUpdated
from scalehook_contracts.fleet.backend_servers import BackendServersChanged
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstancesNotCreated,
    InstanceStopped,
)
from scalehook_contracts.fleet.whitelists import WhitelistChanged
from scalehook_contracts.message_service.queues import QueueCreated, QueueDeleted
from scalehook_contracts.message_service.topics import TopicCreated, TopicDeleted
from scalehook_contracts.notification_dispatcher.notifications import NotificationFailed
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    ExpireLifecycleAction,
    RecordLifecycleActionHeartbeat,
)
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    DescribeScalingActivityDetail,
)
from scalehook_contracts.scaling_controller.capacity import ContinueScalingGroup
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    DisableScalingGroup,
    EnableScalingGroup,
    ScalingGroupCreated,
)
from scalehook_contracts.scaling_controller.hooks import (
    CreateLifecycleHook,
    DeleteLifecycleHook,
    DescribeLifecycleHooks,
    ModifyLifecycleHook,
)
from scalehook_contracts.scaling_controller.instances import DescribeScalingInstances
from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions
from scalehook_contracts.template_engine.executions import ExecutionEnded
from scalehook_contracts.template_engine.template_changes import TemplateDeleted
from scalehook_contracts.template_engine.templates import TemplateRegistered
from scalehook_contracts.template_engine.triggers import ListenersChanged
from support.growth import measured, play
from support.scaling.cloud import ACCOUNT, REGION
from support.scaling.population import GROUP, GROWING, LARGE, NOW, action_ended, populated

ARI = f"ari:acs:ess:{REGION}:{ACCOUNT}:scalingrule/"
QUEUE = f"acs:mns:{REGION}:{ACCOUNT}:queue/"
HERE = {"region_id": REGION}

Calls = dict[str, Message]


def group_calls(n: int) -> Calls:
    return {
        "create": CreateScalingGroup(
            **HERE, min_size=0, max_size=9, scaling_group_name="new", client_token="t"
        ),
        "enable": EnableScalingGroup(scaling_group_id=f"g-{n}"),
        "disable": DisableScalingGroup(scaling_group_id=f"g-{n + 1}"),
        "all": DescribeScalingGroups(**HERE),
        "by id": DescribeScalingGroups(**HERE, scaling_group_ids=["g-7", LARGE]),
        "by names": DescribeScalingGroups(**HERE, scaling_group_names=["g-7", "g-8"]),
        "by type": DescribeScalingGroups(**HERE, group_type="ECS", page_number=2),
    }


BUS_RULE: dict[str, Any] = {
    "event_bus_name": "default",
    "rule_name": "rule",
    "filter_pattern": "{}",
    "description": "",
    "status": "ENABLE",
}


def hook_calls(n: int) -> Calls:
    return {
        "create hook": CreateLifecycleHook(
            scaling_group_id=f"g-{n}",
            lifecycle_transition="SCALE_IN",
            lifecycle_hook_name="new",
            notification_arn=f"{QUEUE}q-7",
        ),
        "modify hook": ModifyLifecycleHook(
            scaling_group_id=f"g-{n + 1}", lifecycle_hook_name=f"h-{n + 1}", heartbeat_timeout=60
        ),
        "delete hook": DeleteLifecycleHook(lifecycle_hook_id=f"h-{n + 2}"),
        "hooks of a group": DescribeLifecycleHooks(scaling_group_id="g-7"),
        "hooks by id": DescribeLifecycleHooks(lifecycle_hook_ids=["h-7", "h-8"]),
        "queue there": QueueCreated.model_construct(queue_name="new"),
        "queue gone": QueueDeleted(queue_name="q-7"),
        "topic there": TopicCreated(topic_name="new"),
        "topic gone": TopicDeleted(topic_name="new"),
        "template there": TemplateRegistered(
            template_name="T",
            template_version="v1",
            public=True,
            parameters=[],
            content="",
            registered_at=0,
        ),
        "template of hooks gone": TemplateDeleted(template_name="T"),
        "rule there": RuleCreated(**BUS_RULE, targets=[], at=0),
        "rule on": RuleUpdated(**BUS_RULE),
        "rule gone": RuleDeleted(event_bus_name="default", rule_name="rule"),
        "a trigger waits": ListenersChanged(products=["ess"]),
    }


def action_calls(n: int) -> Calls:
    def waiting(number: int) -> dict[str, str]:
        return {"lifecycle_hook_id": f"h-{number}", "lifecycle_action_token": f"t-{number}"}

    parameters = {"lifecycleActionToken": f"t-{n + 3}", "lifecycleHookId": f"h-{n + 3}"}
    return {
        "complete": CompleteLifecycleAction(**waiting(n)),
        "heartbeat": RecordLifecycleActionHeartbeat(**waiting(n + 1), heartbeat_timeout=900),
        "expire": ExpireLifecycleAction(
            scaling_activity_id=f"w-{n + 2}", lifecycle_action_token=f"t-{n + 2}"
        ),
        "execution failed": ExecutionEnded(
            execution_id="e",
            template_name="T",
            status="Failed",
            status_message="",
            parameters=parameters,
            ended_at=0,
        ),
        "notification failed": NotificationFailed(
            **waiting(n + 4),
            notification_arn="",
            attempts=1,
            reason="",
            lifecycle_action_result="CONTINUE",
        ),
        "actions": DescribeLifecycleActions(scaling_activity_id="a-7"),
        "pending actions": DescribeLifecycleActions(
            scaling_activity_id="w-7", lifecycle_action_status="Pending"
        ),
        "waiting actions": ListWaitingActions(max_results=50),
    }


def activity_calls(n: int) -> Calls:
    of_large = {**HERE, "scaling_group_id": LARGE}
    return {
        "activities": DescribeScalingActivities(**of_large),
        "successful ones": DescribeScalingActivities(**of_large, status_code="Successful"),
        "failed ones": DescribeScalingActivities(**of_large, status_code="Failed"),
        "running ones": DescribeScalingActivities(**of_large, status_code="InProgress"),
        "by ids": DescribeScalingActivities(**HERE, scaling_activity_ids=["a-7", "a-8"]),
        "detail": DescribeScalingActivityDetail(scaling_activity_id="a-7"),
        "back end": BackendServersChanged(load_balancer_id="lb", scaling_activity_id="w-20"),
        "whitelist": WhitelistChanged(db_instance_id="rm", scaling_activity_id="w-21"),
    }


def instance_calls(n: int) -> Calls:
    of_large = {**HERE, "scaling_group_id": LARGE}
    held = ["Pending:Wait", "InService"]
    return {
        "created": InstanceCreated(
            instance_id="new",
            private_ip_address="",
            zone_id="",
            scaling_activity_id="growing-up",
            created_at=NOW,
        ),
        "running": InstanceRunning(instance_id="new", scaling_activity_id="growing-up"),
        "not created": InstancesNotCreated(
            scaling_activity_id="growing-up", scaling_group_id=GROWING, amount=1, code="c", message="m"
        ),
        "stopped": InstanceStopped(instance_id="shrinking-8", scaling_activity_id="shrinking-down"),
        "released": InstanceReleased(instance_id="shrinking-7"),
        "continued": ContinueScalingGroup(scaling_group_id=f"g-{n}"),
        "instances": DescribeScalingInstances(**HERE),
        "group's": DescribeScalingInstances(**of_large),
        "in a state": DescribeScalingInstances(**HERE, lifecycle_state="InService"),
        "in states": DescribeScalingInstances(**of_large, lifecycle_states=held),
        "in no state": DescribeScalingInstances(**of_large, lifecycle_state="Standby"),
        "configured": DescribeScalingInstances(**HERE, scaling_configuration_id=f"{GROWING}-c"),
        "of an activity": DescribeScalingInstances(**HERE, scaling_activity_id="w-22"),
        "named": DescribeScalingInstances(**of_large, instance_ids=["large-7", "i-7"]),
    }


TABLE: list[tuple[Callable[[int], Calls], int]] = [
    (group_calls, 30),
    (hook_calls, 40),
    (action_calls, 50),
    (activity_calls, 60),
    (instance_calls, 70),
    (groups_calls, 80),
    (notification_configuration_calls, FIRST),
    (attachment_calls, 90),
    (scaling_instance_calls, 90),
    (rule_calls, 80),
    (prediction_calls, 90),
    (task_calls, 40),
    (alarm_calls, 50),
    (configuration_calls, 91),
    (account_calls, 4),
]
IDLE = (80,)  # groups whose instance serves
CALLS = {name: message for calls, number in TABLE for name, message in calls(number).items()}


def prepared(size: int) -> Machine:
    """Some groups of it do something else than the others."""
    machine = populated(size)
    for event in known_resources(size):
        machine.apply(event)
    machine.apply(
        ScalingGroupCreated(
            scaling_group_id="spare", scaling_group_name="spare", created_at=NOW, request=GROUP
        )
    )
    for group in ("g-30", "g-91"):
        play(machine, DisableScalingGroup(scaling_group_id=group))
    prepare_configurations(machine)
    for event in predictions():
        machine.apply(event)
    for number in IDLE:
        waiting = {"lifecycle_hook_id": f"h-{number}", "lifecycle_action_token": f"t-{number}"}
        play(machine, CompleteLifecycleAction(**waiting))
    for number, step, resource in ((20, "attach", "lb"), (21, "admit", "rm")):
        machine.apply(action_ended(f"w-{number}", f"t-{number}"))
        awaited = StepBegun(scaling_activity_id=f"w-{number}", step=step, awaited=[resource])
        machine.apply(awaited)
    furnish(machine, size)
    return machine


machines, test_a_call, test_all_are_called = measured(CALLS, prepared, handlers)
