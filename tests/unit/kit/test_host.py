"""The host: one commit a batch, answers after it, effects and timers that survive a restart."""

import asyncio
from dataclasses import replace

import pytest

from scalehook.kit.host import effects
from scalehook.kit.journal.memory import MemoryJournals
from scalehook.kit.machine.envelope import ROOT
from scalehook.kit.machine.work import Work
from scalehook.kit.settings import Settings
from scalehook_contracts.base import Message
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError, InvalidParameter
from support.counter.messages import (
    Add,
    AddLater,
    CallOff,
    Count,
    Elsewhere,
    Fetch,
    Forget,
    Read,
    WaitFor,
)
from support.counter.service import Numbers, counter
from support.counter.state import State
from support.desk import Desk, desk
from support.journals import kept
from support.patience import eventually, in_time


async def total(at: Desk) -> int:
    return (await at.bus.call(Read())).value


async def test_a_command_is_answered_and_journaled() -> None:
    """The reply comes from the handler, and the journal holds one entry."""
    async with desk(counter()) as at:
        assert await at.bus.call(Add(amount=2)) == Count(value=2)
        assert len(await kept(at.host.journal)) == 1


async def test_a_query_leaves_nothing_in_the_journal() -> None:
    """Reading makes no entry."""
    async with desk(counter()) as at:
        await at.bus.call(Read())
        assert await kept(at.host.journal) == []


async def test_a_refusal_reaches_the_caller_as_its_own_class() -> None:
    """An ApiError raised before any record is the answer, and changes nothing."""
    async with desk(counter()) as at:
        with pytest.raises(InvalidParameter):
            await at.bus.call(Add(amount=-1))
        assert await total(at) == 0


async def test_a_guard_is_asked_first() -> None:
    """What it refuses comes to no handler; everything else does."""

    def guard(message: Message, work: Work[State, Settings]) -> None:
        if isinstance(message, Add) and message.amount > work.state.total + 1:
            raise InvalidParameter(name="Amount")

    async with desk(replace(counter(), guard=guard)) as at:
        with pytest.raises(InvalidParameter):
            await at.bus.call(Add(amount=2))
        for amount in (1, 2):
            await at.bus.call(Add(amount=amount))
        assert (await total(at), len(await kept(at.host.journal))) == (3, 2)


async def test_a_message_id_has_one_effect() -> None:
    """The second delivery of a message is answered with the first one's reply."""
    async with desk(counter()) as at:
        first = await at.bus.call(Add(amount=2), message_id="same")
        again = await at.bus.call(Add(amount=2), message_id="same")
        assert (first, again, await total(at)) == (Count(value=2), Count(value=2), 2)


async def test_duplicates_in_one_batch_have_one_effect() -> None:
    """Also when both arrive before the first is committed."""
    async with desk(counter()) as at:
        calls = [at.bus.call(Add(amount=1), message_id="same") for _ in range(5)]
        assert await asyncio.gather(*calls) == [Count(value=1)] * 5
        assert await total(at) == 1


async def test_a_refusal_may_leave_something_behind() -> None:
    """One that is returned, not raised: what was recorded stays, and a duplicate is refused, too."""
    async with desk(counter()) as at:
        for _ in range(2):
            with pytest.raises(InvalidParameter, match="Amount"):
                await at.bus.call(Add(amount=2, fail="kept"), message_id="same")
        assert (await total(at), len(await kept(at.host.journal))) == (2, 1)
        assert await at.bus.dead_letters() == []


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_handler_that_fails_leaves_no_trace_but_a_dead_letter(moment: str) -> None:
    """A crash, or a refusal after the first record, undoes the message alone."""
    async with desk(counter()) as at:
        good = asyncio.gather(*(at.bus.call(Add(amount=1)) for _ in range(3)))
        with pytest.raises(InternalError):
            await at.bus.call(Add(amount=100, fail=moment))
        await good
        assert await total(at) == 3
        [letter] = await at.bus.dead_letters()
        assert letter.type == "counter.add"
        assert letter.reason


