"""Scaling groups are deleted, and nothing of them is left behind."""

from typing import Any

import pytest

from scalehook.kit.api.operations import operations
from scalehook.scaling_controller.state.events.activities import ActivitiesForgotten
from scalehook_contracts.fleet.instances import ReleaseInstances
from scalehook_contracts.scaling_controller.activities import ScalingActivityStarted
from scalehook_contracts.scaling_controller.configurations import CreateScalingConfiguration
from scalehook_contracts.scaling_controller.group_deletion import (
    DeleteScalingGroup,
    ScalingGroupDeleted,
    SetGroupDeletionProtection,
)
from scalehook_contracts.scaling_controller.groups import (
    DescribeScalingGroups,
    DisableScalingGroup,
    EnableScalingGroup,
)
from scalehook_contracts.scaling_controller.hooks import CreateLifecycleHook, DeleteLifecycleHook
from scalehook_contracts.scaling_controller.instances import (
    LifecycleStateChanged,
    ScalingInstanceAdded,
)
from support.scaling.cloud import REGION, Cloud
from support.scaling.groups import create, delete, described, modify, refusal
from support.scaling.refresher import Refresher
from support.scaling.wire import spelt

IN_USE = (
    "You cannot delete a scaling configuration or scaling group while there is an instance associated"
    " with it."
)
IN_PROGRESS = (
    "You cannot delete a scaling group or launch a new scaling activity while there is a scaling"
    " activity in progress for the specified scaling group."
)


def is_there(cloud: Cloud) -> bool:
    page = cloud.ask(DescribeScalingGroups(region_id=REGION, scaling_group_ids=[cloud.group]))
    return bool(page.scaling_groups)


def test_an_empty_group_goes_at_once() -> None:
    """Whether it is active or not, by force or not."""
    for enabled in (False, True):
        for force in (False, True):
            cloud = Cloud().enabled() if enabled else Cloud()
            delete(cloud, force)
            assert not is_there(cloud)
            told = [e for e in cloud.rehearsal.recorded if isinstance(e, ScalingGroupDeleted)]
            assert [event.scaling_group_id for event in told] == [cloud.group]


def test_a_group_in_use_is_kept() -> None:
    """Without force: while an activity runs, and while there are instances."""
    cloud = Cloud().enabled()
    command = DeleteScalingGroup(scaling_group_id=cloud.group)
    activity = cloud.execute(cloud.rule(1))
    assert refusal(cloud, command) == ("ScalingActivityInProgress", IN_PROGRESS)
    cloud.fleet()
    assert cloud.activity(activity).status_code == "Successful"
    assert refusal(cloud, command) == ("InstanceInUse", IN_USE)


def test_force_releases_the_instances() -> None:
    """The group is `Deleting` until they are gone; no hook holds them."""
    cloud = Cloud().enabled()
    cloud.scale(2)
    cloud.hook(lifecycle_transition="SCALE_IN")
    delete(cloud)
    seen = described(cloud)
    assert (seen.lifecycle_state, seen.removing_capacity) == ("Deleting", 2)
    cloud.fleet()
    assert not is_there(cloud)
    [released] = [c for c in cloud.rehearsal.sent if isinstance(c, ReleaseInstances)]
    assert sorted(released.instance_ids) == ["i-0", "i-1"]


def test_the_instances_leave_whitelists_and_back_ends() -> None:
    """Before they are released."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    cloud.scale(1)
    before = len(cloud.rehearsal.sent)
    delete(cloud)
    cloud.fleet()
    assert [type(c).__name__ for c in cloud.rehearsal.sent[before:]] == [
        "RemoveAddressesFromWhitelists", "RemoveInstancesFromBackEnds", "ReleaseInstances",
    ]  # fmt: skip
    assert not is_there(cloud)


@pytest.mark.parametrize("policy", ["release", "recycle", "forcerelease", "forcerecycle"])
def test_economical_mode_keeps_nothing_of_a_deleted_group(policy: Any) -> None:
    """There will be nobody to start the stopped ones again."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    modify(cloud, scaling_policy=policy)
    delete(cloud)
    cloud.fleet()
    assert not is_there(cloud)


