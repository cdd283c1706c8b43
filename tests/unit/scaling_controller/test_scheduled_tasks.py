"""Scheduled tasks: made and changed, described, and refused as documented."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from scalehook.kit.clock.moments import iso_minutes
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.scaling_controller.task_checks import SIZES
from scalehook.testing.rehearsal import START
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.scheduled_tasks import (
    CreateScheduledTask,
    DeleteScheduledTask,
    DescribeScheduledTasks,
    ModifyScheduledTask,
    ScheduledTaskView,
)
from support.scaling.cloud import ACCOUNT, REGION, Cloud

NOON, DAY = "2026-01-01T12:00Z", 86_400


def create(play: Cloud, **said: Any) -> str:
    """A task that executes a rule of +1 at noon."""
    if not {"scheduled_action", "scaling_group_id"} & said.keys():
        said["scheduled_action"] = play.rule(1)
    usual = {"region_id": REGION, "launch_time": NOON}
    return str(play.ask(CreateScheduledTask(**usual | said)).scheduled_task_id)


def described(play: Cloud, **asked: Any) -> list[ScheduledTaskView]:
    return list(play.ask(DescribeScheduledTasks(region_id=REGION, **asked)).scheduled_tasks)


def code(play: Cloud, command: Any) -> str:
    """What it is refused with; nothing is kept of it."""
    kept = len(play.rehearsal.journal)
    with pytest.raises(ApiError) as caught:
        play.ask(command)
    assert len(play.rehearsal.journal) == kept
    return str(caught.value)


def refusal(play: Cloud, **said: Any) -> str:
    usual = {"region_id": REGION, "launch_time": NOON}
    return code(play, CreateScheduledTask(**usual | said))


def test_everything_is_described() -> None:
    """What was said, and the documented defaults."""
    play = Cloud()
    said = {
        "scheduled_task_name": "nightly",
        "description": "every night",
        "recurrence_type": "Daily",
        "recurrence_value": "1",
        "recurrence_end_time": "2026-06-01T00:00Z",
        "launch_expiration_time": 0,
        "task_enabled": False,
    }
    ari = play.rule(1)
    task_id = create(play, scheduled_action=ari, **said)
    (view,) = described(play)
    shown = view.model_dump(exclude_none=True)
    assert shown == {
        "scheduled_task_id": task_id, "scheduled_action": ari, "launch_time": NOON, **said,
    }  # fmt: skip
    sizes = {"scaling_group_id": play.group, "min_value": 0, "max_value": 7}
    other = described(play, scheduled_task_ids=[create(play, **sizes)])[0]
    assert other.scheduled_task_name == other.scheduled_task_id
    assert (other.task_enabled, other.launch_expiration_time) == (True, 600)
    assert other.model_dump(include=set(sizes)) == sizes
    assert (other.scheduled_action, other.recurrence_type, other.desired_capacity) == (None, None, None)


@pytest.mark.parametrize(("version", "most"), [("2014-08-28", 21_600), ("2022-02-22", 1800)])
def test_how_long_a_run_is_tried_again(version: str, most: int) -> None:
    """The later version of the API allows half an hour; what the earlier one has allowed stays."""
    play = Cloud()
    ari, refused = play.rule(1), 'The specified value of parameter "LaunchExpirationTime" is not valid.'
    task = create(play, scheduled_action=ari, launch_expiration_time=most, version=version)
    modify = ModifyScheduledTask(scheduled_task_id=task, version=version, launch_expiration_time=most)
    play.ask(modify)
    if most == 1800:
        too_long = {"version": version, "launch_expiration_time": most + 1}
        assert refusal(play, scheduled_action=ari, **too_long).endswith(refused)
        assert code(play, modify.model_copy(update=too_long)).endswith(refused)
        play.ask(ModifyScheduledTask(scheduled_task_id=task, launch_expiration_time=21_600))
        play.ask(ModifyScheduledTask(scheduled_task_id=task, version=version, task_enabled=False))
        assert described(play)[0].launch_expiration_time == 21_600


def test_filters() -> None:
    """Each of them, and together; what does not exist is passed over."""
    play = Cloud()
    ari = play.rule(1)
    one = create(play, scheduled_action=ari, scheduled_task_name="one")
    two = create(
        play,
        scaling_group_id=play.group,
        max_value=9,
        scheduled_task_name="two",
        recurrence_type="Weekly",
        recurrence_value="1",
        task_enabled=False,
    )
    asked: list[tuple[dict[str, Any], list[str]]] = [
        ({}, [one, two]),
        ({"scheduled_task_ids": [two, "none", two]}, [two]),
        ({"scheduled_task_names": ["one", "none"]}, [one]),
        ({"scheduled_task_names": ["one", "two"], "task_name": "two"}, [two]),
        ({"scheduled_actions": [ari]}, [one]),
        ({"scaling_group_id": play.group}, [one, two]),
        ({"scaling_group_id": "none"}, []),
        ({"recurrence_type": "Weekly"}, [two]),
        ({"recurrence_value": "1"}, [two]),
        ({"recurrence_type": "Daily"}, []),
        ({"task_enabled": True}, [one]),
        ({"task_enabled": False, "task_name": "one"}, []),
        ({"page_size": 1, "page_number": 2}, [two]),
    ]
    for filters, expected in asked:
        assert [view.scheduled_task_id for view in described(play, **filters)] == expected, filters


def test_actions_that_are_refused() -> None:
    """Either a rule of this region that exists, or sizes of a group."""
    play = Cloud()
    ari, group = play.rule(1), play.group
    assert "InvalidParameter.Conflict" in refusal(play, scheduled_action=ari, scaling_group_id=group)
    assert "InvalidParameter.Conflict" in refusal(play, scheduled_action=ari, max_value=1)
    assert '"ScheduledAction" that is mandatory' in refusal(play)
    assert '"ScalingGroupId" that is mandatory' in refusal(play, min_value=1)
    assert '"MinValue" that is mandatory' in refusal(play, scaling_group_id=group)
    elsewhere = ari.replace(REGION, "cn-beijing")
    assert refusal(play, scheduled_action=elsewhere) == (
        "ScheduledAction.RegionMismatch: The specified scheduled task and the specified scheduled "
        "action are not in the same Region."
    )
    for unknown in ("asr-1", ari + "x", ari.replace(ACCOUNT, "1")):
        assert "InvalidScalingRuleAri.NotFound" in refusal(play, scheduled_action=unknown)
    assert "InvalidScalingGroupId.NotFound" in refusal(play, scaling_group_id="asg-0", min_value=1)
    sizes: list[dict[str, int]] = [
        {"min_value": 3, "max_value": 2},
        {"min_value": 3, "desired_capacity": 2},
        {"max_value": 1, "desired_capacity": 2},
    ]
    for given in sizes:
        assert "InvalidParameter.Conflict" in refusal(play, scaling_group_id=group, **given)
    assert '"DesiredCapacity" is not' in refusal(play, scaling_group_id=group, desired_capacity=2)
    assert "InvalidRegionId.NotFound" in refusal(play, region_id="cn-beijing", scheduled_action=ari)


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"launch_time": ""}, '"LaunchTime" that is mandatory'),
        ({"launch_time": "tomorrow"}, '"LaunchTime" is not'),
        ({"launch_time": "2026-01-01T12:00:00Z"}, '"LaunchTime" is not'),
        ({"launch_time": "2026-04-01T00:01Z"}, '"LaunchTime" is not'),  # 90 days and a minute
        ({"launch_time": "2026-01-01T00:00Z"}, '"LaunchTime" is not'),  # now
        ({"recurrence_type": "Daily"}, '"RecurrenceValue" that is mandatory'),
        ({"recurrence_value": "1"}, '"RecurrenceType" that is mandatory'),
        ({"recurrence_end_time": "2026-02-01T00:00Z"}, '"RecurrenceType" that is mandatory'),
        ({"recurrence_type": "Daily", "recurrence_value": "32"}, '"RecurrenceValue" is not'),
        ({"recurrence_type": "Monthly", "recurrence_value": "3"}, '"RecurrenceValue" is not'),
        (
            {"recurrence_type": "Cron", "recurrence_value": "0 0 31 4 *", "launch_time": ""},
            '"RecurrenceValue" is not',
        ),
        (
            {"recurrence_type": "Daily", "recurrence_value": "1",
             "recurrence_end_time": "2027-01-01T00:01Z"},
            '"RecurrenceEndTime" is not',
        ),
        (
            {"recurrence_type": "Daily", "recurrence_value": "1",
             "recurrence_end_time": "2026-01-01T11:59Z"},
            '"RecurrenceEndTime" is not',
        ),
    ],
)  # fmt: skip
def test_times_that_are_refused(said: dict[str, str], named: str) -> None:
    """Too far, over already, not written as documented, or never."""
    play = Cloud()
    assert named in refusal(play, scheduled_action=play.rule(1), **said)


@pytest.mark.parametrize(
    "said",
    [
        {"launch_time": "2026-04-01T00:00Z"},
        {"recurrence_type": "Daily", "recurrence_value": "31",
         "recurrence_end_time": "2027-01-01T00:00Z"},
        {"recurrence_type": "Weekly", "recurrence_value": "0,6", "launch_time": "2025-01-01T00:00Z"},
        {"recurrence_type": "Cron", "recurrence_value": "0 9 L * *", "launch_time": ""},
        {"scheduled_task_name": "a" * 64, "description": "ab", "launch_expiration_time": 21600},
        {"scheduled_task_name": "a1", "description": "b" * 200},
    ],
)  # fmt: skip
def test_limits_that_are_just_met(said: dict[str, Any]) -> None:
    """90 days, 365 days, and the lengths of names and texts."""
    play = Cloud()
    assert create(play, **said)


@pytest.mark.parametrize(
    "said",
    [
        {"scheduled_task_name": "a"}, {"scheduled_task_name": "a" * 65}, {"scheduled_task_name": "-ab"},
        {"description": "b"}, {"description": "b" * 201}, {"launch_expiration_time": -1},
        {"launch_expiration_time": 21601}, {"recurrence_type": "Yearly"}, {"min_value": -1},
        {"max_value": 2**31},
    ],
)  # fmt: skip
def test_values_beyond_the_limits(said: dict[str, Any]) -> None:
    """The contract refuses them."""
    with pytest.raises(ValidationError):
        CreateScheduledTask(region_id=REGION, **said)


@pytest.mark.parametrize(("field", "name"), SIZES.items())
def test_sizes_that_no_group_has(field: str, name: str) -> None:
    """The setting that limits groups limits what tasks make of them."""
    play = Cloud()
    assert refusal(play, scaling_group_id=play.group, **{field: 2001}) == (
        f'InvalidParameter: The specified value of parameter "{name}" is not valid.'
    )


def test_names_are_unique() -> None:
    """When a task is made, and when it is renamed: with texts of their own."""
    play = Cloud()
    create(play, scheduled_task_name="taken")
    other = create(play)
    assert refusal(play, scheduled_action=play.rule(1), scheduled_task_name="taken") == (
        "InvalidScheduledTaskName.Duplicate: The specified value of parameter ScheduledTaskName is "
        "duplicated."
    )
    rename = ModifyScheduledTask(scheduled_task_id=other, scheduled_task_name="taken")
    assert code(play, rename) == (
        "InvalidScheduledTaskName.Duplicate: The specified value of parameter ScheduledTaskNameis "
        "duplicated."
    )
    play.ask(ModifyScheduledTask(scheduled_task_id=other, scheduled_task_name="free"))
    play.ask(ModifyScheduledTask(scheduled_task_id=other, scheduled_task_name="free"))
    assert len(described(play, scheduled_task_names=["free"])) == 1


def test_the_quota() -> None:
    """A setting says how many there may be."""
    play = Cloud()
    play.rehearsal.machine.settings = Settings(max_scheduled_tasks=1)
    create(play)
    assert refusal(play, scheduled_action=play.rule(1)) == (
        "QuotaExceeded.ScheduledTask: Scheduled task quota exceeded."
    )


@pytest.mark.parametrize("command", [ModifyScheduledTask, DeleteScheduledTask])
def test_a_task_that_is_not_there(command: Any) -> None:
    """With its documented text."""
    assert code(Cloud(), command(scheduled_task_id="none")) == (
        "InvalidScheduledTaskId.NotFound: The specified scheduled task does not exist."
    )


def test_modify() -> None:
    """What is not given stays; the other kind of action takes the place of the first."""
    play = Cloud()
    task = create(play, description="first", recurrence_type="Daily", recurrence_value="2")
    play.ask(ModifyScheduledTask(scheduled_task_id=task, scaling_group_id=play.group, max_value=9))
    (view,) = described(play)
    assert (view.scheduled_action, view.scaling_group_id, view.max_value) == (None, play.group, 9)
    assert (view.description, view.recurrence_value, view.launch_time) == ("first", "2", NOON)
    ari = play.rule(2)
    play.ask(ModifyScheduledTask(scheduled_task_id=task, scheduled_action=ari, recurrence_value="3"))
    (view,) = described(play, scheduled_actions=[ari], recurrence_value="3")
    assert (view.scaling_group_id, view.max_value) == (None, None)
    assert described(play, recurrence_value="2") == []


def test_modify_is_checked() -> None:
    """What is changed, together with what stays."""
    play = Cloud()
    task = create(play, scaling_group_id=play.group, min_value=3)

    def changed(**said: Any) -> str:
        return code(play, ModifyScheduledTask(scheduled_task_id=task, **said))

    assert "InvalidParameter.Conflict" in changed(max_value=2)
    assert "MissingParameter" in changed(recurrence_type="Daily")
    assert '"LaunchTime" is not' in changed(launch_time="2025-12-31T00:00Z")
    assert "InvalidScalingGroupId.NotFound" in changed(scaling_group_id="asg-0")
    assert "ScheduledAction.RegionMismatch" in changed(
        scheduled_action=play.rule(1).replace(REGION, "cn-beijing")
    )


def test_a_task_whose_time_is_over() -> None:
    """It stays listed, can be renamed, and can be given another time."""
    play = Cloud().enabled()
    task = create(play)
    play.advance(DAY)
    play.ask(ModifyScheduledTask(scheduled_task_id=task, description="over"))
    assert described(play)[0].description == "over"
    assert not [key for key in play.rehearsal.machine.timers if key.startswith("scheduled-task")]
    later = iso_minutes(play.rehearsal.now.replace(hour=23))
    play.ask(ModifyScheduledTask(scheduled_task_id=task, launch_time=later))
    play.advance(DAY)
    assert len(play.states()) == 2


def test_delete() -> None:
    """Nothing runs any more."""
    play = Cloud().enabled()
    task = create(play)
    play.ask(DeleteScheduledTask(scheduled_task_id=task))
    assert described(play) == []
    assert play.rehearsal.state.catalogue.scheduled_tasks.things == {}
    play.advance(DAY)
    assert play.states() == []


def test_kept() -> None:
    """In the journal and in a snapshot, with what tasks are found by."""
    play = Cloud()
    create(play, scheduled_task_name="kept")
    before = play.rehearsal.state
    adapter = TypeAdapter(State)
    play.rehearsal.restart()
    for again in (play.rehearsal.state, adapter.validate_json(adapter.dump_json(before))):
        assert again == before
        assert len(again.catalogue.scheduled_tasks.find([("name", "kept")])) == 1
    assert START.year == 2026
