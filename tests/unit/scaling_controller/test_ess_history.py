"""What is over is forgotten in the end, and is not shown any more by then."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from scalehook.scaling_controller.service import SERVICE
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import DescribeLifecycleActions
from scalehook_contracts.scaling_controller.activities import (
    DescribeScalingActivities,
    DescribeScalingActivityDetail,
)
from scalehook_contracts.scaling_controller.rules import ExecuteScalingRule
from support.scaling.cloud import REGION, Cloud

DAY = 86_400


def cloud(**settings: Any) -> Cloud:
    return Cloud(rehearsal=Rehearsal(SERVICE, Settings(**settings))).enabled()


def shown(cloud: Cloud, **asked: Any) -> list[str]:
    page = cloud.ask(DescribeScalingActivities(region_id=REGION, **asked))
    assert page.total_count == len(page.scaling_activities)
    return [activity.scaling_activity_id for activity in page.scaling_activities]


def test_activities_are_shown_for_thirty_days() -> None:
    """Whether they are asked for by their group, their status or their ids."""
    play = cloud()
    first = play.scale(1)
    play.advance(29 * DAY)
    second = play.scale(1)
    group, both = {"scaling_group_id": play.group}, {"scaling_activity_ids": [first, second]}
    assert shown(play, **group) == shown(play, **both) == [second, first]
    play.advance(2 * DAY)
    for asked in (group, both, {**group, "status_code": "Successful"}):
        assert shown(play, **asked) == [second]
    assert shown(play, **group, status_code="InProgress") == []


def test_what_an_activity_did_goes_with_it() -> None:
    """Its detail and its actions are those of an activity that never was."""
    play = cloud()
    play.hook()
    activity = play.scale(1)
    [action] = play.actions(activity)
    play.complete(action)
    play.advance(31 * DAY)
    for command in (DescribeScalingActivityDetail, DescribeLifecycleActions):
        with pytest.raises(ApiError, match="ScalingActivityId"):
            play.ask(command(scaling_activity_id=activity))
    play.scale(-1)
    with pytest.raises(ApiError):
        play.complete(action)
    assert activity not in play.rehearsal.state.activities


def test_an_activity_that_goes_on_is_no_history() -> None:
    """However long the fleet takes."""
    play = cloud()
    activity = play.execute(play.rule(1))
    play.rehearsal.advance(40 * DAY)
    assert shown(play, scaling_group_id=play.group) == [activity]
    assert shown(play, scaling_group_id=play.group, status_code="InProgress") == [activity]


def test_instances_outlive_the_activity_that_made_them() -> None:
    """They are found, and removed, as before."""
    play = cloud(history_most=1)
    made = play.scale(2)
    play.scale(-1)
    assert made not in play.rehearsal.state.activities
    assert play.states() == ["InService"]
    play.scale(-1)
    assert play.states() == []


def test_too_many_are_forgotten() -> None:
    """The oldest first, however young they are."""
    play = cloud(history_most=3)
    activities = [play.scale(by) for by in (1, -1, 1, -1, 1)]
    assert shown(play, scaling_group_id=play.group) == activities[:1:-1]


def test_a_client_token_is_good_for_a_day() -> None:
    """Then the same call is a new one, whose token is good for a day again."""
    play = cloud()
    rule = play.rule(1)
    first = play.execute(rule, "t1")
    play.fleet()
    play.advance(DAY - 1)
    assert play.execute(rule, "t1") == first
    play.advance(2)
    second = play.execute(rule, "t1")
    assert second != first
    play.fleet()
    assert play.execute(rule, "t1") == second
    assert len(play.rehearsal.state.client_calls) == len(play.rehearsal.state.used) == 1


def test_the_client_token_of_a_completion_goes_with_its_activity() -> None:
    """Until then it is that completion's, after a restart, too; then it is free."""
    play = cloud()
    play.hook()
    [first] = play.actions(play.scale(1))
    play.complete(first, token="t")
    play.advance(29 * DAY)
    [second] = play.actions(play.scale(1))
    play.rehearsal.restart()
    with pytest.raises(ApiError, match="client token"):
        play.complete(second, token="t")
    play.advance(2 * DAY)
    [third] = play.actions(play.scale(1))
    play.complete(third)
    activity = play.scale(1)
    play.complete(play.actions(activity)[0], token="t")
    assert play.actions(activity)[0].lifecycle_action_status == "Completed"
    assert play.rehearsal.state.catalogue.completed.keys() == {"t"}


def test_client_tokens_are_forgotten() -> None:
    """By their time, and when there are too many."""
    play = cloud(history_most=2, client_token_hours=1)
    up, down = play.rule(1), play.rule(-1)
    for token, rule in enumerate((up, down, up, down)):
        play.execute(rule, f"t{token}")
        play.fleet()
    assert [key.rpartition("/")[2] for key in play.rehearsal.state.client_calls] == ["t2", "t3"]
    play.advance(3601)
    play.execute(up, "t5")
    assert [key.rpartition("/")[2] for key in play.rehearsal.state.client_calls] == ["t5"]


def test_what_was_forgotten_stays_so() -> None:
    """Replayed, and read from a snapshot, in which nothing is kept twice."""
    play = cloud(history_most=2)
    up, down = play.rule(1), play.rule(-1)
    for number, rule in enumerate((up, down, up, down, up)):
        play.execute(rule, f"t{number}")
        play.fleet()
    before = play.rehearsal.state
    play.rehearsal.restart()
    adapter = TypeAdapter(State)
    for again in (play.rehearsal.state, adapter.validate_json(adapter.dump_json(before))):
        assert again == before
        assert (again.ended, again.used) == (before.ended, before.used)
        assert again.catalogue.activities.keys() == before.catalogue.activities.keys()
        assert again.catalogue.completed == before.catalogue.completed
    assert set(adapter.dump_python(before)) == {
        "groups", "hooks", "activities", "receivers", "resources", "client_calls", "known_instances",
        "blueprints", "alarms", "scheduled_tasks", "launch_templates", "v_switch_zones",
    }  # fmt: skip


def test_a_snapshot_of_an_earlier_version() -> None:
    """It has indexes of its own, and does not say when tokens were used: they are answered as ever, and
    forgotten with the next one.
    """
    play = cloud()
    play.hook()
    rule = play.rule(2)
    activity = play.execute(rule, "t1")
    play.fleet()
    old = TypeAdapter(State).dump_python(play.rehearsal.state, mode="json")
    old["places"] = {}
    for call in old["client_calls"].values():
        del call["used_at"]
    for group in old["groups"].values():
        group["hook_ids"] = list(old["hooks"])
    play.rehearsal.machine.state = TypeAdapter(State).validate_python(old)
    assert play.execute(rule, "t1") == activity
    [action] = play.actions(activity)
    play.complete(action)
    assert play.states() == ["InService"] * 2
    with pytest.raises(ApiError, match="Idempotent"):
        play.ask(ExecuteScalingRule(scaling_rule_ari=play.rule(3), client_token="t1"))
    play.execute(play.rule(-1), "t2")
    assert [key.rpartition("/")[2] for key in play.rehearsal.state.client_calls] == ["t2"]
