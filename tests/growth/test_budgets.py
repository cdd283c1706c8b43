"""What was made quick stays so: Python's own steps of what is done most, whatever the machine does."""

import itertools
import sys
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import pytest

from scalehook.gateway.rpc.parameters import assemble
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.memory.bus import MemoryBus
from scalehook.kit.clock.clock import Clock
from scalehook.kit.host.prompt_relay import PromptRelay
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.replaying import replay
from scalehook.message_service.service import SERVICE
from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Command
from scalehook_contracts.message_service.messages import DeleteMessage, ReceiveMessage, SendMessage
from scalehook_contracts.message_service.queues import CreateQueue
from scalehook_contracts.scaling_controller.actions import CompleteLifecycleAction
from support.counter.messages import Added
from support.effort import steps
from support.ensemble.cycles import Cycles
from support.growth import no_other_thread

WARM_UP = 3
MANY = 20  # entries
ROOM = 1.05
SEND, RECEIVE, DELETE, REPLAY, CYCLE = 1525, 1352, 908, 213, 39_068
PARAMETERS, UNWANTED = 90, 109
OTHERS = sys.version_info[:2] != (3, 11)

pytestmark = pytest.mark.skipif(OTHERS, reason="the budgets are those of Python 3.11")


class Queue:
    """A message service with one queue; what it has kept."""

    def __init__(self) -> None:
        self.machine = Machine(SERVICE, SERVICE.settings(), Random(1))
        self.journal: list[bytes] = []
        self._numbers = itertools.count(1)
        self.ask(CreateQueue(queue_name="q"))

    def ask(self, command: Command[Any]) -> Any:
        """The reply."""
        number = f"m{next(self._numbers)}"
        step = self.machine.handle(Envelope(command, number, START, number), START)
        self.journal.append(step.raw)
        return step.reply

    def send(self) -> None:
        """One more message."""
        self.ask(SendMessage(queue_name="q", message_body="x" * 200))

    def receive(self) -> Any:
        """A message, which is held then."""
        return self.ask(ReceiveMessage(queue_name="q"))

    def deletion(self) -> Callable[[], object]:
        """Of a message that is held."""
        handle = self.receive().receipt_handle
        return partial(self.ask, DeleteMessage(queue_name="q", receipt_handle=handle))


@pytest.fixture
def queue() -> Queue:
    """All has been done before, so that nothing is done for the first time."""
    found = Queue()
    for _ in range(WARM_UP):
        found.send()
        found.send()
        found.deletion()()
    return found


def check(work: Callable[[], object], budget: int) -> None:
    """It takes no more steps than that, and some for what is new."""
    with no_other_thread():
        taken = steps(work)
    assert taken <= ROOM * budget, (
        f"{taken:,} steps: whoever finds that worth it makes the budget larger"
    )


def test_a_send(queue: Queue) -> None:
    """From the command to the entry and the reply."""
    check(queue.send, SEND)


def test_a_receive(queue: Queue) -> None:
    """The same."""
    check(queue.receive, RECEIVE)


def test_a_deletion(queue: Queue) -> None:
    """The same."""
    check(queue.deletion(), DELETE)


def test_an_entry_that_is_played_again(queue: Queue) -> None:
    """From the bytes of a journal's entry to the state."""
    types, again = message_types(SERVICE), Machine(SERVICE, SERVICE.settings(), Random(1))
    replay(again, enumerate(queue.journal, 1), types)
    for _ in range(MANY):
        queue.send()
    rows = list(enumerate(queue.journal, 1))[-MANY:]
    check(lambda: replay(again, rows, types), MANY * REPLAY)


def test_parameters_of_a_call() -> None:
    """Names that have come before, in this order."""
    given = {
        "Action": "CompleteLifecycleAction", "Version": "2022-02-22", "RegionId": "cn-hangzhou",
        "AccessKeyId": "a", "ScalingGroupId": "asg-1", "LifecycleHookId": "ash-1",
        "LifecycleActionToken": "t",
    }  # fmt: skip
    assemble(CompleteLifecycleAction, given)
    check(lambda: assemble(CompleteLifecycleAction, given), PARAMETERS)


async def test_an_entry_that_nobody_wants() -> None:
    """Its readers are asked, and nothing is posted or marked in its turn."""
    bus = MemoryBus(Clock())
    await bus.consume("listener", [Added], print)
    bus.let_pass("listener", lambda event: True)
    relay = PromptRelay("counter", bus, MemoryJournal())
    entry = Entry("m", "add", START, 1, recorded=[Added(amount=1), Added(amount=2)])
    assert relay.envelopes(entry) == []
    check(lambda: relay.envelopes(entry), UNWANTED)
    relay.close()


def test_an_instance_up_and_down() -> None:
    """With a hook that notifies a queue: all services, and what carries their messages."""
    cycles = Cycles(plain=True)
    cycles.run(WARM_UP)
    check(cycles.run, CYCLE)
