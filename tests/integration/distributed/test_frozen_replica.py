"""Two real processes of a service: the active one is frozen, and thawed again."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import asyncpg
import pytest

from scalehook.distributed.leadership import RENEW_SECONDS, TRY_SECONDS
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.journal.postgres_lease import VALID_SECONDS
from scalehook_contracts.message_service.messages import SendMessage
from scalehook_contracts.message_service.queues import CreateQueue, GetQueueAttributes
from support.cloud.processes import DistributedStack
from support.patience import PATIENCE_SECONDS, eventually_is

NAME = "message_service"
EACH = 20
RENEWED = """
SELECT expires <= clock_timestamp() + make_interval(secs => $1) FROM heads WHERE service = $2
"""


@pytest.fixture
def stack(vhost: str, database: str, tmp_path: Path) -> Iterator[DistributedStack]:
    """No process yet; those that a test has started are ended."""
    made = DistributedStack(vhost, database, tmp_path)
    yield made
    for replica in made.processes[NAME]:
        replica.kill()


@pytest.fixture
async def bus(vhost: str) -> AsyncIterator[RabbitBus]:
    """Somebody who asks."""
    made = RabbitBus(vhost, "client", Clock(), contract_types())
    await made.start()
    yield made
    await made.close()


async def send(bus: RabbitBus, name: str) -> list[str]:
    """Many at the same time; their ids."""
    sending = (
        bus.call(SendMessage(queue_name="q", message_body=f"{name} {n}"), timeout=PATIENCE_SECONDS)
        for n in range(EACH)
    )
    return [sent.message_id for sent in await asyncio.gather(*sending)]


def test_how_long_a_frozen_replica_is_missed() -> None:
    """Ten seconds at most: its lease ends, and its standby asks for it."""
    assert RENEW_SECONDS * 2 < VALID_SECONDS
    assert VALID_SECONDS + TRY_SECONDS <= 10


async def is_renewed(database: str) -> bool:
    """Whether the lease is no longer the one to start with, which may take half a minute."""
    connection = await asyncpg.connect(database)
    try:
        return bool(await connection.fetchval(RENEWED, VALID_SECONDS, NAME))
    finally:
        await connection.close()


async def test_a_frozen_replica_is_replaced(
    stack: DistributedStack, bus: RabbitBus, database: str
) -> None:
    """Its standby answers while it is frozen; when it wakes up it stands by itself. Nothing is lost,
    nothing is doubled, and nobody hears of the past.
    """
    active = stack.start_one(NAME)
    await asyncio.to_thread(active.become, "active")
    standby = stack.start_one(NAME)
    await asyncio.to_thread(standby.become, "standby")
    await bus.call(CreateQueue(queue_name="q"), timeout=PATIENCE_SECONDS)
    ids = await send(bus, "before")
    await eventually_is(lambda: is_renewed(database), True)
    active.signal(signal.SIGSTOP)
    ids += await send(bus, "while it is frozen")
    assert standby.state() == "active"
    sending = asyncio.ensure_future(send(bus, "as it wakes up"))
    active.signal(signal.SIGCONT)
    ids += await sending
    await asyncio.to_thread(active.become, "standby")
    told = await bus.call(GetQueueAttributes(queue_name="q"), timeout=PATIENCE_SECONDS)
    assert len(set(ids)) == told.active_messages == 3 * EACH
