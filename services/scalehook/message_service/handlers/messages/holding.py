"""What a consumer does with a message that it holds: delete it, or hold it for another time."""

from scalehook.kit import Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_held, find_queue
from scalehook.message_service.messages.ids import new_handle
from scalehook.message_service.queues.dead_letters import move_dead_letters
from scalehook.message_service.queues.timers import come_by, wake_consumers
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Queue, State
from scalehook.message_service.timestamps import SECOND, milliseconds
from scalehook_contracts.base import Done
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.mns import (
    InvalidArgument,
    MissingReceiptHandle,
    MissingVisibilityTimeout,
)
from scalehook_contracts.exact import of_own
from scalehook_contracts.message_service.batches import BatchDeleteMessage, BatchDeletion, DeletionError
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageDeleted,
    MessageVisibilityChanged,
    VisibilityChange,
)

DONE = Done()


def delete_message(command: DeleteMessage, work: Work[State, Settings]) -> Done:
    """The consumer is done with the message."""
    queue = find_queue(work.state, command.queue_name)
    _delete(command.receipt_handle, queue, work)
    _let_the_next_come(queue, work)
    return DONE


def batch_delete_message(command: BatchDeleteMessage, work: Work[State, Settings]) -> BatchDeletion:
    """Each handle for itself; those that cannot be used are answered."""
    queue = find_queue(work.state, command.queue_name)
    if not 1 <= len(command.receipt_handles) <= LIMITS.batch:
        raise InvalidArgument(name="ReceiptHandles")
    if not all(command.receipt_handles):  # in a list of errors, clients do not read an empty one
        raise MissingReceiptHandle()
    tried = [_try_to_delete(handle, queue, work) for handle in command.receipt_handles]
    _let_the_next_come(queue, work)
    return of_own(BatchDeletion, {"errors": [error for error in tried if error]})


def change_message_visibility(
    command: ChangeMessageVisibility, work: Work[State, Settings]
) -> VisibilityChange:
    """The time runs from now, 0 gives the message back; the old handle is void."""
    queue = find_queue(work.state, command.queue_name)
    seconds = _checked(command.visibility_timeout)
    now = milliseconds(work.now)
    message = find_held(queue, command.receipt_handle, now)
    changed = MessageVisibilityChanged(
        queue_name=queue.queue_name,
        serial=message.serial,
        message_id=message.message_id,
        receipt_handle=new_handle(message.serial, work.new_id("")),
        next_visible_time=now + seconds * SECOND,
        request_id=message.request_id,
    )
    work.record(changed)
    if seconds:
        come_by(work, queue, changed.next_visible_time)
    elif queue.index.limit is not None:
        move_dead_letters(work, queue, now)
    wake_consumers(work, queue, now)
    return VisibilityChange(
        receipt_handle=changed.receipt_handle, next_visible_time=changed.next_visible_time
    )


def _checked(seconds: int | None) -> int:
    if seconds is None:
        raise MissingVisibilityTimeout()
    if seconds != 0:  # the official client sends 0 though no document allows it
        LIMITS.visibility_timeout.check(seconds)
    return seconds


def _delete(handle: str | None, queue: Queue, work: Work[State, Settings]) -> None:
    message = find_held(queue, handle, milliseconds(work.now))
    event = {
        "queue_name": queue.queue_name,
        "serial": message.serial,
        "message_id": message.message_id,
        "request_id": message.request_id,
    }
    work.record(of_own(MessageDeleted, event))


def _let_the_next_come(queue: Queue, work: Work[State, Settings]) -> None:
    """Of a group that is kept in order: the one behind the deleted one can be received."""
    if queue.queue_type == "fifo":
        wake_consumers(work, queue, milliseconds(work.now))


def _try_to_delete(handle: str, queue: Queue, work: Work[State, Settings]) -> DeletionError | None:
    try:
        _delete(handle, queue, work)
    except ApiError as refusal:
        return DeletionError(
            error_code=refusal.code, error_message=refusal.message, receipt_handle=handle
        )
    return None
