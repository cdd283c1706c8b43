"""Scheduled tasks at their moments: they run, are tried again, or are given up."""

from typing import Any

import pytest

from scalehook.testing.rehearsal import START
from scalehook_contracts.scaling_controller.activities import DescribeScalingActivities
from scalehook_contracts.scaling_controller.group_deletion import DeleteScalingGroup
from scalehook_contracts.scaling_controller.groups import (
    CreateScalingGroup,
    DescribeScalingGroups,
    DisableScalingGroup,
    EnableScalingGroup,
)
from scalehook_contracts.scaling_controller.notification_configurations import (
    CreateNotificationConfiguration,
    EventNotificationDue,
)
from scalehook_contracts.scaling_controller.processes import ResumeProcesses, SuspendProcesses
from scalehook_contracts.scaling_controller.rules import DeleteScalingRule
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    CreateScheduledTask,
    ModifyScheduledTask,
    ScheduledTaskExpiring,
    ScheduledTaskSkipped,
)
from support.scaling.cloud import REGION, Cloud

HOUR, DAY = 3600, 86_400
ONE = "2026-01-01T01:00Z"


def schedule(play: Cloud, **said: Any) -> str:
    """At one o'clock; by default a rule of +1."""
    if "scaling_group_id" not in said:
        said.setdefault("scheduled_action", play.rule(1))
    usual = {"region_id": REGION, "launch_time": ONE}
    return str(play.ask(CreateScheduledTask(**usual | said)).scheduled_task_id)


def activities(play: Cloud) -> list[tuple[str, str, str]]:
    """The newest first."""
    found = reversed(play.rehearsal.state.activities.values())
    return [(each.status, each.error_code, each.trigger_source_type) for each in found]


def skipped(play: Cloud) -> list[str]:
    return [e.code for e in play.rehearsal.recorded if isinstance(e, ScheduledTaskSkipped)]


def test_once() -> None:
    """At its moment, through the hooks, and never again."""
    play = Cloud().enabled()
    play.hook()
    task = schedule(play)
    play.advance(HOUR - 1)
    assert play.states() == []
    play.advance(1)
    assert play.states() == ["Pending:Wait"]
    view = play.ask(DescribeScalingActivities(region_id=REGION, scaling_group_id=play.group))
    assert view.scaling_activities[0].cause.startswith(f'Scheduled task "{task}" executes scaling rule')
    play.advance(3 * DAY)
    assert play.states() == ["InService"]


def test_every_day_until_its_end() -> None:
    """The run on the end is one; the task then waits for nothing."""
    play = Cloud().enabled()
    schedule(
        play, recurrence_type="Daily", recurrence_value="1", recurrence_end_time="2026-01-03T01:00Z"
    )
    for expected in (1, 2, 3, 3):
        play.advance(DAY)
        assert len(play.states()) == expected
    assert not [key for key in play.rehearsal.machine.timers if key.startswith("scheduled-task")]


def test_switched_off() -> None:
    """A task that is not enabled does nothing; enabled again, it goes on with its next moment."""
    play = Cloud().enabled()
    task = schedule(play, recurrence_type="Cron", recurrence_value="0 * * * *", launch_time="")
    play.ask(ModifyScheduledTask(scheduled_task_id=task, task_enabled=False))
    play.advance(5 * HOUR)
    assert play.states() == []
    play.ask(ModifyScheduledTask(scheduled_task_id=task, task_enabled=True))
    play.advance(HOUR)
    assert len(play.states()) == 1


@pytest.mark.parametrize("restarted", [False, True])
def test_a_busy_group(restarted: bool) -> None:
    """The run is tried again until the group is idle."""
    play = Cloud().enabled()
    play.hook(heartbeat_timeout=300)
    play.advance(HOUR - 100)
    play.scale(1)
    schedule(play)
    play.advance(100)
    if restarted:
        play.rehearsal.restart()
    play.advance(190)
    assert len(play.states()) == 1
    play.advance(20)
    assert sorted(play.states()) == ["InService", "Pending:Wait"]
    assert skipped(play) == []


