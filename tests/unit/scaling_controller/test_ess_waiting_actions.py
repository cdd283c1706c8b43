"""What holds instances at this moment, over all groups."""

from scalehook_contracts.scaling_controller.waiting_actions import ListWaitingActions
from support.scaling.cloud import Cloud


def test_waiting_actions_are_listed() -> None:
    """With the hook that holds the instances, until when, and what happens then."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=600, default_result="ABANDON")
    activity = cloud.scale(2)
    [action] = cloud.actions(activity)
    found = cloud.ask(ListWaitingActions())
    [waiting] = found.waiting_actions
    assert found.total_count == 1
    assert waiting.lifecycle_action_token == action.lifecycle_action_token
    assert waiting.scaling_activity_id == activity
    assert waiting.instance_ids == action.instance_ids
    assert waiting.deadline - waiting.started_at == 600
    assert (waiting.default_result, waiting.lifecycle_transition) == ("ABANDON", "SCALE_OUT")


def test_the_first_deadline_comes_first() -> None:
    """A long list is cut at its end, and says how long it is."""
    cloud = Cloud().enabled()
    for seconds in (900, 300, 600):
        cloud.hook(heartbeat_timeout=seconds)
    cloud.scale(1)
    found = cloud.ask(ListWaitingActions(max_results=2))
    assert [round(each.deadline - each.started_at) for each in found.waiting_actions] == [300, 600]
    assert found.total_count == 3
    until = found.waiting_actions[1].deadline
    assert cloud.ask(ListWaitingActions(until=until)).waiting_actions == found.waiting_actions
    assert cloud.ask(ListWaitingActions(until=until - 301)).waiting_actions == []


def test_what_has_ended_waits_no_more() -> None:
    """Completed by hand, or by time."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=600)
    cloud.scale(1)
    cloud.advance(600)
    assert cloud.ask(ListWaitingActions()).waiting_actions == []
