"""A service's process, in this one: what it does when the service, the broker or the database fails."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import asyncpg
import pytest
from aiormq.exceptions import AMQPConnectionError, ChannelInvalidStateError
from structlog.testing import capture_logs

from scalehook.cli.doctor import checks as doctor
from scalehook.cli.doctor.finding import State
from scalehook.distributed import active_service, perseverance
from scalehook.distributed.service_process import ServiceFailed, ServiceProcess
from scalehook.distributed.settings import Settings
from scalehook.distributed.standing import Question, Standing
from scalehook.kit.bus.rabbit import calling
from scalehook.kit.bus.rabbit.bus import RabbitBus
from scalehook.kit.clock.timekeeper import Timekeeper
from scalehook.kit.host import failures
from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.journal.postgres_lease import take
from scalehook.kit.machine.outside import Outside
from scalehook.kit.retrying import growing
from scalehook.testing.postgres import Server
from support.buses import RabbitCase, rabbit_case
from support.counter.messages import Add, Count, Fetch, FetchNumber, Read, RecordFetched, WaitFor
from support.counter.service import Numbers, counter
from support.forwarder import Forwarder
from support.patience import PATIENCE_SECONDS, eventually, eventually_is, eventually_some, in_time

REFUSE = "ALTER TABLE entries_counter ADD CONSTRAINT full_disk CHECK (false) NOT VALID"
ALLOW = "ALTER TABLE entries_counter DROP CONSTRAINT full_disk"
HIDE = "ALTER TABLE entries_counter RENAME TO elsewhere"


class Running:
    """A process, and the task that runs it."""

    def __init__(self, url: str, database: str, numbers: Numbers | None) -> None:
        settings = Settings(amqp_url=url, database_url=database)
        self.process = ServiceProcess(counter(numbers), settings)
        self.stopping = asyncio.Event()
        self.task = asyncio.create_task(self.process.run(self.stopping))

    async def becomes(self, state: str) -> None:
        await eventually(lambda: self.task.done() or self.process.state == state)
        assert self.process.state == state, self.task

    async def stop(self) -> None:
        self.stopping.set()
        await asyncio.wait({self.task})


@asynccontextmanager
async def running(url: str, database: str, numbers: Numbers | None = None) -> AsyncIterator[Running]:
    started = Running(url, database, numbers)
    try:
        yield started
    finally:
        await started.stop()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Tracebacks are expected here, and slow to print."""
    with capture_logs():
        yield


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tried again is tried again soon: nobody has to be spared here."""
    monkeypatch.setattr(perseverance, "growing", lambda first: growing(0.1, most=0.5))
    monkeypatch.setattr(calling, "ATTEMPT_SECONDS", 1)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sends anything to another service: a process declares queues for all of them, and hundreds
    of bindings cost the broker half a second of a processor in each new vhost.
    """
    monkeypatch.setattr(active_service, "readers", dict)


@pytest.fixture
async def client(vhost: str) -> AsyncIterator[RabbitCase]:
    """Somebody who asks."""
    case = await rabbit_case(vhost)
    yield case
    await case.close()


async def execute(database: str, statement: str) -> None:
    connection = await asyncpg.connect(database)
    await connection.execute(statement)
    await connection.close()


async def kill(client: RabbitCase) -> None:
    """The service goes on from its journal when this returns."""
    asked = Question(quiet=False).as_json()
    said = await client.bus.ask_process("counter", asked, PATIENCE_SECONDS)
    epoch = Standing.model_validate_json(said).epoch
    killing = Question(kill=epoch, quiet=False).as_json()
    while Standing.model_validate_json(said).epoch == epoch:
        said = await client.bus.ask_process("counter", killing, PATIENCE_SECONDS)


async def total(client: RabbitCase) -> int:
    """As the service says."""
    return (await client.bus.call(Read(), timeout=PATIENCE_SECONDS)).value


async def test_another_process_goes_on_when_a_service_has_failed(
    vhost: str, database: str, client: RabbitCase
) -> None:
    """The lead is left; nothing is lost and nothing doubled."""
    async with running(vhost, database) as first, running(vhost, database) as second:
        await eventually(lambda: {first.process.state, second.process.state} == {"active", "standby"})
        leader = first if first.process.state == "active" else second
        assert (await client.bus.call(Add(amount=1))).value == 1
        await execute(database, REFUSE)
        call = asyncio.ensure_future(client.bus.call(Add(amount=2), timeout=PATIENCE_SECONDS))
        await eventually(lambda: leader.process.state != "active")
        await execute(database, ALLOW)
        assert (await call).value == 3
        assert (await client.bus.call(Read(), timeout=PATIENCE_SECONDS)).value == 3


async def test_what_always_fails_ends_the_process(vhost: str, database: str, client: RabbitCase) -> None:
    """After three times in a row, and it says of what."""
    async with running(vhost, database) as only:
        await only.becomes("active")
        await execute(database, REFUSE)
        call = asyncio.ensure_future(client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS))
        with pytest.raises(ServiceFailed, match="3 times in a row"):
            await in_time(asyncio.shield(only.task))
        call.cancel()


