"""A scaling controller with so many of everything, made by events alone."""

from collections.abc import Iterator
from random import Random

from scalehook.kit.machine.machine import Machine
from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.state.events.activities import StepBegun
from scalehook.scaling_controller.state.events.client_tokens import ClientTokenUsed
from scalehook.scaling_controller.state.events.receivers import ReceiverNoted
from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Event
from scalehook_contracts.receiver import Kind
from scalehook_contracts.scaling_controller.actions import LifecycleActionEnded, LifecycleActionStarted
from scalehook_contracts.scaling_controller.activities import (
    ScalingActivityEnded,
    ScalingActivityStarted,
)
from scalehook_contracts.scaling_controller.base import Transition
from scalehook_contracts.scaling_controller.configurations import (
    CreateScalingConfiguration,
    ScalingConfigurationCreated,
)
from scalehook_contracts.scaling_controller.diagnosis import DiagnoseReportCreated
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    ScalingGroupCreated,
    ScalingGroupEnabled,
)
from scalehook_contracts.scaling_controller.hooks import LifecycleHookCreated
from scalehook_contracts.scaling_controller.instances import (
    LifecycleStateChanged,
    ScalingInstanceAdded,
    ScalingInstanceStarted,
)
from scalehook_contracts.scaling_controller.rules import CreateScalingRule, ScalingRuleCreated
from support.scaling.cloud import ACCOUNT, REGION
from support.scaling.tasks_and_alarms import tasks_and_alarms

NOW = START.timestamp()
GROUP = CreateScalingGroup(region_id=REGION, min_size=0, max_size=0).model_copy(
    update={"max_size": 20_000}  # more than can be asked for
)
LARGE, GROWING, SHRINKING = "large", "growing", "shrinking"
REPORT = f"{LARGE}_report"


def populated(size: int) -> Machine:
    """`size` groups with a hook each that holds an instance: `g-7`, `h-7`, `w-7`, `t-7`, `i-7`. And
    three groups with `size` instances, of which one grows and one shrinks; `LARGE` has so many
    activities, configurations and rules, too.
    """
    without_quota = SERVICE.settings(max_scaling_rules=2**31)
    machine = Machine(SERVICE, without_quota, Random(1))
    for event in _events(size):
        machine.apply(event)
    return machine


def _events(size: int) -> Iterator[Event]:
    for group in (LARGE, GROWING, SHRINKING, *(f"g-{number}" for number in range(size))):
        yield from _group(group)
    yield DiagnoseReportCreated(report_id=REPORT, scaling_group_id=LARGE, created_at=NOW)
    for name, amount in ((LARGE, size), (SHRINKING, size)):
        yield from _grown(name, f"{name}-up", size, amount)
        yield _ended(name, f"{name}-up")
    for number in range(size):
        yield from _waiting(number)
        yield from _history(number)
    yield from _grown(GROWING, "growing-up", size, size + 100)
    ari = f"ari:acs:ess:{REGION}:{ACCOUNT}:scalingrule/{LARGE}-up"
    yield from tasks_and_alarms(size, LARGE, ari)
    leaving = [f"{SHRINKING}-{number}" for number in range(size)]
    yield _started(SHRINKING, "shrinking-down", size, "SCALE_IN", leaving)
    yield StepBegun(scaling_activity_id="shrinking-down", step="release", awaited=[])


def _group(name: str) -> Iterator[Event]:
    configuration = f"{name}-c"
    yield ScalingGroupCreated(
        scaling_group_id=name, scaling_group_name=name, created_at=NOW, request=GROUP
    )
    yield _configuration(name, configuration)
    yield _rule(name, f"{name}-up", 1)
    yield _rule(name, f"{name}-down", -1)
    yield ScalingGroupEnabled(
        scaling_group_id=name, active_scaling_configuration_id=configuration, at=NOW
    )


def _configuration(group: str, made: str) -> Event:
    request = CreateScalingConfiguration(scaling_group_id=group, image_id="m", instance_type="t")
    return ScalingConfigurationCreated(
        scaling_configuration_id=made, scaling_configuration_name=made, created_at=NOW, request=request
    )