def _attached(cloud: Cloud, instance_id: str) -> None:
    """One that was added by hand."""
    activity = cloud.scale(1)
    cloud.rehearsal.machine.apply(
        ScalingInstanceAdded(
            scaling_group_id=cloud.group,
            scaling_activity_id=activity,
            scaling_configuration_id="",
            instance_id=instance_id,
            private_ip_address="172.16.9.9",
            zone_id="z",
            created_at=0,
            creation_type="Attached",
            entrusted=False,
        )
    )
    _enter(cloud, "InService", instance_id)


def _enter(cloud: Cloud, state: Any, *instance_ids: str) -> None:
    cloud.rehearsal.machine.apply(
        LifecycleStateChanged(
            scaling_group_id=cloud.group,
            scaling_activity_id="",
            lifecycle_state=state,
            instance_ids=list(instance_ids),
        )
    )


def test_attached_and_protected_instances_only_leave() -> None:
    """They run on; one on standby is released like any other."""
    cloud = Cloud().enabled()
    _attached(cloud, "i-mine")
    cloud.scale(2)
    _enter(cloud, "Protected", "i-1")
    _enter(cloud, "Standby", "i-2")
    delete(cloud)
    cloud.fleet()
    [released] = [c for c in cloud.rehearsal.sent if isinstance(c, ReleaseInstances)]
    assert sorted(released.instance_ids) == ["i-0", "i-2"]
    assert not is_there(cloud)