def test_a_group_that_stays_busy() -> None:
    """After its window the run is given up, as a rejected activity."""
    play = Cloud().enabled()
    play.hook(heartbeat_timeout=3600)
    play.scale(1)
    schedule(play, launch_expiration_time=600, launch_time="2026-01-01T00:10Z")
    play.advance(600 + 599)
    assert len(activities(play)) == 1
    play.advance(1)
    assert activities(play)[0] == ("Rejected", "ScalingActivityInProgress", "Ess")
    assert skipped(play) == ["ScalingActivityInProgress"]
    play.advance(2 * HOUR)
    assert play.states() == ["InService"]


def test_no_window() -> None:
    """With 0 seconds it is tried once."""
    play = Cloud()
    schedule(play, launch_expiration_time=0)
    play.advance(HOUR)
    assert activities(play) == [("Rejected", "IncorrectScalingGroupStatus", "Ess")]


@pytest.mark.parametrize("sizes", [{}, {"scaling_group_id": "", "min_value": 2}])
def test_a_disabled_group(sizes: dict[str, Any]) -> None:
    """It runs when the group is enabled in time."""
    play = Cloud().enabled()
    play.ask(DisableScalingGroup(scaling_group_id=play.group))
    said = dict(sizes)
    if said:
        said["scaling_group_id"] = play.group
    schedule(play, **said)
    play.advance(HOUR + 300)
    assert play.states() == []
    play.ask(EnableScalingGroup(scaling_group_id=play.group))
    play.advance(10)
    assert len(play.states()) == (2 if said else 1)


def test_a_suspended_process() -> None:
    """Nothing runs while ScheduledAction stands still; in its window it is made up for."""
    play = Cloud().enabled()
    play.ask(SuspendProcesses(scaling_group_id=play.group, processes=["ScheduledAction"]))
    schedule(play)
    play.advance(HOUR + 100)
    assert play.states() == []
    play.ask(ResumeProcesses(scaling_group_id=play.group, processes=["ScheduledAction"]))
    play.advance(10)
    assert len(play.states()) == 1


def test_nothing_to_change() -> None:
    """It is given up at once."""
    play = Cloud(max_size=0).enabled()
    schedule(play)
    play.advance(HOUR)
    assert activities(play) == [("Rejected", "IncorrectCapacity.NoChange", "Ess")]


def test_a_rule_that_is_gone() -> None:
    """The task stays, and says each time that it cannot run."""
    play = Cloud().enabled()
    ari = play.rule(1)
    schedule(play, scheduled_action=ari, recurrence_type="Daily", recurrence_value="1")
    play.ask(DeleteScalingRule(scaling_rule_id=ari.rpartition("/")[2]))
    play.advance(2 * DAY)
    assert skipped(play) == ["InvalidScalingRuleAri.NotFound"] * 2


def test_a_group_that_is_gone() -> None:
    """Its tasks stay."""
    play = Cloud()
    task = schedule(play)
    play.ask(DeleteScalingGroup(scaling_group_id=play.group))
    play.advance(HOUR)
    assert skipped(play) == ["InvalidScalingGroupId.NotFound"]
    assert task in play.rehearsal.state.scheduled_tasks


def test_other_sizes() -> None:
    """As if they had been changed by hand: the group then scales into its limits."""
    play = Cloud(max_size=5).enabled()
    schedule(play, scaling_group_id=play.group, min_value=2, max_value=3)
    schedule(
        play, scaling_group_id=play.group, max_value=1, min_value=0, launch_time="2026-01-01T02:00Z"
    )
    play.advance(HOUR)
    assert play.states() == ["InService"] * 2
    command = DescribeScalingGroups(region_id=REGION, scaling_group_ids=[play.group])
    (group,) = play.ask(command).scaling_groups
    assert (group.min_size, group.max_size) == (2, 3)
    play.advance(HOUR)
    assert play.states() == ["InService"]


