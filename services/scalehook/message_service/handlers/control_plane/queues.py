"""Creating, changing, showing, listing and deleting queues."""

from typing import Any

from scalehook.kit import Work
from scalehook.message_service import encryption, tags
from scalehook.message_service.changes.queues import change_queue, make_queue, remove_queue
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.pages.by_number import Found, Section, page_of
from scalehook.message_service.pages.filters import chosen
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.views.control_plane import queue_view
from scalehook_contracts.errors.mns import QueueNotExist
from scalehook_contracts.message_service.control_plane.base import Written
from scalehook_contracts.message_service.control_plane.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    ListQueue,
    QueueAnswer,
    QueueChoice,
    QueueList,
    QueuePage,
    SetQueueAttributes,
)
from scalehook_contracts.message_service.policies import Encryption, Order, Tag


def create_queue(command: CreateQueue, work: Work[State, Settings]) -> Written:
    """What is not given has its default; the same queue may be created again."""
    given = _given(command, None)
    given |= {"queue_type": command.queue_type, "tags": tags.in_order(command.tag)}
    make_queue(work, command.queue_name, given)
    return Written()


def set_queue_attributes(command: SetQueueAttributes, work: Work[State, Settings]) -> Written:
    """What is not given stays; a policy is replaced as a whole."""
    queue = find_queue(work.state, command.queue_name)
    change_queue(work, queue, _given(command, queue.options.encryption))
    return Written()


def get_queue_attributes(command: GetQueueAttributes, work: Work[State, Settings]) -> QueueAnswer:
    """A queue without the tags that are named is none that was asked for."""
    queue = find_queue(work.state, command.queue_name)
    if not tags.bears(queue.tags, command.tag):
        raise QueueNotExist()
    return QueueAnswer(data=queue_view(queue, work))


def list_queue(command: ListQueue, work: Work[State, Settings]) -> QueueList:
    """One page."""
    names, page = page_of(_found(command, work.state), command)
    views = [queue_view(work.state.queues[name], work) for name in names]
    return QueueList(data=QueuePage(page_data=views, **page))


def delete_queue(command: DeleteQueue, work: Work[State, Settings]) -> Written:
    """Of its messages nothing is left."""
    remove_queue(work, command.queue_name)
    return Written()


def _given(command: QueueChoice, known: Encryption | None) -> dict[str, Any]:
    return {
        "delay_seconds": command.delay_seconds,
        "maximum_message_size": command.maximum_message_size,
        "message_retention_period": command.message_retention_period,
        "visibility_timeout": command.visibility_timeout,
        "polling_wait_seconds": command.polling_wait_seconds,
        "logging_enabled": command.enable_logging,
        "dlq_policy": command.dlq_policy,
        "tenant_rate_limit_policy": command.tenant_rate_limit_policy,
        "encryption": encryption.chosen(command, known),
    }


def _found(command: ListQueue, state: State) -> Found[str]:
    def of(name: str) -> tuple[Order, list[Tag]]:
        queue = state.queues[name]
        return queue.queue_type, queue.tags

    names = Section(state.queue_names, command.queue_name)
    return chosen(names, command.queue_type, command.tag, of)
