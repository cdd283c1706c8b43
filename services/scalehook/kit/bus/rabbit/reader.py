"""What comes out of a service's queue: messages, and words between processes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from aio_pika import Message as AmqpMessage
from aiormq.abc import AbstractChannel, DeliveredMessage

from scalehook.kit.bus.bus import Accept
from scalehook.kit.bus.rabbit import wire, words
from scalehook.kit.bus.rabbit.acknowledging import Acknowledgements, Received
from scalehook.kit.bus.rabbit.burying import Burying
from scalehook.kit.bus.rabbit.delivery import RabbitDelivery
from scalehook.kit.bus.rabbit.fitting import short
from scalehook.kit.bus.rabbit.incoming import Incoming
from scalehook.kit.bus.rabbit.letters import REASON_LENGTH
from scalehook.kit.clock.clock import Clock
from scalehook.kit.logs import Log
from scalehook.kit.machine.envelope import NOBODY, Envelope
from scalehook_contracts.base import Command, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InternalError
from scalehook_contracts.errors.ram import NoPermission

log = Log(__name__)

Respond = Callable[[bytes], Awaitable[bytes | None]]  # to what a coordinator asks; None: it says nothing
Send = Callable[[AmqpMessage | wire.Outgoing, str], None]  # a message to a queue, in the background
NO_CALLER = f"no caller: the header {wire.CALLER!r} has to say on whose behalf a command comes"


@dataclass
class Reader:
    """One service's side of its queue. `respond` gives what answers a coordinator: the process's own,
    which may come late.
    """

    service: str
    types: wire.Types
    clock: Clock
    accept: Accept
    burying: Burying
    send: Send
    respond: Callable[[], Respond | None]
    _unanswered: dict[str, list[RabbitDelivery]] = field(default_factory=dict)
    _acknowledgements: Acknowledgements | None = None
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def take(self, delivered: DeliveredMessage) -> None:
        """One message, in the order of the queue."""
        incoming = Incoming(delivered)
        received = Received(incoming, self._acknowledgements_on(incoming.channel))
        if incoming.type == words.GONE:
            self._forget_caller(received)
        elif incoming.type == words.CONTROL:
            self._take_question(received)
        else:
            self._take_message(received)

    async def written(self) -> None:
        """Returns when all acknowledgements have been handed to the socket."""
        if self._acknowledgements is not None:
            await self._acknowledgements.written()

    def _acknowledgements_on(self, channel: AbstractChannel) -> Acknowledgements:
        """A connection that is made again has another channel, which counts anew."""
        found = self._acknowledgements
        if found is None or found.channel is not channel:
            found = self._acknowledgements = Acknowledgements(channel)
        return found

    def _take_message(self, received: Received) -> None:
        try:
            envelope = wire.decode(received.incoming, self.types)
        except wire.Undecodable as problem:
            self._give_up(received, str(problem))
            return
        if isinstance(envelope.message, Command) and envelope.caller == NOBODY:
            self._refuse(envelope, received)
            return
        delivery = RabbitDelivery(envelope, received, self.service, self.burying, self._reply)
        if envelope.reply_to and self._is_copy(delivery):
            received.ack()
        else:
            self.accept(delivery)

    def _refuse(self, envelope: Envelope, received: Received) -> None:
        """A command that comes on nobody's behalf."""
        if not envelope.reply_to:
            self._give_up(received, NO_CALLER)
            return
        self._send_reply(NoPermission(), envelope.message_id, envelope.reply_to)
        received.ack()

    def _give_up(self, received: Received, reason: str) -> None:
        reason = reason[:REASON_LENGTH]
        name = wire.name_of(received.incoming)
        log.error("no valid message", service=self.service, type=name, reason=reason)
        say_failed = partial(self._say_failed, received.incoming)
        self.burying.replace(received, self.service, reason, say_failed)

    def _say_failed(self, incoming: Incoming) -> None:
        if incoming.reply_to:
            question = incoming.message_id or incoming.correlation_id or ""
            self._send_reply(InternalError(), short(question), incoming.reply_to)

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
        self._send_reply(reply, message_id, delivery.envelope.reply_to)

    def _send_reply(self, reply: Reply | ApiError, message_id: str, queue: str) -> None:
        """One that cannot be sent is an internal error for the caller, and for nobody else."""
        try:
            outgoing = wire.encode_reply(reply, message_id)
        except Exception as problem:  # of whatever a handler has put into it
            log.error("a reply cannot be sent", service=self.service, problem=repr(problem))
            outgoing = wire.encode_reply(InternalError(), message_id)
        self.send(outgoing, queue)

    def _forget_caller(self, received: Received) -> None:
        for delivery in self._unanswered.pop(received.incoming.correlation_id or "", ()):
            delivery.abandoned = True
        received.ack()

    # -- a coordinator --------------------------------------------------------------------------

    def _take_question(self, received: Received) -> None:
        received.ack()
        incoming, respond = received.incoming, self.respond()
        if respond is None or not incoming.reply_to or words.is_late(incoming, self.clock):
            return
        task = asyncio.get_running_loop().create_task(self._respond_to(incoming, respond))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _respond_to(self, incoming: Incoming, respond: Respond) -> None:
        answer = await respond(incoming.body)
        if answer is not None:
            self.send(words.answer(incoming, answer), incoming.reply_to or "")
