"""Creating, changing, showing, listing and deleting queues."""

from dataclasses import replace
from typing import Any

from scalehook.kit import Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.names import check_queue_name
from scalehook.message_service.paging import page
from scalehook.message_service.queue_work import (
    QueueTimer,
    queue_key,
    schedule_turn,
    wake_consumers,
)
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, QueueOptions, State
from scalehook.message_service.timestamps import SECOND, milliseconds, seconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors.mns import QueueAlreadyExist
from scalehook_contracts.message_service.messages import MessagesExpired
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    QueueAttributes,
    QueueAttributesSet,
    QueueCreated,
    QueueCreation,
    QueueDeleted,
    QueueList,
    QueueSummary,
    SetQueueAttributes,
    TurnQueue,
)


def create_queue(command: CreateQueue, work: Work[State, Settings]) -> QueueCreation:
    """What is not given has its default; the same queue may be created again."""
    check_queue_name(command.queue_name, work.settings.mns_name_length)
    options = _options(command, QueueOptions())
    known = work.state.queues.get(command.queue_name)
    if known:
        if known.options != options:
            raise QueueAlreadyExist()
        return QueueCreation(created=False)
    created = QueueCreated(queue_name=command.queue_name, create_time=seconds(work.now), **vars(options))
    work.record(created)
    return QueueCreation(created=True)


def set_queue_attributes(command: SetQueueAttributes, work: Work[State, Settings]) -> Done:
    """What is not given stays. Another retention counts for the messages that are there, too."""
    queue = find_queue(work.state, command.queue_name)
    options = _options(command, queue.options)
    now = milliseconds(work.now)
    timer = QueueTimer(work, queue, now)
    work.record(
        QueueAttributesSet(queue_name=queue.queue_name, last_modify_time=now // SECOND, **vars(options))
    )
    upcoming = queue.next_change(now)
    if upcoming is not None:
        timer.come_by(upcoming)
    return Done()


def get_queue_attributes(command: GetQueueAttributes, work: Work[State, Settings]) -> QueueAttributes:
    """The twelve attributes."""
    return QueueAttributes.model_validate(_attributes(find_queue(work.state, command.queue_name), work))


def list_queue(command: ListQueue, work: Work[State, Settings]) -> QueueList:
    """One page, with the attributes where they are asked for."""
    names, marker = page(work.state.queue_names, command)
    queues = [_summary(work.state.queues[name], command.with_meta, work) for name in names]
    return QueueList(queues=queues, next_marker=marker)


def delete_queue(command: DeleteQueue, work: Work[State, Settings]) -> Done:
    """Consumers that wait learn that the queue is gone."""
    if command.queue_name in work.state.queues:
        work.record(QueueDeleted(queue_name=command.queue_name))
        work.cancel(queue_key(command.queue_name))
        work.wake(queue_key(command.queue_name))
    return Done()


def _options(given: CreateQueue | SetQueueAttributes, others: QueueOptions) -> QueueOptions:
    LIMITS.delay_seconds.check(given.delay_seconds)
    LIMITS.maximum_message_size.check(given.maximum_message_size)
    LIMITS.message_retention_period.check(given.message_retention_period)
    LIMITS.visibility_timeout.check(given.visibility_timeout)
    LIMITS.polling_wait_seconds.check(given.polling_wait_seconds)
    values = {name: getattr(given, name, None) for name in vars(others)}
    return replace(others, **{name: value for name, value in values.items() if value is not None})


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
    """Drop what is overdue, wake who waits, and come again at the next change."""
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
    wake_consumers(work, queue, now)
    upcoming = queue.next_change(now)
    if upcoming is not None:
        schedule_turn(work, queue, upcoming)
    return Done()
