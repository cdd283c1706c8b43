"""What comes out of a service's queue: messages, and words between processes."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
import structlog
from aio_pika import Message as AmqpMessage
from aio_pika.abc import AbstractIncomingMessage

from scalehook.kit.bus import Accept
from scalehook.kit.clock import Clock
from scalehook.kit.dead_letters import DeadLetter
from scalehook.kit.rabbit import wire
from scalehook.kit.rabbit.delivery import Outbox, RabbitDelivery
from scalehook_contracts.base import Reply
from scalehook_contracts.errors import ApiError

log = structlog.get_logger(__name__)
CONTROL = "scalehook.control"  # a coordinator asks the process
GONE = "scalehook.gone"  # a caller tells the reader that nobody waits any more

Control = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
Send = Callable[[AmqpMessage, str], None]  # a message to a queue, in the background


@dataclass
class Reader:
    """One service's side of its queue."""

    service: str
    types: wire.Types
    clock: Clock
    accept: Accept
    control: Callable[[], Control | None]
    outbox: Outbox
    send: Send
    bury: Callable[[DeadLetter], None]
    _unanswered: dict[str, RabbitDelivery] = field(default_factory=dict)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def take(self, incoming: AbstractIncomingMessage) -> None:
        """One message, in the order of the queue."""
        if incoming.type == GONE:
            self._forget_caller(incoming)
        elif incoming.type == CONTROL:
            self.outbox.put(incoming.ack)
            task = asyncio.get_running_loop().create_task(self._answer_control(incoming))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            self._take_message(incoming)

    def _take_message(self, incoming: AbstractIncomingMessage) -> None:
        try:
            envelope = wire.decode(incoming, self.types)
        except wire.Undecodable as problem:
            self._bury_raw(incoming, str(problem))
            return
        delivery = RabbitDelivery(envelope, incoming, self.outbox, self._reply, self.bury, self.service)
        if envelope.reply_to:
            self._unanswered[envelope.message_id] = delivery
        self.accept(delivery)

    def _reply(self, delivery: RabbitDelivery, reply: Reply | ApiError) -> None:
        message_id = delivery.envelope.message_id
        self._unanswered.pop(message_id, None)
        self.send(wire.encode_reply(reply, message_id), delivery.envelope.reply_to)

    def _forget_caller(self, incoming: AbstractIncomingMessage) -> None:
        delivery = self._unanswered.pop(incoming.correlation_id or "", None)
        if delivery is not None:
            delivery.abandoned = True
        self.outbox.put(incoming.ack)

    async def _answer_control(self, incoming: AbstractIncomingMessage) -> None:
        control = self.control()
        if control is None or not incoming.reply_to:
            return
        answer = orjson.dumps(await control(orjson.loads(incoming.body)))
        message = AmqpMessage(answer, type=CONTROL, correlation_id=incoming.message_id)
        self.send(message, incoming.reply_to)

    def _bury_raw(self, incoming: AbstractIncomingMessage, reason: str) -> None:
        log.error("no valid message", service=self.service, type=incoming.type, reason=reason)
        message_id = incoming.message_id or uuid.uuid4().hex
        self.bury(
            DeadLetter(
                letter_id=f"{self.service}:{message_id}",
                service=self.service,
                type=incoming.type or "",
                reason=reason,
                at=self.clock.now(),
                body=incoming.body,
                correlation_id=incoming.correlation_id or "",
            )
        )
        self.outbox.put(incoming.ack)