async def test_a_timer_fires_at_its_time() -> None:
    """Not a moment earlier, and once."""
    async with desk(counter()) as at:
        await at.bus.call(AddLater(amount=5, seconds=60))
        await at.timekeeper.advance(59)
        assert await total(at) == 0
        await at.timekeeper.advance(1)
        await at.timekeeper.advance(600)
        assert await total(at) == 5


async def test_a_cancelled_timer_does_not_fire() -> None:
    """Cancelling forgets it; a new one under the key replaces the old."""
    async with desk(counter()) as at:
        await at.bus.call(AddLater(amount=5, seconds=60))
        await at.bus.call(AddLater(amount=7, seconds=90))
        await at.bus.call(AddLater(amount=9, seconds=60, key="other"))
        await at.bus.call(Forget(key="other"))
        await at.timekeeper.advance(1000)
        assert await total(at) == 7


async def test_a_deferred_call_is_answered_when_woken() -> None:
    """The long poll gets its reply from the message that made it true."""
    async with desk(counter()) as at:
        waiting = asyncio.create_task(at.bus.call(WaitFor(value=3)))
        await at.timekeeper.quiet()
        await at.bus.call(Add(amount=1))
        assert not waiting.done()
        await at.bus.call(Add(amount=2))
        assert await waiting == Count(value=3)


async def test_a_deferred_call_may_leave_something_behind() -> None:
    """It is kept before anything is waited for, and the call goes on: it may have its answer by then."""
    async with desk(counter()) as at:
        assert await at.bus.call(WaitFor(value=1, begin=1)) == Count(value=1)
    async with desk(counter()) as at:
        waiting = asyncio.create_task(at.bus.call(WaitFor(value=3, begin=1), message_id="w"))
        await eventually(lambda: at.host.next_deadline() is not None)
        assert await total(at) == 1
        await at.bus.call(Add(amount=2))
        assert await waiting == Count(value=3)
        assert await at.bus.call(WaitFor(value=3, begin=1), message_id="w") == Count(value=3)
        assert await total(at) == 3
        assert await at.bus.dead_letters() == []


async def test_a_deferred_call_ends_at_its_time() -> None:
    """The handler sees that the wait is over and refuses."""
    async with desk(counter()) as at:
        waiting = asyncio.create_task(at.bus.call(WaitFor(value=3, seconds=20)))
        await at.timekeeper.quiet()
        await asyncio.gather(at.timekeeper.advance(20), return_exceptions=True)
        with pytest.raises(ApiError, match="too late"):
            await waiting


async def test_a_caller_that_goes_away_is_forgotten() -> None:
    """Its deferred command is not handled again."""
    async with desk(counter()) as at:
        waiting = asyncio.create_task(at.bus.call(WaitFor(value=1)))
        await at.timekeeper.quiet()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await at.bus.call(Add(amount=1))
        assert at.host.next_deadline() is None


async def test_an_event_reaches_its_listener() -> None:
    """`on_elsewhere` handles it."""
    async with desk(counter()) as at:
        await at.bus.publish(Elsewhere(amount=4))
        assert await total(at) == 4


async def test_an_event_that_leads_to_nothing_takes_no_turn() -> None:
    """Nothing is handled, and nobody waits for it to be."""
    async with desk(counter()) as at:
        await at.bus.publish(Elsewhere(amount=-1))
        await at.timekeeper.quiet()
        assert (await total(at), at.host.turns.count) == (0, 1)


async def test_whether_an_event_leads_to_something_is_asked_in_its_turn() -> None:
    """What comes before it, and is not handled yet, may make it count."""
    async with desk(counter()) as at:
        at.bus.ask(Add(amount=3), lambda _: None)
        await at.bus.publish(Elsewhere(amount=-1))
        await at.timekeeper.quiet()
        assert await total(at) == 2


