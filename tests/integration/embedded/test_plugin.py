"""The pytest plugin, as users have it."""

from pathlib import Path
from typing import Any

import pytest

from scalehook.fleet.settings import Settings as FleetSettings
from scalehook.testing.running import RunningStack, running_stack
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


def test_the_clock_takes_what_people_write(scalehook: RunningStack) -> None:
    """`10m` as well as seconds."""
    before = scalehook.stack.clock.now()
    scalehook.advance("10m")
    scalehook.advance(60)
    assert (scalehook.stack.clock.now() - before).total_seconds() >= 660


@pytest.mark.parametrize("duration", [-3600, "-1h", 1e12, float("nan"), float("inf"), "10 minutes"])
def test_the_clock_goes_forward_only(scalehook: RunningStack, duration: Any) -> None:
    """What the stack would refuse over HTTP is refused here, and nothing moves."""
    before = scalehook.stack.clock.anchor
    with pytest.raises(ValueError, match="seconds"):
        scalehook.advance(duration)
    assert scalehook.stack.clock.anchor == before


def test_a_stack_that_lives_longer_and_has_settings(tmp_path: Path) -> None:
    """`running_stack` keeps its state in a directory, and takes a service's settings by its name."""
    fleet = FleetSettings(start_up_seconds="1h")
    with running_stack(tmp_path, fleet=fleet) as stack:
        group = Group(Clients(stack.address, stack.access_key_id, stack.access_key_secret))
        group.execute(group.rule(1))
        stack.advance("59m")
        assert group.states() == ["Pending"]
    with running_stack(tmp_path, fleet=fleet) as stack:
        again = Group(Clients(stack.address, stack.access_key_id, stack.access_key_secret))
        again.id = group.id
        stack.advance("2m")
        assert again.states() == ["InService"]
