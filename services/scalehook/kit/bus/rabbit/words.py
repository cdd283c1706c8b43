"""Words between processes. They go through a service's queue, so that everything sent before them
has arrived when they do. What a question asks, and its answer says, is the two processes' own.
"""

from datetime import timedelta

from aio_pika import Message as AmqpMessage

from scalehook.kit.bus.rabbit.incoming import Readable
from scalehook.kit.bus.rabbit.wire import seconds_of, time_of
from scalehook.kit.clock.clock import Clock

CONTROL = "scalehook.control"  # a coordinator asks the process
GONE = "scalehook.gone"  # a caller tells the reader that nobody waits any more
UNTIL = "x-until"
LATE = timedelta(seconds=10)  # the clocks of two machines may differ by so much


def gone(message_id: str) -> AmqpMessage:
    """Nobody waits for the answer to this message."""
    return AmqpMessage(b"", type=GONE, correlation_id=message_id)


def question(
    content: bytes, message_id: str, reply_to: str, timeout: float, clock: Clock
) -> AmqpMessage:
    """A coordinator's; when nobody waits any more it is let pass. The message has no expiration: what
    expires in a queue becomes a dead letter.
    """
    return AmqpMessage(
        content,
        type=CONTROL,
        message_id=message_id,
        reply_to=reply_to,
        headers={UNTIL: seconds_of(clock.real_now() + timedelta(seconds=timeout))},
    )


def is_late(incoming: Readable, clock: Clock) -> bool:
    """Whether nobody waits for the answer any more."""
    until = time_of((incoming.headers or {}).get(UNTIL))
    return clock.real_now() > until + LATE


def answer(incoming: Readable, content: bytes) -> AmqpMessage:
    """What the process says to a question."""
    return AmqpMessage(content, type=CONTROL, correlation_id=incoming.message_id)