def test_what_runs_goes_on_to_its_end() -> None:
    """Waits included: they are completed, or time out, as they would have."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=600)
    cloud.hook(heartbeat_timeout=60)
    activity = cloud.scale(1)
    delete(cloud)
    cloud.advance(60)
    assert [a.lifecycle_action_status for a in cloud.actions(activity)] == ["Pending", "Timeout"]
    assert described(cloud).lifecycle_state == "Deleting"
    cloud.complete(cloud.actions(activity)[0])
    assert not is_there(cloud)


def test_a_wait_that_times_out_in_a_deleted_group() -> None:
    """The default result decides, and the group goes."""
    cloud = Cloud().enabled()
    cloud.hook(default_result="ABANDON")
    cloud.scale(1)
    delete(cloud)
    cloud.advance(600)
    assert not is_there(cloud)


def test_deleting_a_hook_hastens_the_deletion() -> None:
    """Its wait ends with its default result, and the group goes."""
    cloud = Cloud().enabled()
    hook = cloud.hook(heartbeat_timeout=21_600)
    cloud.scale(1)
    delete(cloud)
    cloud.ask(DeleteLifecycleHook(lifecycle_hook_id=hook))
    cloud.fleet()
    assert not is_there(cloud)


def test_a_disabled_group_waits_on() -> None:
    """What runs goes on to its end, and the group can then be deleted."""
    cloud = Cloud().enabled()
    cloud.hook()
    activity = cloud.scale(1)
    cloud.ask(DisableScalingGroup(scaling_group_id=cloud.group))
    cloud.heartbeat(cloud.actions(activity)[0], 900)
    cloud.advance(899)
    assert cloud.states() == ["Pending:Wait"]
    cloud.advance(1)
    assert (cloud.states(), described(cloud).lifecycle_state) == (["InService"], "Inactive")


@pytest.mark.parametrize(
    "command",
    [
        lambda group: DeleteScalingGroup(scaling_group_id=group, force_delete=True),
        lambda group: EnableScalingGroup(scaling_group_id=group),
        lambda group: DisableScalingGroup(scaling_group_id=group),
        lambda group: SetGroupDeletionProtection(scaling_group_id=group, group_deletion_protection=True),
    ],
)
def test_nothing_more_is_accepted(command: Any) -> None:
    """Of a group that is being deleted; executing a rule included."""
    cloud = Cloud().enabled()
    rule = cloud.rule(1)
    cloud.scale(1)
    delete(cloud)
    for refused in (lambda: cloud.ask(command(cloud.group)), lambda: cloud.execute(rule)):
        with pytest.raises(Exception, match="IncorrectScalingGroupStatus"):
            refused()


def _requests(cloud: Cloud) -> dict[str, dict[str, Any]]:
    """Of every operation that would add to the group, or change what it has."""
    one = {"ScalingGroupId": cloud.group}
    configuration = next(iter(cloud.rehearsal.state.groups[cloud.group].configurations))
    alarm = {"MetricName": "CpuUtilization", "Threshold": 80, "AlarmActions.1": "ari:acs:ess:::"}
    return {
        "CreateScalingConfiguration": {**one, "ImageId": "m-1", "InstanceType": "t"},
        "ModifyScalingConfiguration": {"ScalingConfigurationId": configuration, "ImageId": "m-2"},
        "DeactivateScalingConfiguration": {"ScalingConfigurationId": configuration},
        "CreateScalingRule": {**one, "AdjustmentType": "TotalCapacity", "AdjustmentValue": 1},
        "ModifyScalingRule": {"ScalingRuleId": cloud.rule(1).rpartition("/")[2], "Cooldown": 9},
        "CreateLifecycleHook": {**one, "LifecycleTransition": "SCALE_OUT"},
        "ModifyLifecycleHook": {"LifecycleHookId": cloud.hook(), "HeartbeatTimeout": 99},
        "CreateNotificationConfiguration": {**one, "NotificationArn": "a", "NotificationTypes.1": "t"},
        "ModifyNotificationConfiguration": {**one, "NotificationArn": "a", "NotificationTypes.1": "t"},
        "CreateAlarm": {**one, **alarm},
        "ModifyAlertConfiguration": {**one, "ScaleStatuses.1": "Failed"},
        "CreateScheduledTask": {**one, "MinValue": 1, "LaunchTime": "2030-01-01T00:00Z"},
        "EnterStandby": {**one, "InstanceIds.1": "i-0"},
        "ModifyInstanceAttribute": {**one, "InstanceId": "i-0", "Entrusted": "true"},
        "SetInstanceHealth": {"InstanceId": "i-0", "HealthStatus": "Unhealthy"},
        "ModifyScalingGroup": {**one, "MinSize": 1},
        "SuspendProcesses": {**one, "Processes.1": "ScaleIn"},
        "ResumeProcesses": {**one, "Processes.1": "ScaleIn"},
        "StartInstanceRefresh": one,
        "TagResources": {
            "ResourceType": "scalinggroup",
            "ResourceIds.1": cloud.group,
            "Tags.1.Key": "k",
        },
    }


def test_nothing_of_it_is_made_or_changed() -> None:
    """While a wait holds it back: what is made then would be gone at once, or hold it back longer."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    requests = _requests(cloud)
    cloud.hook(lifecycle_transition="SCALE_IN")
    cloud.scale(-1)
    delete(cloud)
    before = len(cloud.rehearsal.recorded)
    for action, parameters in requests.items():
        text = {name: str(value) for name, value in parameters.items()}
        command = spelt(operations()["ess", action.lower()], {"RegionId": REGION, **text})
        assert refusal(cloud, command)[0] == "IncorrectScalingGroupStatus", action
    assert len(cloud.rehearsal.recorded) == before


def test_a_refresh_that_rests_leaves_no_timer() -> None:
    """Its group is deleted while it waits at a checkpoint."""
    cloud = Refresher(2)
    cloud.start(50, 100)
    assert cloud.task().status == "CheckpointPause"
    delete(cloud)
    cloud.fleet()
    assert not is_there(cloud)
    assert not [key for key in cloud.rehearsal.machine.timers if "refresh" in str(key)]


