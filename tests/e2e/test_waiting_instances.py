"""How a waiting instance goes on: completed, extended, abandoned, rolled back, timed out."""

import pytest

from support.cloud.clients import Clients
from support.cloud.group import Group
from support.cloud.process import StackProcess
from support.cloud.refusals import refused

BOOT = 5


def test_a_scale_out_without_hooks(process: StackProcess, clients: Clients) -> None:
    """The instances go into service when they have started."""
    group = Group(clients)
    group.execute(group.rule(2))
    process.advance(BOOT)
    assert group.states() == ["InService", "InService"]
    seen = group.describe()
    assert (seen.total_capacity, seen.active_capacity, seen.pending_wait_capacity) == (2, 2, 0)


@pytest.mark.parametrize(
    ("result", "states", "status"),
    [
        ("CONTINUE", ["InService"], "Successful"),
        ("ABANDON", [], "Failed"),
        ("ROLLBACK", [], "Failed"),
    ],
)
def test_completing_a_scale_out(
    process: StackProcess, clients: Clients, result: str, states: list[str], status: str
) -> None:
    """CONTINUE puts the instance into service; ABANDON and ROLLBACK release it."""
    group = Group(clients)
    hook = group.hook()
    activity = group.execute(group.rule(1))
    process.advance(BOOT)
    assert group.states() == ["Pending:Wait"]
    assert group.describe().pending_wait_capacity == 1
    [action] = group.actions(activity)
    group.complete(hook, action.lifecycle_action_token, result)
    process.advance(0)
    assert group.states() == states
    assert group.activities()[0].status_code == status
    with refused("LifecycleHookIdAndLifecycleActionToken.Invalid"):
        group.complete(hook, action.lifecycle_action_token, result)


@pytest.mark.parametrize(
    ("result", "states"),
    [("CONTINUE", []), ("ABANDON", []), ("ROLLBACK", ["InService"])],
)
def test_completing_a_scale_in(
    process: StackProcess, clients: Clients, result: str, states: list[str]
) -> None:
    """ROLLBACK keeps the instance; the others let it go."""
    group = Group(clients)
    group.execute(group.rule(1))
    process.advance(BOOT)
    hook = group.hook(lifecycle_transition="SCALE_IN")
    activity = group.execute(group.rule(-1))
    process.advance(BOOT)
    assert group.states() == ["Removing:Wait"]
    group.complete(hook, group.actions(activity)[0].lifecycle_action_token, result)
    process.advance(BOOT)
    assert group.states() == states


def test_a_time_out_applies_the_default_result(process: StackProcess, clients: Clients) -> None:
    """Not a second early."""
    group = Group(clients)
    group.hook(default_result="ABANDON", heartbeat_timeout=300)
    activity = group.execute(group.rule(1))
    process.advance(BOOT)
    process.advance(300 - BOOT - 1)
    assert group.states() == ["Pending:Wait"]
    process.advance(BOOT + 1)
    assert group.states() == []
    assert group.actions(activity)[0].lifecycle_action_status == "Timeout"


def test_heartbeats_extend_and_have_limits(process: StackProcess, clients: Clients) -> None:
    """Twenty extensions, and six hours in all."""
    group = Group(clients)
    hook = group.hook(heartbeat_timeout=30)
    activity = group.execute(group.rule(1))
    process.advance(BOOT)
    token = group.actions(activity)[0].lifecycle_action_token
    with refused("InvalidParamter"):
        group.heartbeat(hook, token, 29)
    for _ in range(20):
        group.heartbeat(hook, token, 30)
        process.advance(25)
    assert group.states() == ["Pending:Wait"]
    with refused("LifecycleAction.RecordTimesExceeded"):
        group.heartbeat(hook, token, 30)
    process.advance(30)
    assert group.states() == ["InService"]


def test_one_activity_at_a_time(process: StackProcess, clients: Clients) -> None:
    """While a hook waits the group is busy; a client token gives the first activity again."""
    group = Group(clients)
    group.hook()
    ari = group.rule(1)
    activity = group.execute(ari, token="same")
    assert group.execute(ari, token="same") == activity
    with refused("ScalingActivityInProgress"):
        group.execute(ari)
    process.advance(BOOT)
    with refused("ScalingActivityInProgress"):
        group.execute(ari, token="other")
