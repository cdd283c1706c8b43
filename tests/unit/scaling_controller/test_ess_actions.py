"""Lifecycle actions: completed once, extended within limits, ended by failed executions."""

import pytest

from scalehook_contracts.errors import ApiError
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    DescribeLifecycleActions,
    LifecycleActionEnded,
    LifecycleActionView,
)
from scalehook_contracts.template_engine.executions import ExecutionEnded
from support.scaling.cloud import Cloud

OVER = "LifecycleHookIdAndLifecycleActionToken.Invalid"


@pytest.fixture
def cloud() -> Cloud:
    """A group with a waiting instance."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=600)
    return cloud


def waiting(cloud: Cloud) -> tuple[str, LifecycleActionView]:
    activity = cloud.scale(1)
    return activity, cloud.actions(activity)[0]


def failed(action: LifecycleActionView, **parameters: str) -> ExecutionEnded:
    return ExecutionEnded(
        execution_id="exec-1",
        template_name="t",
        status="Failed",
        status_message="",
        parameters={
            "lifecycleHookId": action.lifecycle_hook_id,
            "lifecycleActionToken": action.lifecycle_action_token,
            "lifecycleActionResult": "ABANDON",
            **parameters,
        },
        ended_at=0,
    )


def test_a_second_completion_is_refused(cloud: Cloud) -> None:
    """Whatever its result."""
    _, action = waiting(cloud)
    cloud.complete(action)
    with pytest.raises(ApiError) as caught:
        cloud.complete(action, "ABANDON")
    assert caught.value.code == OVER


def test_an_end_says_whether_anybody_was_to_be_told_of_the_wait() -> None:
    """Of each hook by itself."""
    cloud = Cloud().enabled()
    named = cloud.hook(notification_arn=cloud.queue("q"))
    silent = cloud.hook()
    for action in cloud.actions(cloud.scale(1)):
        cloud.complete(action)
    ends = [each for each in cloud.rehearsal.recorded if isinstance(each, LifecycleActionEnded)]
    assert {each.lifecycle_hook_id: each.notifies for each in ends} == {named: True, silent: False}


def test_the_same_client_token_is_answered_the_same(cloud: Cloud) -> None:
    """Another result under it is another request; under another token it comes too late."""
    _, action = waiting(cloud)
    cloud.complete(action, "CONTINUE", token="t1")
    cloud.complete(action, "CONTINUE", token="t1")
    for token, code in [("t1", "IdempotentParameterMismatch"), ("t2", OVER)]:
        with pytest.raises(ApiError) as caught:
            cloud.complete(action, "ABANDON", token=token)
        assert caught.value.code == code


def test_the_token_of_another_hook(cloud: Cloud) -> None:
    """Hook and token must belong together."""
    _, action = waiting(cloud)
    other = cloud.hook()
    command = CompleteLifecycleAction(
        lifecycle_hook_id=other, lifecycle_action_token=action.lifecycle_action_token
    )
    with pytest.raises(ApiError) as caught:
        cloud.ask(command)
    assert caught.value.code == OVER


def test_no_result_means_the_hooks_default() -> None:
    """As the newer pages say."""
    cloud = Cloud().enabled()
    cloud.hook(default_result="ABANDON")
    _, action = waiting(cloud)
    cloud.complete(action)
    assert cloud.states() == []


def test_a_heartbeat_counts_from_now(cloud: Cloud) -> None:
    """Also when that is earlier than the old deadline."""
    activity, action = waiting(cloud)
    cloud.advance(100)
    cloud.heartbeat(action, 60)
    cloud.advance(59)
    assert cloud.actions(activity)[0].lifecycle_action_status == "Pending"
    cloud.advance(1)
    assert cloud.actions(activity)[0].lifecycle_action_status == "Timeout"


def test_twenty_heartbeats_and_no_more(cloud: Cloud) -> None:
    """The twenty-first has its own code, and the wait goes on to its deadline."""
    activity, action = waiting(cloud)
    for _ in range(20):
        cloud.heartbeat(action, 30)
        cloud.advance(29)
    with pytest.raises(ApiError) as caught:
        cloud.heartbeat(action, 30)
    assert caught.value.code == "LifecycleAction.RecordTimesExceeded"
    cloud.advance(1)
    assert cloud.actions(activity)[0].lifecycle_action_status == "Timeout"


def test_six_hours_in_all(cloud: Cloud) -> None:
    """Counted from the start of the wait; exactly six hours are fine."""
    _, action = waiting(cloud)
    cloud.advance(100)
    with pytest.raises(ApiError) as caught:
        cloud.heartbeat(action, 21501)
    assert caught.value.code == "LifecycleAction.TimeExceeded"
    cloud.heartbeat(action, 21500)


def test_a_heartbeat_after_the_end(cloud: Cloud) -> None:
    """Too late."""
    _, action = waiting(cloud)
    cloud.complete(action)
    with pytest.raises(ApiError) as caught:
        cloud.heartbeat(action, 60)
    assert caught.value.code == OVER


def test_a_failed_execution_ends_the_wait_ahead_of_schedule(cloud: Cloud) -> None:
    """With its lifecycleActionResult."""
    activity, action = waiting(cloud)
    cloud.rehearsal.tell(failed(action))
    cloud.fleet()
    [ended] = cloud.actions(activity)
    assert (ended.lifecycle_action_status, ended.lifecycle_action_result) == ("Timeout", "ABANDON")
    assert cloud.states() == []


@pytest.mark.parametrize(
    "change", [{"lifecycleHookId": "ash-other"}, {"lifecycleActionToken": "UNKNOWN"}]
)
def test_executions_that_are_none_of_its_business(cloud: Cloud, change: dict[str, str]) -> None:
    """Another hook, an unknown token, a success: nothing happens."""
    activity, action = waiting(cloud)
    cloud.rehearsal.tell(failed(action, **change))
    cloud.rehearsal.tell(failed(action).model_copy(update={"status": "Success"}))
    assert cloud.actions(activity)[0].lifecycle_action_status == "Pending"


def test_actions_in_pages() -> None:
    """The token of the last page is empty; one that is none is refused."""
    cloud = Cloud().enabled()
    for _ in range(5):
        cloud.hook()
    activity = cloud.scale(1)
    command = DescribeLifecycleActions(scaling_activity_id=activity, max_results=2)
    seen = []
    token = ""
    while True:
        page = cloud.ask(command.model_copy(update={"next_token": token}))
        seen += page.lifecycle_actions
        token = page.next_token
        if not token:
            break
    assert seen == cloud.actions(activity)
    with pytest.raises(ApiError) as caught:
        cloud.ask(command.model_copy(update={"next_token": "x"}))
    assert caught.value.code == "InvalidParameter"
