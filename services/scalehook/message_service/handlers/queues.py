"""Creating, changing, showing, listing and deleting queues."""

from typing import Any

from scalehook.kit import Work
from scalehook.message_service.changes.queues import change_queue, make_queue, remove_queue
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.pages.by_marker import page
from scalehook.message_service.queues.dead_letters import move_dead_letters
from scalehook.message_service.queues.timers import schedule_turn, wake_consumers
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import at_millisecond, milliseconds
from scalehook_contracts.base import Done
from scalehook_contracts.message_service.messages import MessagesExpired
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    QueueAttributes,
    QueueCreation,
    QueueList,
    QueueOptions,
    QueueSummary,
    SetQueueAttributes,
    TurnQueue,
)


def create_queue(command: CreateQueue, work: Work[State, Settings]) -> QueueCreation:
    """What is not given has its default; the same queue may be created again."""
    return QueueCreation(created=make_queue(work, command.queue_name, _given(command)))


def set_queue_attributes(command: SetQueueAttributes, work: Work[State, Settings]) -> Done:
    """What is not given stays."""
    change_queue(work, find_queue(work.state, command.queue_name), _given(command))
    return Done()


def get_queue_attributes(command: GetQueueAttributes, work: Work[State, Settings]) -> QueueAttributes:
    """The twelve attributes, and the dead-letter policy where there is one."""
    return QueueAttributes.model_validate(_attributes(find_queue(work.state, command.queue_name), work))


def list_queue(command: ListQueue, work: Work[State, Settings]) -> QueueList:
    """One page, with the attributes where they are asked for."""
    names, marker = page(work.state.queue_names, command)
    queues = [_summary(work.state.queues[name], command.with_meta, work) for name in names]
    return QueueList(queues=queues, next_marker=marker)


def delete_queue(command: DeleteQueue, work: Work[State, Settings]) -> Done:
    """Of its messages nothing is left."""
    remove_queue(work, command.queue_name)
    return Done()


def _given(command: CreateQueue | SetQueueAttributes) -> dict[str, Any]:
    return {name: getattr(command, name) for name in QueueOptions.model_fields}


def _attributes(queue: Queue, work: Work[State, Settings]) -> dict[str, Any]:
    counters = queue.counters(milliseconds(work.now))
    return {
        "queue_name": queue.queue_name,
        "create_time": queue.create_time,
        "last_modify_time": queue.last_modify_time,
        "active_messages": counters.active,
        "inactive_messages": counters.inactive,
        "delay_messages": counters.delayed,
        **vars(queue.options),
    }


def _summary(queue: Queue, with_meta: bool, work: Work[State, Settings]) -> QueueSummary:
    if not with_meta:
        return QueueSummary(queue_name=queue.queue_name)
    return QueueSummary.model_validate(_attributes(queue, work))


def turn_queue(command: TurnQueue, work: Work[State, Settings]) -> Done:
    """Drop what is overdue, move what was received too often, wake who waits, and come again at the next
    change.
    """
    queue = work.state.queues.get(command.queue_name)
    if queue is None:
        return Done()
    now = milliseconds(work.now)
    overdue = queue.overdue(now)
    if overdue:
        until = now - queue.retention
        work.record(
            MessagesExpired(queue_name=queue.queue_name, enqueued_until=until, count=len(overdue))
        )
    move_dead_letters(work, queue, now)
    wake_consumers(work, queue, now)
    upcoming = queue.next_change(now)
    if upcoming is not None:
        schedule_turn(work, queue, at_millisecond(upcoming))
    return Done()