def test_another_expected_number() -> None:
    """In a group that has one."""
    play = Cloud()
    sizes = {"region_id": REGION, "min_size": 0, "max_size": 5, "desired_capacity": 0}
    play.group = play.ask(CreateScalingGroup(**sizes)).scaling_group_id
    play.enabled()
    schedule(play, scaling_group_id=play.group, desired_capacity=3)
    play.advance(HOUR)
    assert play.states() == ["InService"] * 3


def test_sizes_that_do_not_fit_any_more() -> None:
    """They are refused as they would be by hand."""
    play = Cloud(max_size=5).enabled()
    schedule(play, scaling_group_id=play.group, min_value=6)
    play.advance(HOUR)
    assert skipped(play) == ["InvalidParameter.Conflict"]
    assert activities(play)[0][0] == "Rejected"


def test_several_close_together() -> None:
    """The earliest runs, the others follow when the group is idle."""
    play = Cloud().enabled()
    play.hook(heartbeat_timeout=60)
    for _ in range(3):
        schedule(play)
    play.advance(HOUR)
    assert len(play.states()) == 1
    for _ in range(30):
        play.advance(10)
    assert play.states() == ["InService"] * 3


def test_its_end_is_announced() -> None:
    """Once a day in the last seven days, of tasks that recur and are enabled; receivers are told."""
    play = Cloud().enabled()
    play.ask(
        CreateNotificationConfiguration(
            scaling_group_id=play.group,
            notification_arn="acs:ess:cn-hangzhou:1:cloudmonitor",
            notification_types=["AUTOSCALING:SCHEDULE_TASK_EXPIRING"],
        )
    )
    fields = {"recurrence_type": "Weekly", "recurrence_value": "0"}
    task = schedule(play, **fields, recurrence_end_time="2026-01-15T00:00Z", scheduled_task_name="ends")
    schedule(play, **fields, recurrence_end_time="2026-01-15T00:00Z", task_enabled=False)
    schedule(play, **fields)
    schedule(play)
    play.advance(30 * DAY)
    told = [e for e in play.rehearsal.recorded if isinstance(e, ScheduledTaskExpiring)]
    assert len(told) == 7
    assert {(e.scheduled_task_id, e.scheduled_task_name, e.scaling_group_id) for e in told} == {
        (task, "ends", play.group)
    }
    assert told[0].expires_at == START.timestamp() + 14 * DAY
    due = [e for e in play.rehearsal.recorded if isinstance(e, EventNotificationDue)]
    assert [event.content["scheduledTaskName"] for event in due] == ["ends"] * 7


def test_receivers_are_told_of_its_end() -> None:
    """Those that the group's notification configurations name, each day."""
    play = Cloud().enabled()
    play.ask(
        CreateNotificationConfiguration(
            scaling_group_id=play.group,
            notification_arn=play.queue("q1"),
            notification_types=["AUTOSCALING:SCHEDULE_TASK_EXPIRING"],
        )
    )
    task = schedule(
        play, recurrence_type="Weekly", recurrence_value="0", recurrence_end_time="2026-01-15T00:00Z"
    )
    play.advance(30 * DAY)
    told = [e for e in play.rehearsal.recorded if isinstance(e, EventNotificationDue)]
    assert len(told) == 7
    assert told[0].content["scheduledTaskId"] == task
    assert told[0].content["expirationTime"] == "2026-01-15T00:00:00+00:00"


def test_what_is_under_way_when_it_is_changed() -> None:
    """A run that is being tried again is not any more."""
    play = Cloud()
    task = schedule(play)
    play.advance(HOUR + 5)
    play.ask(ModifyScheduledTask(scheduled_task_id=task, launch_time="2026-01-02T00:00Z"))
    play.enabled()
    play.advance(300)
    assert play.states() == []
