"""What comes out of a service's queue: messages, and words between processes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage

from scalehook.kit.bus.bus import Accept
from scalehook.kit.bus.rabbit import wire, words
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.delivery import RabbitDelivery
from scalehook.kit.bus.rabbit.letters import REASON_LENGTH
from scalehook.kit.bus.rabbit.outbox import Outbox
from scalehook.kit.clock.clock import Clock
from scalehook_contracts.base import Intent, Reply
from scalehook_contracts.errors import ApiError

log = structlog.get_logger(__name__)

Control = Callable[[bytes], Awaitable[bytes | None]]  # None: it says nothing
Resume = Callable[[Intent], None]
Send = Callable[[AmqpMessage | wire.Outgoing, str], None]  # a message to a queue, in the background


@dataclass
class Reader:
    """One service's side of its queue. `control` answers a coordinator, `resume` takes up an
    effect that was given up; both are the process's own, and may come late.
    """

    service: str
    types: wire.Types
    clock: Clock
    accept: Accept
    outbox: Outbox
    burying: Burying
    send: Send
    control: Callable[[], Control | None]
    resume: Callable[[], Resume | None]
    _unanswered: dict[str, list[RabbitDelivery]] = field(default_factory=dict)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def take(self, incoming: AbstractIncomingMessage) -> None:
        """One message, in the order of the queue."""
        if incoming.type == words.GONE:
            self._forget_caller(incoming)
        elif incoming.type == words.CONTROL:
            self._take_question(incoming)
        else:
            self._take_message(incoming)

    def _take_message(self, incoming: AbstractIncomingMessage) -> None:
        try:
            envelope = wire.decode(incoming, self.types)
        except wire.Undecodable as problem:
            reason = str(problem)[:REASON_LENGTH]
            log.error("no valid message", service=self.service, type=incoming.type, reason=reason)
            self.burying.replace(incoming, self.service, reason)
            return
        resume = self.resume()
        if isinstance(envelope.message, Intent) and resume is not None:
            resume(envelope.message)
            self.outbox.put(incoming.ack)
            return
        delivery = RabbitDelivery(
            envelope, incoming, self.service, self.outbox, self.burying, self._reply
        )
        if envelope.reply_to and self._is_copy(delivery):
            self.outbox.put(incoming.ack)
        else:
            self.accept(delivery)

    # -- callers --------------------------------------------------------------------------------

    def _is_copy(self, delivery: RabbitDelivery) -> bool:
        """Whether a question has been asked again that is in good hands: acknowledged, and answered
        later. Its answer goes to whoever asked last.
        """
        asked = self._unanswered.setdefault(delivery.envelope.message_id, [])
        for earlier in asked:
            if earlier.acked:
                earlier.envelope.reply_to = delivery.envelope.reply_to
                return True
        asked.append(delivery)
        return False

    def _reply(self, delivery: RabbitDelivery, reply: Reply | ApiError) -> None:
        message_id = delivery.envelope.message_id
        self._unanswered.pop(message_id, None)
        self.send(wire.encode_reply(reply, message_id), delivery.envelope.reply_to)

    def _forget_caller(self, incoming: AbstractIncomingMessage) -> None:
        for delivery in self._unanswered.pop(incoming.correlation_id or "", ()):
            delivery.abandoned = True
        self.outbox.put(incoming.ack)

    # -- a coordinator --------------------------------------------------------------------------

    def _take_question(self, incoming: AbstractIncomingMessage) -> None:
        self.outbox.put(incoming.ack)
        control = self.control()
        if control is None or not incoming.reply_to or words.is_late(incoming, self.clock):
            return
        task = asyncio.get_running_loop().create_task(self._answer_control(control, incoming))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer_control(self, control: Control, incoming: AbstractIncomingMessage) -> None:
        answer = await control(incoming.body)
        if answer is not None:
            self.send(words.answer(incoming, answer), incoming.reply_to or "")
