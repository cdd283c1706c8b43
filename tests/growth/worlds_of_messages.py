"""Queues and topics, filled: each is a world of a size, and gives a call in it."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from random import Random
from typing import Any

from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.message_service.service import SERVICE
from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Command
from scalehook_contracts.message_service.messages import DeleteMessage, ReceiveMessage, SendMessage
from scalehook_contracts.message_service.queues import CreateQueue, GetQueueAttributes, ListQueue

Call = Callable[[], object]


class Queues:
    """A message service with a queue that has so many messages, among as many queues. The first of each
    is asked for; the others are made of its event, which is much cheaper.
    """

    def __init__(self, size: int) -> None:
        self._machine = Machine(SERVICE, SERVICE.settings(), Random(1))
        self._numbers = itertools.count(1)
        [queue] = self._step(CreateQueue(queue_name="q")).entry.recorded
        [sent] = self._step(SendMessage(queue_name="q", message_body="x")).entry.recorded
        for number in range(size):
            self._machine.apply(queue.model_copy(update={"queue_name": f"other-{number}"}))
            said = {"serial": sent.serial + number + 1, "message_id": f"{number:032X}"}
            self._machine.apply(sent.model_copy(update=said))

    def ask(self, command: Command[Any]) -> Any:
        """The reply."""
        return self._step(command).reply

    def _step(self, command: Command[Any]) -> Any:
        number = f"m{next(self._numbers)}"
        return self._machine.handle(Envelope(command, number, START, number), START)

    def send(self) -> Any:
        """One more message."""
        return self.ask(SendMessage(queue_name="q", message_body="x"))


@cache
def _queues(size: int) -> Queues:
    """Made once: every call leaves it as it was."""
    return Queues(size)


@contextmanager
def a_message_through_a_queue(size: int) -> Iterator[Call]:
    """Sent, received, deleted."""
    queues = _queues(size)

    def call() -> None:
        queues.send()
        handle = queues.ask(ReceiveMessage(queue_name="q")).receipt_handle
        queues.ask(DeleteMessage(queue_name="q", receipt_handle=handle))

    yield call


@contextmanager
def attributes_of_a_queue(size: int) -> Iterator[Call]:
    """Its messages are counted."""
    queues = _queues(size)
    yield lambda: queues.ask(GetQueueAttributes(queue_name="q"))


@contextmanager
def a_page_of_queues(size: int) -> Iterator[Call]:
    """The first ten of them."""
    queues = _queues(size)
    yield lambda: queues.ask(ListQueue(ret_number=10))


WORLDS = (a_message_through_a_queue, attributes_of_a_queue, a_page_of_queues)