async def test_a_restart_brings_state_timers_and_effects_back() -> None:
    """What was recorded is there, what was scheduled fires, what was begun runs again."""
    journals, numbers = MemoryJournals(), Numbers()
    async with desk(counter(numbers), journals) as at:
        await at.bus.call(Add(amount=1))
        await at.bus.call(AddLater(amount=10, seconds=60))
        await at.bus.call(Fetch(name="a"))
    async with desk(counter(numbers), journals) as at:
        numbers.answer("a").set_result(100)
        await at.timekeeper.quiet()
        assert await total(at) == 101
        await at.timekeeper.advance(60)
        assert await total(at) == 111
        assert numbers.asked == ["a", "a"]


async def test_a_snapshot_replaces_replay() -> None:
    """A service started from a snapshot knows what one started from entries knows."""
    journals = MemoryJournals()
    async with desk(counter(), journals) as at:
        await at.bus.call(AddLater(amount=10, seconds=60))
        await at.bus.call(Add(amount=1), message_id="once")
    loaded = await (await journals.open("counter")).load()
    assert loaded.snapshot is not None
    async with desk(counter(), journals) as at:
        await at.bus.call(Add(amount=1), message_id="once")
        await at.timekeeper.advance(60)
        assert await total(at) == 11


async def test_an_effect_called_off_has_no_outcome() -> None:
    """Its task is cancelled, and nothing is recorded."""
    numbers = Numbers()
    async with desk(counter(numbers)) as at:
        await at.bus.call(Fetch(name="a"))
        await at.bus.call(CallOff(name="a"))
        await at.timekeeper.quiet()
        assert (numbers.cancelled, await total(at)) == (["a"], 0)


async def test_an_effect_that_was_given_up_is_taken_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """When its dead letter, which holds the intent, is sent again."""
    monkeypatch.setattr(effects, "ATTEMPTS", 1)
    numbers = Numbers()
    async with desk(counter(numbers)) as at:
        numbers.answer("a").set_exception(RuntimeError("no number"))
        await at.bus.call(Fetch(name="a"))
        await at.timekeeper.quiet()
        [letter] = await at.bus.dead_letters()
        assert (letter.type, letter.caller) == ("counter.fetch_number", ROOT)
        numbers.answers["a"] = asyncio.get_running_loop().create_future()
        numbers.answer("a").set_result(100)
        await at.bus.revive(letter)
        await at.timekeeper.quiet()
        assert await total(at) == 100
        assert await at.bus.dead_letters() == []


async def test_moving_the_clock_waits_for_effects_but_not_for_scripts() -> None:
    """An effect in the stack's own time holds the call up; one in real time is named in its answer."""
    numbers = Numbers()
    async with desk(counter(numbers, real_time=True)) as at:
        await at.bus.call(Fetch(name="a"))
        assert await at.timekeeper.advance(5) == ["counter:fetch/a"]
    inside = Numbers()
    async with desk(counter(inside)) as at:
        await at.bus.call(Fetch(name="b"))
        moving = asyncio.create_task(at.timekeeper.advance(5))
        for _ in range(20):
            await asyncio.sleep(0)
        assert not moving.done()
        inside.answer("b").set_result(1)
        assert await moving == []


async def test_a_stale_writer_loads_again_and_loses_nothing() -> None:
    """Another writer's entry is taken over, and the message that noticed it is handled anew."""
    journals = MemoryJournals()
    async with desk(counter(), journals) as old, desk(counter(), journals) as new:
        await new.bus.call(Add(amount=5))
        assert await old.bus.call(Add(amount=1)) == Count(value=6)


async def test_a_service_that_is_killed_comes_back() -> None:
    """From its journal: what came before is not doubled, what comes meanwhile is not lost, and timers
    fire.
    """
    async with desk(counter()) as at:
        await at.bus.call(Add(amount=1))
        await at.bus.call(AddLater(amount=10, seconds=60))
        machine = at.host.machine.state
        coming_back = asyncio.ensure_future(at.host.kill(0.01))
        await asyncio.sleep(0)
        meanwhile = asyncio.ensure_future(at.bus.call(Add(amount=2)))
        await in_time(coming_back)
        assert at.host.machine.state is not machine
        assert (await in_time(meanwhile)).value == 3
        await at.timekeeper.advance(60)
        assert await total(at) == 13
