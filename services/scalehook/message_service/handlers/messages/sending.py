"""Sending messages to a queue."""

from scalehook.kit import Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.messages.contents import contents_size
from scalehook.message_service.queues.sending import check_message, enqueue, sent
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import InvalidArgument, MessageTooLong
from scalehook_contracts.exact import of_own
from scalehook_contracts.message_service.batches import BatchEntry, BatchSendMessage, BatchSent
from scalehook_contracts.message_service.messages import (
    MessageEnqueued,
    MessageEntry,
    MessageSent,
    SendMessage,
)

NO_ERROR = {"error_code": None, "error_message": None}
NOTHING_MORE = {"receipt_handle": None, "message_group_id": None}


def send_message(command: SendMessage, work: Work[State, Settings]) -> MessageSent:
    """The message waits for its delay, or is visible at once."""
    queue = find_queue(work.state, command.queue_name)
    check_message(command, queue)
    return of_own(MessageSent, sent(enqueue(work, queue, [command])[0]))


def batch_send_message(command: BatchSendMessage, work: Work[State, Settings]) -> BatchSent:
    """Good messages are sent whatever the others are; the answer says which were refused."""
    queue = find_queue(work.state, command.queue_name)
    _check_batch(command.messages)
    refusals = [_refusal(message, queue) for message in command.messages]
    good = [message for message, refusal in zip(command.messages, refusals, strict=True) if not refusal]
    events = iter(enqueue(work, queue, good) if good else ())
    complete = len(good) == len(refusals)
    told = [_refused(refusal) if refusal else _sent(next(events), complete) for refusal in refusals]
    return of_own(BatchSent, {"messages": told})


def _check_batch(messages: list[MessageEntry]) -> None:
    if not 1 <= len(messages) <= LIMITS.batch:
        raise InvalidArgument(name="Messages")
    if sum(map(contents_size, messages)) > LIMITS.batch_bytes:
        raise MessageTooLong()


def _refusal(message: MessageEntry, queue: Queue) -> ApiError | None:
    try:
        check_message(message, queue)
    except ApiError as refusal:
        return refusal
    return None


def _refused(refusal: ApiError) -> BatchEntry:
    return BatchEntry(error_code=refusal.code, error_message=refusal.message)


def _sent(event: MessageEnqueued, complete: bool) -> BatchEntry:
    # Clients read the entries of a partial failure strictly: a handle or a group there breaks them.
    values = {**NO_ERROR, **sent(event)}
    return of_own(BatchEntry, values if complete else {**values, **NOTHING_MORE})
