"""A stack without a past sleeps until its first message."""

import asyncio
from pathlib import Path

import pytest

from scalehook.embedded import EmbeddedStack, StateDirectory, hosts
from scalehook.embedded.supervision import StackFailed
from scalehook.fleet.settings import Settings as FleetSettings
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.dead_letters import DeadLetter
from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.message_service.queues import CreateQueue, ListQueue
from scalehook_contracts.template_engine.templates import GetTemplate

KEYS = GatewaySettings(port=0, access_key_id="id", access_key_secret="secret")


async def test_the_first_message_wakes_it() -> None:
    """And is answered; until then no service is there, though all are ready to be asked."""
    async with EmbeddedStack(KEYS).running() as stack:
        assert stack.hosts == {}
        assert all(stack.control.ready().values())
        await stack.bus.call(CreateQueue(queue_name="a"))
        assert stack.hosts.keys() == stack.control.ready().keys()


async def test_messages_that_come_while_it_wakes_are_all_handled() -> None:
    """Each by its service, once."""
    async with EmbeddedStack(KEYS).running() as stack:
        names = [f"q{number}" for number in range(5)]
        await asyncio.gather(*(stack.bus.call(CreateQueue(queue_name=name)) for name in names))
        listed = await stack.bus.call(ListQueue())
        assert [queue.queue_name for queue in listed.queues] == names


async def test_nothing_is_quiet_while_a_message_waits_for_its_service() -> None:
    """Whoever moves the clock waits for it."""
    async with EmbeddedStack(KEYS).running() as stack:
        await stack.bus.send(CreateQueue(queue_name="a"))
        await stack.timekeeper.quiet()
        assert [queue.queue_name for queue in (await stack.bus.call(ListQueue())).queues] == ["a"]


async def test_a_service_has_begun_before_it_is_asked() -> None:
    """Public templates are there for the first who looks."""
    async with EmbeddedStack(KEYS).running() as stack:
        found = await stack.bus.call(GetTemplate(template_name="ACS-ESS-LifeCycleRunCommand"))
        assert found.template.share_type == "Public"


async def test_it_is_woken_once() -> None:
    """However often and by whom."""
    woken: list[None] = []
    async with EmbeddedStack(KEYS, awake=lambda: woken.append(None)).running() as stack:
        await asyncio.gather(stack.wake(), stack.bus.call(ListQueue()), stack.wake())
        await stack.wake()
        assert len(woken) == 1


async def test_what_has_a_past_goes_on_at_once(tmp_path: Path) -> None:
    """Its timers do not wait for somebody to ask."""
    directory = StateDirectory(tmp_path)
    async with EmbeddedStack(KEYS, directory).running() as stack:
        await stack.bus.call(CreateQueue(queue_name="a"))
    async with EmbeddedStack(KEYS, directory).running() as stack:
        assert "message_service" in stack.hosts
    directory.close()


async def test_what_has_happened_is_not_to_come(tmp_path: Path) -> None:
    """A process that is killed while it moves the clock has not kept the time, but what it did."""
    directory = StateDirectory(tmp_path)
    async with EmbeddedStack(KEYS, directory).running() as stack:
        await stack.bus.call(CreateQueue(queue_name="a"))
        before = stack.clock.anchor
        await stack.timekeeper.advance(3600)
        await stack.bus.call(CreateQueue(queue_name="b"))
    directory.keep_anchor(before)
    async with EmbeddedStack(KEYS, directory).running() as stack:
        assert stack.clock.seconds() >= before.virtual + 3600
    directory.close()


async def test_a_dead_letter_is_a_past(tmp_path: Path) -> None:
    """It can be sent again as soon as the stack is there."""
    directory = StateDirectory(tmp_path)
    async with EmbeddedStack(KEYS, directory).running() as stack:
        assert stack.hosts == {}
        letter = DeadLetter("fleet:1", "fleet", "fleet.none", "why", stack.clock.now(), b"{}")
        stack.bus.bury(letter)
    async with EmbeddedStack(KEYS, directory).running() as stack:
        assert "fleet" in stack.hosts
    directory.close()


async def test_settings_are_read_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is said then, and what changes later changes nothing."""
    monkeypatch.setenv("SCALEHOOK_FLEET_START_UP_SECONDS", "7")
    async with EmbeddedStack(KEYS).running() as stack:
        monkeypatch.setenv("SCALEHOOK_FLEET_START_UP_SECONDS", "8")
        await stack.wake()
        settings = stack.hosts["fleet"].machine.settings
        assert isinstance(settings, FleetSettings)
        assert settings.start_up_seconds == 7
    monkeypatch.setenv("SCALEHOOK_FLEET_START_UP_SECONDS", "soon")
    with pytest.raises(ValueError, match="START_UP"):
        await EmbeddedStack(KEYS).start()


async def test_services_that_cannot_be_loaded_end_the_stack(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has asked is told."""

    async def fail(_: EmbeddedStack) -> None:
        raise OSError("no room")

    monkeypatch.setattr(hosts, "load", fail)
    async with EmbeddedStack(KEYS).running() as stack:
        with pytest.raises(ServiceUnavailable):
            await stack.bus.call(ListQueue())
        await stack.supervision.ended.wait()
        assert isinstance(stack.supervision.failed, StackFailed)
        assert "no room" in str(stack.supervision.failed)


async def test_a_service_that_sleeps_is_killed() -> None:
    """It is woken for it: what was asked for has been done."""
    async with EmbeddedStack(KEYS).running() as stack:
        await stack.control.kill("message_service", 0)
        assert "message_service" in stack.hosts
        await stack.bus.call(CreateQueue(queue_name="a"))
