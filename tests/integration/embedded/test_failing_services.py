"""A service that fails: nothing is lost, and dead letters are sent again."""

from collections.abc import Iterator
from typing import Any

import pytest

from scalehook.testing.running import RunningStack, running_stack
from scalehook_contracts.fleet.instances import LaunchInstances
from support.cloud.clients import Clients
from support.cloud.group import Group
from support.http import HTTP


@pytest.fixture
def stack() -> Iterator[RunningStack]:
    """A stack in this process, so that a handler can be broken."""
    with running_stack() as running:
        running.run(running.stack.wake())
        yield running


def test_a_handler_that_raises(stack: RunningStack) -> None:
    """Its message is tried again, kept with the reason, and has its effect once it is mended."""
    handlers = stack.stack.hosts["fleet"].machine.handlers
    healthy = handlers[LaunchInstances]
    attempts = []

    def broken(command: LaunchInstances, work: Any) -> None:
        attempts.append(command)
        raise ZeroDivisionError("no capacity")

    handlers[LaunchInstances] = broken
    group = Group(Clients(stack.address, stack.access_key_id, stack.access_key_secret))
    group.execute(group.rule(1))
    stack.quiet()
    letters = HTTP.get(f"{stack.endpoint}/_scalehook/dead").json()["dead_letters"]
    assert [letter["type"] for letter in letters] == ["fleet.launch_instances"]
    assert "no capacity" in letters[0]["reason"]
    assert len(attempts) > 1
    handlers[LaunchInstances] = healthy
    answer = HTTP.post(f"{stack.endpoint}/_scalehook/dead/retry", json={"ids": [letters[0]["id"]]})
    assert answer.json() == {"retried": 1, "kept": {}}
    stack.advance(5)
    assert group.states() == ["InService"]
    assert HTTP.get(f"{stack.endpoint}/_scalehook/dead").json()["dead_letters"] == []


def test_a_call_that_crashes_is_an_internal_error(stack: RunningStack) -> None:
    """The client reads a documented code, and no traceback."""
    from scalehook_contracts.scaling_controller.groups import DescribeScalingGroups

    def broken(command: DescribeScalingGroups, work: Any) -> None:
        raise ZeroDivisionError("inside")

    stack.stack.hosts["scaling_controller"].machine.handlers[DescribeScalingGroups] = broken
    clients = Clients(stack.address, stack.access_key_id, stack.access_key_secret)
    from alibabacloud_ess20220222 import models as m
    from alibabacloud_tea_openapi.exceptions import AlibabaCloudException

    with pytest.raises(AlibabaCloudException) as caught:
        clients.ess.describe_scaling_groups(m.DescribeScalingGroupsRequest(region_id="cn-hangzhou"))
    assert (caught.value.code, caught.value.status_code) == ("InternalError", 500)
    assert "inside" not in str(caught.value)