def test_protection() -> None:
    """Force is no help; it can be switched, and shows."""
    cloud = Cloud().enabled()
    for protected in (True, False):
        cloud.ask(
            SetGroupDeletionProtection(scaling_group_id=cloud.group, group_deletion_protection=protected)
        )
        assert described(cloud).group_deletion_protection is protected
        if protected:
            command = DeleteScalingGroup(scaling_group_id=cloud.group, force_delete=True)
            assert refusal(cloud, command)[0] == "InvalidOperation.Conflict"
    delete(cloud)
    assert not is_there(cloud)


def test_a_group_that_is_not_there() -> None:
    """Neither before nor after."""
    cloud = Cloud()
    delete(cloud)
    for command in (
        DeleteScalingGroup(scaling_group_id=cloud.group),
        SetGroupDeletionProtection(scaling_group_id=cloud.group, group_deletion_protection=True),
        DisableScalingGroup(scaling_group_id=cloud.group),
    ):
        assert refusal(cloud, command) == (
            "InvalidScalingGroupId.NotFound",
            "The specified scaling group does not exist.",
        )


def busy() -> Cloud:
    """Two groups, of which one has done and has a little of everything."""
    cloud = Cloud(load_balancers='["lb-1"]', databases='["rm-1"]').enabled()
    other = create(cloud, scaling_group_name="other")
    cloud.ask(CreateLifecycleHook(scaling_group_id=other, lifecycle_transition="SCALE_OUT"))
    cloud.hook()
    cloud.ask(CreateScalingConfiguration(scaling_group_id=cloud.group, image_id="m", instance_type="t"))
    for by in (2, -1, 1):
        activity = cloud.scale(by)
        for action in cloud.actions(activity):
            cloud.complete(action)
    return cloud


def left_of(cloud: Cloud) -> str:
    """All of the state, the catalogue's shelves included, as a text to look for ids in."""
    state = cloud.rehearsal.state
    catalogue = state.catalogue
    shelves = [catalogue.groups, catalogue.configurations, catalogue.rules, catalogue.instances]
    known = [(shelf.things, shelf._shelves) for shelf in shelves]
    return repr((state, known, catalogue.activities, state.ended, cloud.rehearsal.machine.timers))


def test_nothing_is_left_behind() -> None:
    """Neither in the state nor in what is found by; the other group is as it was."""
    cloud = busy()
    names = {
        cloud.group,
        *cloud.rehearsal.state.activities,
        *cloud.rehearsal.state.catalogue.rules.things,
    }
    assert all(name in left_of(cloud) for name in names)
    delete(cloud)
    cloud.fleet()
    assert not [name for name in names if name in left_of(cloud)]
    assert [group.name for group in cloud.rehearsal.state.groups.values()] == ["other"]
    assert len(cloud.rehearsal.state.hooks) == 1


def test_a_deleted_group_stays_deleted() -> None:
    """After a restart, and when the time of its activities has come."""
    cloud = busy()
    delete(cloud)
    cloud.fleet()
    after = left_of(cloud)
    cloud.rehearsal.restart()
    assert left_of(cloud) == after
    cloud.advance(40 * 86_400)
    cloud.group = next(iter(cloud.rehearsal.state.groups))
    cloud.enabled().scale(1)
    assert not [e for e in cloud.rehearsal.recorded if isinstance(e, ActivitiesForgotten)]


def test_late_news_of_a_deleted_group() -> None:
    """An instance that is told to be gone once more is nobody's."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    delete(cloud)
    cloud.fleet()
    cloud.released("i-0")
    assert not is_there(cloud)


def test_the_removal_is_told() -> None:
    """As an activity of Auto Scaling's own, without hooks."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    delete(cloud)
    last = [e for e in cloud.rehearsal.recorded if isinstance(e, ScalingActivityStarted)][-1]
    assert (last.course, last.trigger_source_type) == ("remove", "Ess")
    assert last.lifecycle_hook_context.disable_lifecycle_hook
    assert last.cause == (
        'The scaling group is being deleted, changing the Total Capacity from "1" to "0".'
    )
