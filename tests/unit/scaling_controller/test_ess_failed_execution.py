"""Executions that failed or could not start: which end a wait, and with what result."""

from typing import Any

import pytest

from scalehook_contracts.notification_dispatcher.notifications import NotificationFailed
from scalehook_contracts.scaling_controller.actions import LifecycleActionView
from scalehook_contracts.template_engine.executions import ExecutionEnded
from support.scaling.cloud import Cloud


def ended(action: LifecycleActionView, status: str = "Failed", **parameters: Any) -> ExecutionEnded:
    given = {
        "lifecycleHookId": action.lifecycle_hook_id,
        "lifecycleActionToken": action.lifecycle_action_token,
        **parameters,
    }
    return ExecutionEnded(
        execution_id="exec-1", template_name="t", status=status, status_message="",
        parameters=given, ended_at=0,
    )  # fmt: skip


def failed(action: LifecycleActionView, result: str | None) -> NotificationFailed:
    return NotificationFailed(
        lifecycle_action_token=action.lifecycle_action_token,
        lifecycle_hook_id=action.lifecycle_hook_id,
        notification_arn="",
        attempts=1,
        reason="why",
        lifecycle_action_result=result,
    )


def waiting(default_result: str = "CONTINUE") -> tuple[Cloud, str, LifecycleActionView]:
    cloud = Cloud().enabled()
    cloud.hook(default_result=default_result)
    activity = cloud.scale(1)
    return cloud, activity, cloud.actions(activity)[0]


@pytest.mark.parametrize("result", ["CONTINUE", "ABANDON", "ROLLBACK"])
def test_the_result_that_the_execution_was_given(result: str) -> None:
    """It overrules the hook's default, in either direction."""
    cloud, activity, action = waiting("CONTINUE" if result != "CONTINUE" else "ABANDON")
    cloud.rehearsal.tell(ended(action, lifecycleActionResult=result))
    cloud.fleet()
    assert cloud.actions(activity)[0].lifecycle_action_result == result
    assert cloud.states() == (["InService"] if result == "CONTINUE" else [])


DEFAULTS = [("CONTINUE", "ABANDON"), ("ABANDON", "ABANDON"), ("ROLLBACK", "ROLLBACK")]


@pytest.mark.parametrize("result", [None, "", "RETRY", ["ABANDON"], 1])
@pytest.mark.parametrize(("default", "expected"), DEFAULTS)
def test_a_result_that_is_none(result: Any, default: str, expected: str) -> None:
    """ROLLBACK for a hook that rolls back, ABANDON for any other, as documented."""
    cloud, activity, action = waiting(default)
    cloud.rehearsal.tell(ended(action, lifecycleActionResult=result))
    [seen] = cloud.actions(activity)
    assert (seen.lifecycle_action_status, seen.lifecycle_action_result) == ("Timeout", expected)


@pytest.mark.parametrize("default", ["CONTINUE", "ABANDON", "ROLLBACK"])
def test_the_variable_stands_for_the_hooks_default(default: str) -> None:
    """Also where nobody has filled it in."""
    cloud, activity, action = waiting(default)
    cloud.rehearsal.tell(ended(action, lifecycleActionResult="${lifecycleActionResult}"))
    assert cloud.actions(activity)[0].lifecycle_action_result == default


@pytest.mark.parametrize(
    ("given", "expected"), [("", "ABANDON"), ("CONTINUE", "CONTINUE"), ("ROLLBACK", "ROLLBACK")]
)
def test_a_template_that_could_not_start(given: str, expected: str) -> None:
    """The wait ends ahead of schedule, as with one that failed; once."""
    cloud, activity, action = waiting()
    for _ in range(2):
        cloud.rehearsal.tell(failed(action, given))
        cloud.fleet()
    [seen] = cloud.actions(activity)
    assert (seen.lifecycle_action_status, seen.lifecycle_action_result) == ("Timeout", expected)
    assert cloud.states() == (["InService"] if expected == "CONTINUE" else [])


def test_a_queue_that_was_not_told() -> None:
    """Its hook has the time that is left; so has the hook of somebody else."""
    cloud, activity, action = waiting()
    cloud.rehearsal.tell(failed(action, None))
    cloud.rehearsal.tell(failed(action, "ABANDON").model_copy(update={"lifecycle_hook_id": "ash-2"}))
    assert cloud.actions(activity)[0].lifecycle_action_status == "Pending"


@pytest.mark.parametrize("status", ["Success", "Cancelled"])
def test_executions_that_did_not_fail_end_nothing(status: str) -> None:
    """They completed the action themselves, or somebody called them off."""
    cloud, activity, action = waiting()
    cloud.rehearsal.tell(ended(action, status, lifecycleActionResult="ABANDON"))
    assert cloud.actions(activity)[0].lifecycle_action_status == "Pending"


@pytest.mark.parametrize("token", [None, 5, ["x"], {"a": 1}, "", "i-0"])
def test_tokens_that_are_none(token: Any) -> None:
    """Executions take parameters of any type; a foreign one is passed over."""
    cloud, activity, action = waiting()
    cloud.rehearsal.tell(ended(action, lifecycleActionToken=token))
    assert cloud.actions(activity)[0].lifecycle_action_status == "Pending"


def test_an_execution_without_a_token() -> None:
    """One that no hook began has no such parameters."""
    cloud, activity, action = waiting()
    cloud.rehearsal.tell(ended(action).model_copy(update={"parameters": {}}))
    assert cloud.actions(activity)[0].lifecycle_action_status == "Pending"


def test_an_action_that_has_ended_already() -> None:
    """A late failure changes neither its status nor its result."""
    cloud, activity, action = waiting()
    cloud.complete(action, "CONTINUE")
    before = cloud.actions(activity)
    cloud.rehearsal.tell(ended(action, lifecycleActionResult="ABANDON"))
    assert (cloud.actions(activity), cloud.states()) == (before, ["InService"])
    assert cloud.rehearsal.machine.timers == {}


def test_on_scale_in_a_failure_ends_the_other_waits() -> None:
    """An ABANDON is an ABANDON, whoever gives it."""
    cloud = Cloud().enabled()
    cloud.scale(1)
    cloud.hook(lifecycle_transition="SCALE_IN")
    cloud.hook(lifecycle_transition="SCALE_IN")
    activity = cloud.scale(-1)
    cloud.rehearsal.tell(ended(cloud.actions(activity)[1], lifecycleActionResult="ROLLBACK"))
    assert {action.lifecycle_action_status for action in cloud.actions(activity)} == {"Timeout"}
    assert cloud.states() == ["InService"]


@pytest.mark.parametrize("other", [{}, {"lifecycleActionToken": "x", "lifecycleHookId": "y"}])
def test_a_template_that_knows_no_token(other: dict[str, str]) -> None:
    """An execution that a hook began ends its wait, whatever parameters it had."""
    cloud, activity, action = waiting()
    event = ended(action).model_copy(
        update={"parameters": other, "client_token": action.lifecycle_action_token}
    )
    cloud.rehearsal.tell(event)
    [seen] = cloud.actions(activity)
    assert (seen.lifecycle_action_status, seen.lifecycle_action_result) == ("Timeout", "ABANDON")


def test_names_of_parameters_in_any_letter_case() -> None:
    """As OOS takes them."""
    cloud, activity, action = waiting()
    event = ended(action, lifecycleActionResult="CONTINUE")
    upper = {name.upper(): value for name, value in event.parameters.items()}
    cloud.rehearsal.tell(event.model_copy(update={"parameters": upper}))
    assert cloud.actions(activity)[0].lifecycle_action_result == "CONTINUE"
