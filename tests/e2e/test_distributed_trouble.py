"""Processes whose broker or database is not there, or refuses them, or fails."""

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from scalehook.kit.addresses import shown
from scalehook.kit.api.catalogue import contract_types
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.clock import Clock
from scalehook_contracts.fleet.whitelists import AddAddressesToWhitelists
from support.cloud.processes import DistributedStack, Replica
from support.forwarder import Forwarder
from support.patience import PATIENCE_SECONDS, wait_until

AMQP, DATABASE = "SCALEHOOK_AMQP_URL", "SCALEHOOK_DATABASE_URL"
REFUSALS = {
    "wrong password": (AMQP, lambda url: url.replace("guest:guest", "guest:wrong")),
    "no such vhost": (AMQP, lambda url: url + "x"),
    "no AMQP address": (AMQP, lambda url: "http://x:y"),
    "no such database": (DATABASE, lambda url: url + "x"),
    "no such role": (DATABASE, lambda url: f"postgresql://nobody@{url.partition('@')[2]}"),
    "no database address": (DATABASE, lambda url: "postgres//x"),
    "no number for a port": (DATABASE, lambda url: "postgresql://127.0.0.1:port/x"),
}


@pytest.fixture
def stack(vhost: str, database: str, tmp_path: Path) -> Iterator[DistributedStack]:
    """No process yet; those that a test has started and not ended are ended."""
    made = DistributedStack(vhost, database, tmp_path)
    yield made
    for replicas in made.processes.values():
        for replica in replicas:
            replica.kill()


def execute(database: str, *statements: str) -> None:
    async def work() -> None:
        connection = await asyncpg.connect(database)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    asyncio.run(work())


def is_refused(process: Replica, setting: str) -> None:
    assert process.process.wait(PATIENCE_SECONDS) == 3, process.log()
    assert setting in process.log()
    assert "Traceback" not in process.log()


@pytest.mark.parametrize("name", ["gateway", "fleet"])
@pytest.mark.parametrize("case", REFUSALS)
def test_servers_that_refuse(stack: DistributedStack, name: str, case: str) -> None:
    """Exit code 3, and the setting to change."""
    setting, change = REFUSALS[case]
    process = stack.start_one(name, **{setting: change(stack.environment()[setting])})
    is_refused(process, setting)


@pytest.mark.parametrize("name", ["gateway", "fleet"])
def test_a_role_that_may_make_no_tables(stack: DistributedStack, name: str) -> None:
    """Exit code 3, and the setting to change."""
    role = f"poor_{uuid.uuid4().hex[:8]}"
    execute(
        stack.database_url,
        f"CREATE ROLE {role} LOGIN PASSWORD 'secret'",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    )
    try:
        address = f"postgresql://{role}:secret@{stack.database_url.partition('@')[2]}"
        is_refused(stack.start_one(name, **{DATABASE: address}), DATABASE)
    finally:
        execute(stack.database_url, f"DROP ROLE {role}")


@pytest.mark.parametrize("name", ["gateway", "fleet"])
def test_sigterm_while_it_waits(stack: DistributedStack, name: str) -> None:
    """It ends at once, and of itself."""
    process = stack.start_one(name, **{DATABASE: Forwarder(stack.database_url).url})
    process.says(DATABASE)
    assert process.stop() == 0
    assert "not ended gracefully" not in process.log()


def test_servers_that_come_later(stack: DistributedStack) -> None:
    """Processes wait for the database, then for the broker, say so, and are not ready until then."""
    database, broker = Forwarder(stack.database_url), Forwarder(stack.amqp_url)
    stack.database_url, stack.amqp_url = database.url, broker.url
    gateway, fleet = stack.start_one("gateway"), stack.start_one("fleet")
    for process in (gateway, fleet):
        process.says(DATABASE)
        process.says(shown(database.url))
    fleet.become("waiting")
    database.open()
    for process in (gateway, fleet):
        process.says("waiting for the broker")
        process.says(shown(broker.url))
    fleet.become("starting")
    broker.open()
    fleet.become("active")
    gateway.says(f"listening on {stack.address}")
    wait_until(lambda: stack.services().get("fleet", False), stack.logs)
    assert [gateway.stop(), fleet.stop()] == [0, 0]


def test_readiness_follows_the_broker(stack: DistributedStack) -> None:
    """A service that hears nothing is not ready."""
    broker = Forwarder(stack.amqp_url)
    stack.amqp_url = broker.url
    broker.open()
    fleet = stack.start_one("fleet")
    fleet.become("active")
    broker.close()
    fleet.become("unwell")
    broker.open()
    fleet.become("active")


def test_a_database_that_always_refuses_to_write(stack: DistributedStack) -> None:
    """The process ends with exit code 1 and the reason, instead of keeping the lead."""
    fleet = stack.start_one("fleet")
    fleet.become("active")
    full = "ALTER TABLE entries_fleet ADD CONSTRAINT full_disk CHECK (false) NOT VALID"
    execute(stack.database_url, full)
    asyncio.run(_send_one(stack.amqp_url))
    assert fleet.process.wait(PATIENCE_SECONDS) == 1
    assert "3 times in a row" in fleet.log()
    assert "scalehook: fleet has failed" in fleet.log()


async def _send_one(url: str) -> None:
    bus = RabbitBus(url, "test", Clock(), contract_types())
    await bus.start()
    command = AddAddressesToWhitelists(
        db_instance_ids=["r"], addresses=["1.1.1.1"], scaling_group_id="g"
    )
    await bus.send(command)
    await bus.close()
