"""RecordLifecycleActionHeartbeat: what an extension counts from, and what it touches."""

import pytest
from pydantic import ValidationError

from scalehook_contracts.errors.common import IdempotentParameterMismatch
from scalehook_contracts.errors.scaling import (
    LifecycleActionRecordTimesExceeded,
    LifecycleActionTimeExceeded,
    NoSuchLifecycleAction,
)
from scalehook_contracts.scaling_controller.actions import (
    CompleteLifecycleAction,
    LifecycleActionExtended,
    RecordLifecycleActionHeartbeat,
)
from support.scaling.cloud import Cloud


@pytest.fixture
def cloud() -> Cloud:
    """A group whose two hooks hold one instance."""
    cloud = Cloud().enabled()
    cloud.hook(heartbeat_timeout=60)
    cloud.hook(heartbeat_timeout=60)
    return cloud


def test_an_extension_is_for_one_hook_alone(cloud: Cloud) -> None:
    """The other one times out as it would have."""
    activity = cloud.scale(1)
    cloud.heartbeat(cloud.actions(activity)[0], 61)
    cloud.advance(60)
    statuses = [action.lifecycle_action_status for action in cloud.actions(activity)]
    assert statuses == ["Pending", "Timeout"]
    cloud.advance(1)
    assert cloud.states() == ["InService"]


def test_the_new_deadline_is_told(cloud: Cloud) -> None:
    """Now plus the given seconds; 600 where none are given."""
    action = cloud.actions(cloud.scale(1))[0]
    cloud.advance(10)
    cloud.ask(
        RecordLifecycleActionHeartbeat(
            lifecycle_hook_id=action.lifecycle_hook_id,
            lifecycle_action_token=action.lifecycle_action_token,
        )
    )
    told = cloud.rehearsal.recorded[-1]
    assert isinstance(told, LifecycleActionExtended)
    assert told.deadline == cloud.rehearsal.now.timestamp() + 600


def test_refused_extensions_do_not_count(cloud: Cloud) -> None:
    """Twenty good ones are still possible after a bad one."""
    action = cloud.actions(cloud.scale(1))[0]
    cloud.advance(1)
    with pytest.raises(LifecycleActionTimeExceeded):
        cloud.heartbeat(action, 21600)
    for _ in range(20):
        cloud.heartbeat(action, 21599)
    with pytest.raises(LifecycleActionRecordTimesExceeded):
        cloud.heartbeat(action, 30)


def test_a_timed_out_action_is_neither_extended_nor_completed(cloud: Cloud) -> None:
    """Even while another hook holds the same instance."""
    activity = cloud.scale(1)
    first, second = cloud.actions(activity)
    cloud.heartbeat(second, 600)
    cloud.advance(60)
    with pytest.raises(NoSuchLifecycleAction):
        cloud.heartbeat(first, 60)
    with pytest.raises(NoSuchLifecycleAction):
        cloud.complete(first)
    assert cloud.states() == ["Pending:Wait"]


def test_the_token_of_another_hook_is_not_extended(cloud: Cloud) -> None:
    """Hook and token must belong together."""
    first, second = cloud.actions(cloud.scale(1))
    mixed = first.model_copy(update={"lifecycle_hook_id": second.lifecycle_hook_id})
    with pytest.raises(NoSuchLifecycleAction):
        cloud.heartbeat(mixed, 60)


def test_a_client_token_belongs_to_one_action(cloud: Cloud) -> None:
    """Under the same ClientToken the other action is another request; an absent one repeats nothing."""
    activity = cloud.scale(1)
    first, second = cloud.actions(activity)
    cloud.complete(first, "CONTINUE", token="t")
    with pytest.raises(IdempotentParameterMismatch):
        cloud.complete(second, "CONTINUE", token="t")
    assert cloud.states() == ["Pending:Wait"]
    cloud.complete(second, "CONTINUE", token="u")
    assert cloud.states() == ["InService"]
    recorded = len(cloud.rehearsal.recorded)
    cloud.complete(second, "CONTINUE", token="u")
    assert len(cloud.rehearsal.recorded) == recorded
    with pytest.raises(IdempotentParameterMismatch):
        cloud.complete(second, "ABANDON", token="u")
    with pytest.raises(NoSuchLifecycleAction):
        cloud.complete(second, "CONTINUE")


def test_a_client_token_has_at_most_64_characters() -> None:
    """A longer one does not fit the contract."""
    whole = {"LifecycleHookId": "ash-1", "LifecycleActionToken": "T", "ClientToken": "x" * 64}
    CompleteLifecycleAction.model_validate(whole)
    with pytest.raises(ValidationError):
        CompleteLifecycleAction.model_validate({**whole, "ClientToken": "x" * 65})