async def test_a_failure_now_and_then_does_not_end_the_process(
    vhost: str, database: str, client: RabbitCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only those are counted that come soon after the start."""
    monkeypatch.setattr(failures, "STEADY_SECONDS", 0)
    async with running(vhost, database) as only:
        for number in range(1, 4):
            await only.becomes("active")
            await execute(database, REFUSE)
            call = asyncio.ensure_future(client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS))
            await eventually(lambda: only.process.state != "active")
            await execute(database, ALLOW)
            assert (await call).value == number


async def test_a_process_that_is_killed_on_purpose_goes_on(
    vhost: str, database: str, client: RabbitCase
) -> None:
    """However often: it is no failure of its own."""
    async with running(vhost, database) as only:
        for number in range(1, 5):
            await only.becomes("active")
            assert (await client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS)).value == number
            await kill(client)


async def test_a_kill_between_a_deferral_and_its_answer(
    vhost: str, database: str, client: RabbitCase
) -> None:
    """What the question has left behind is there once, and whoever has asked it is answered."""
    async with running(vhost, database) as only:
        await only.becomes("active")
        question = WaitFor(value=8, seconds=1000, begin=5)
        waiting = asyncio.ensure_future(client.bus.call(question, timeout=PATIENCE_SECONDS))
        await eventually_is(lambda: total(client), 5)
        await kill(client)
        await only.becomes("active")
        assert await total(client) == 5
        assert (await client.bus.call(Add(amount=3), timeout=PATIENCE_SECONDS)).value == 8
        assert (await waiting).value == 8
        assert await total(client) == 8


async def test_a_table_that_is_gone(vhost: str, database: str, client: RabbitCase) -> None:
    """The process ends and says what is missing: an empty state is none to go on with."""
    async with running(vhost, database) as only:
        await only.becomes("active")
        await client.bus.call(Add(amount=1))
        await execute(database, HIDE)
        call = asyncio.ensure_future(client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS))
        with pytest.raises(JournalDamaged, match="it is missing"):
            await in_time(asyncio.shield(only.task))
        call.cancel()


async def test_a_broker_that_goes_while_the_service_starts(
    vhost: str, database: str, client: RabbitCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again, and nothing of the first attempt is left over."""
    start, problems = RabbitBus.start, [AMQPConnectionError("gone"), ChannelInvalidStateError("closed")]

    async def start_or_not(bus: RabbitBus) -> None:
        if problems:
            raise problems.pop()
        await start(bus)

    monkeypatch.setattr(RabbitBus, "start", start_or_not)
    async with running(vhost, database) as only:
        await only.becomes("active")
        assert (await client.bus.call(Add(amount=1))).value == 1
        keeping = Timekeeper.run.__qualname__
        coroutines = [task.get_coro() for task in asyncio.all_tasks()]
        names = [getattr(coroutine, "__qualname__", "") for coroutine in coroutines]
        assert names.count(keeping) == 1


async def test_the_state_follows_the_broker(vhost: str, database: str) -> None:
    """Active only while messages can come."""
    broker = Forwarder(vhost)
    broker.open()
    async with running(broker.url, database) as only:
        await only.becomes("active")
        broker.close()
        await only.becomes("unwell")
        broker.open()
        await only.becomes("active")
    broker.close()


async def test_the_database_restarts(
    vhost: str, database: str, client: RabbitCase, postgres: Server
) -> None:
    """As often as it likes: the process waits, takes the lead again and goes on."""
    async with running(vhost, database) as only:
        await only.becomes("active")
        for number in range(1, 4):
            assert (await client.bus.call(Add(amount=1), timeout=PATIENCE_SECONDS)).value == number
            await asyncio.to_thread(postgres.restart)
        assert (await client.bus.call(Read(), timeout=PATIENCE_SECONDS)).value == 3
        await only.becomes("active")


async def test_another_one_has_the_lead(vhost: str, database: str, client: RabbitCase) -> None:
    """The process appends nothing, leaves the queue, and stands by until the other one is gone."""
    async with running(vhost, database) as only:
        await only.becomes("active")
        assert (await client.bus.call(Add(amount=1))).value == 1
        other = await asyncpg.connect(database)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await take(other, "counter") is None:  # unless it has just been renewed
                await other.execute("UPDATE heads SET expires = clock_timestamp()")
        call = asyncio.ensure_future(client.bus.call(Add(amount=2), timeout=PATIENCE_SECONDS))
        await only.becomes("standby")
        assert not call.done()
        assert await other.fetchval("SELECT seq FROM heads WHERE service = 'counter'") == 1
        await other.close()
        assert (await call).value == 3


async def test_an_effect_that_was_given_up(vhost: str, database: str, client: RabbitCase) -> None:
    """Is taken up again when its dead letter is sent again."""

    class Broken(Numbers):
        mended = False

        async def fetch(self, intent: FetchNumber, outside: Outside) -> RecordFetched:
            if not self.mended:
                raise RuntimeError("no number")
            return RecordFetched(name=intent.name, amount=5)

    numbers = Broken()
    async with running(vhost, database, numbers) as only:
        await only.becomes("active")
        await client.bus.call(Fetch(name="a"))
        [letter] = await eventually_some(client.letters, 1)
        numbers.mended = True
        await client.bus.revive(letter)
        await eventually_is(lambda: client.bus.call(Read()), Count(value=5))


def test_what_doctor_says(vhost: str, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broker and database answer; with a wrong password they refuse, and the variable is named, but not
    the password.
    """
    for check, url in ((doctor.broker, vhost), (doctor.database, database)):
        monkeypatch.setenv(check.VARIABLE, url)
        [found] = check.look("")
        assert (found.state, found.remedy) == (State.GOOD, "")
        parts = urlsplit(url)
        wrong = parts._replace(netloc=f"nobody:not-secret@{parts.hostname}:{parts.port}").geturl()
        monkeypatch.setenv(check.VARIABLE, wrong)
        [found] = check.look("")
        assert (found.state, check.VARIABLE in found.remedy) == (State.BAD, True)
        assert "not-secret" not in found.said