def _rule(group: str, made: str, by: int) -> Event:
    request = CreateScalingRule(
        scaling_group_id=group, adjustment_type="QuantityChangeInCapacity", adjustment_value=by
    )
    return ScalingRuleCreated(scaling_rule_id=made, scaling_rule_name=made, request=request)


def _waiting(number: int) -> Iterator[Event]:
    """A group whose only instance is held by its only hook."""
    group, activity = f"g-{number}", f"w-{number}"
    yield LifecycleHookCreated(
        lifecycle_hook_id=f"h-{number}",
        scaling_group_id=group,
        lifecycle_hook_name=f"h-{number}",
        lifecycle_transition="SCALE_OUT",
    )
    yield _started(group, activity, 1)
    yield StepBegun(scaling_activity_id=activity, step="hold", awaited=[])
    yield _added(group, activity, f"i-{number}")
    yield _held(group, activity, f"h-{number}", f"t-{number}", [f"i-{number}"])


def _history(number: int) -> Iterator[Event]:
    """Of the large group: an activity with an action, and whatever else there is so much of."""
    activity = f"a-{number}"
    yield _configuration(LARGE, f"{LARGE}-c-{number}")
    yield _rule(LARGE, f"{LARGE}-r-{number}", 1)
    yield ReceiverNoted(kind=Kind.QUEUE, name=f"q-{number}")
    yield _started(LARGE, activity, 1)
    yield _held(LARGE, activity, "h-0", f"o-{number}", [])
    yield action_ended(activity, f"o-{number}")
    yield _ended(LARGE, activity)
    yield ClientTokenUsed(key=f"k-{number}", fingerprint="", answer=activity, used_at=NOW)


def _grown(group: str, activity: str, size: int, amount: int) -> Iterator[Event]:
    ids = [f"{group}-{number}" for number in range(size)]
    yield _started(group, activity, amount)
    yield StepBegun(scaling_activity_id=activity, step="launch", awaited=[])
    for instance_id in ids:
        yield _added(group, activity, instance_id)
        yield ScalingInstanceStarted(scaling_activity_id=activity, instance_id=instance_id)
    yield LifecycleStateChanged(
        scaling_group_id=group,
        scaling_activity_id=activity,
        lifecycle_state="InService",
        instance_ids=ids,
    )


def _started(
    group: str,
    activity: str,
    amount: int,
    transition: Transition = "SCALE_OUT",
    leaving: list[str] | None = None,
) -> Event:
    return ScalingActivityStarted(
        scaling_activity_id=activity,
        scaling_group_id=group,
        lifecycle_transition=transition,
        amount=amount,
        total_before=0,
        cause="",
        trigger_source_type="",
        trigger_source_id="",
        request_id="",
        started_at=NOW,
        instance_ids=leaving or [],
    )


def _ended(group: str, activity: str) -> Event:
    return ScalingActivityEnded(
        scaling_activity_id=activity,
        scaling_group_id=group,
        status_code="Successful",
        status_message="",
        ended_at=NOW,
    )


def _added(group: str, activity: str, instance_id: str) -> Event:
    return ScalingInstanceAdded(
        scaling_group_id=group,
        scaling_activity_id=activity,
        scaling_configuration_id=f"{group}-c",
        instance_id=instance_id,
        private_ip_address="",
        zone_id="",
        created_at=NOW,
    )


def _held(group: str, activity: str, hook: str, token: str, instance_ids: list[str]) -> Event:
    return LifecycleActionStarted(
        lifecycle_hook_id=hook,
        lifecycle_hook_name=hook,
        lifecycle_action_token=token,
        lifecycle_transition="SCALE_OUT",
        default_result="CONTINUE",
        heartbeat_timeout=600,
        notification_arn="",
        notification_metadata="",
        scaling_group_id=group,
        scaling_group_name=group,
        scaling_activity_id=activity,
        request_id="",
        instance_ids=instance_ids,
        started_at=NOW,
        deadline=NOW + 600,
    )


def action_ended(activity: str, token: str) -> Event:
    """A wait is over."""
    return LifecycleActionEnded(
        scaling_activity_id=activity,
        lifecycle_hook_id="",
        lifecycle_action_token=token,
        lifecycle_action_status="Completed",
        lifecycle_action_result="CONTINUE",
    )
