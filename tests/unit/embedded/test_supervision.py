"""An embedded service that fails comes back; a stack that cannot go on ends."""

import asyncio
from typing import Any

import pytest

from scalehook.embedded import EmbeddedStack
from scalehook.embedded.supervision import StackFailed, serve_while_well
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.moves import Move
from scalehook.kit.host import failures
from scalehook.kit.journal.journal import EntryDamaged
from scalehook_contracts.errors.common import ServiceUnavailable
from scalehook_contracts.message_service.queues import CreateQueue, ListQueue

KEYS = GatewaySettings(port=0, access_key_id="id", access_key_secret="secret")


async def test_a_service_that_fails_comes_back() -> None:
    """It goes on with what its journal has."""
    async with EmbeddedStack(KEYS).running() as stack:
        await stack.bus.call(CreateQueue(queue_name="a"))
        host = stack.hosts["message_service"]
        host.loops._tasks[0].cancel()
        await host.ended.wait()
        assert [q.queue_name for q in (await stack.bus.call(ListQueue())).queues] == ["a"]
        assert stack.control.ready()["message_service"]
        assert stack.supervision.failed is None


@pytest.mark.parametrize("reason", ["again and again", "journal"])
async def test_a_stack_that_cannot_go_on_ends(reason: str) -> None:
    """Nobody waits for it for ever: callers are told, the clock is told, the server ends."""
    async with EmbeddedStack(KEYS).running() as stack:
        await stack.wake()
        listening, server = stack.listen(), stack.server()
        serving = asyncio.ensure_future(serve_while_well(server, listening, stack.supervision))
        host = stack.hosts["message_service"]
        problems = {"journal": EntryDamaged("message_service", 7, "bad")}

        async def fail(*_: Any) -> None:
            raise problems.get(reason, ZeroDivisionError())

        host.turns.take_now = lambda: False  # type: ignore[method-assign]
        host.turns.take = fail  # type: ignore[method-assign]
        host.ledger.reload = fail if reason == "journal" else host.ledger.reload  # type: ignore[method-assign]
        calls = [asyncio.ensure_future(stack.bus.call(ListQueue())) for _ in range(failures.MOST)]
        with pytest.raises(StackFailed, match="message_service cannot go on"):
            await serving
        answers = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(answer) for answer in answers} == {ServiceUnavailable}
        with pytest.raises(ServiceUnavailable):
            await stack.control.move(Move(seconds=5))
