"""A disk that is full when a stack is to become another one, or to forget what was given up."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.moves import Move
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.message_service.queues import CreateQueue, ListQueue

KEYS = GatewaySettings(port=0, access_key_id="id", access_key_secret="secret")
LETTER = DeadLetter("a:1", "fleet", "fleet.nothing", "why", datetime(2026, 1, 1, tzinfo=UTC), b"{}")


def full(stack: EmbeddedStack, yes: bool) -> None:
    """SQLite refuses all that writes, as it does when there is no room."""
    assert isinstance(stack.store, SqliteJournals)
    stack.store._connection.execute(f"PRAGMA query_only = {int(yes)}")


async def queues(stack: EmbeddedStack) -> list[str]:
    return [queue.queue_name for queue in (await stack.bus.call(ListQueue())).queues]


async def test_another_state_that_there_is_no_room_for(tmp_path: Path) -> None:
    """Whoever asks for it is refused; the stack stays as it is, and goes on."""
    with closing(StateDirectory(tmp_path)) as directory:
        async with EmbeddedStack(KEYS, directory).running() as stack:
            await stack.bus.call(CreateQueue(queue_name="a"))
            before = await stack.snapshot()
            await stack.bus.call(CreateQueue(queue_name="b"))
            await stack.control.move(Move(seconds=100))
            at = stack.clock.seconds()
            full(stack, True)
            for change in (stack.reset(), stack.restore(before)):
                with pytest.raises(ServiceUnavailable):
                    await change
            assert (await queues(stack), stack.supervision.failed) == (["a", "b"], None)
            assert stack.clock.seconds() >= at
            full(stack, False)
            await stack.restore(before)
            assert await queues(stack) == ["a"]
            await stack.reset()
            assert await queues(stack) == []


async def test_letters_that_there_is_no_room_to_forget(tmp_path: Path) -> None:
    """They are gone, and gone for good once there is room."""
    with closing(StateDirectory(tmp_path)) as directory:
        async with EmbeddedStack(KEYS, directory).running() as stack:
            stack.bus.letters.add(LETTER)
            full(stack, True)
            assert (await stack.control.drop(["a:1"])).dropped == 1
            assert await stack.control.dead_letters() == []
            full(stack, False)
            assert await stack.control.dead_letters() == []
        async with EmbeddedStack(KEYS, directory).running() as again:
            assert await again.control.dead_letters() == []
