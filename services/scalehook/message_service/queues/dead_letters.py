"""Messages that were received too often go to another queue."""

from collections.abc import Iterable

from scalehook.kit import Work
from scalehook.message_service.messages.ids import new_message_id
from scalehook.message_service.queues.timers import come_by, wake_consumers
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State, StoredMessage
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.messages import MessageDeadLettered

AT_ONCE = 100  # messages; there may be many more, and others wait meanwhile
TYPE, SOURCE, ORIGIN = "DLQMessageType", "DLQSourceArn", "DLQOriginMessageId"


def move_dead_letters(work: Work[State, Settings], queue: Queue, now: int) -> None:
    """The first of those whose visibility has ended for the last time. What is left is due at once."""
    exhausted = queue.exhausted(now, AT_ONCE)
    target = work.state.dead_letter_routes.target(queue) if exhausted else None
    if target is None:
        return
    for message in exhausted:
        work.record(_moved(message, queue, target, now, work))
        come_by(work, target, max(message.enqueue_time + target.retention, now))
    wake_consumers(work, target, now)


def dead_letter_properties(
    known: Iterable[Property], message_type: str, source_arn: str, message_id: str
) -> list[Property]:
    """A message's system properties with those that say where it comes from: the latest place."""
    others = [one for one in known if one.name not in (TYPE, SOURCE, ORIGIN)]
    said = ((TYPE, message_type), (SOURCE, source_arn), (ORIGIN, message_id))
    return others + [Property(name=name, value=value, type="STRING") for name, value in said]


def _moved(
    message: StoredMessage, queue: Queue, target: Queue, now: int, work: Work[State, Settings]
) -> MessageDeadLettered:
    source = work.settings.arn(f"/queues/{queue.queue_name}")
    return MessageDeadLettered(
        queue_name=queue.queue_name,
        serial=message.serial,
        message_id=message.message_id,
        dead_letter_queue=target.queue_name,
        dead_letter_serial=target.next_serial,
        dead_letter_id=new_message_id(work),
        moved_at=now,
        system_properties=dead_letter_properties(
            message.system_properties, "Queue", source, message.message_id
        ),
        request_id=message.request_id,
    )
