"""The pytest plugin, as users have it."""

from typing import Any

import pytest

from scalehook.testing.running import RunningStack
from support.cloud.clients import Clients
from support.cloud.group import Group


def test_the_fixture_is_a_stack_of_its_own(scalehook: RunningStack) -> None:
    """On a free port, with keys, and a clock that can be moved."""
    clients = Clients(scalehook.address, scalehook.access_key_id, scalehook.access_key_secret)
    group = Group(clients)
    group.hook(default_result="ABANDON", heartbeat_timeout=21600)
    group.execute(group.rule(1))
    assert scalehook.advance(5) == []
    assert group.states() == ["Pending:Wait"]
    scalehook.advance(21600)
    assert group.states() == []


@pytest.mark.parametrize("number", [1, 2])
def test_nothing_is_left_from_test_to_test(scalehook: RunningStack, number: int) -> None:
    """Each has a stack without queues."""
    mns: Any = Clients(scalehook.address, scalehook.access_key_id, scalehook.access_key_secret).mns
    assert mns.list_queue()[0] == []
    from mns.queue import QueueMeta

    mns.get_queue(f"q{number}").create(QueueMeta())
