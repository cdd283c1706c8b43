"""Looking at messages without receiving them."""

from scalehook.kit import Work
from scalehook.message_service.limits import LIMITS
from scalehook.message_service.lookups import find_queue
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State
from scalehook.message_service.timestamps import milliseconds
from scalehook.message_service.views.messages import peeked
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.batches import BatchPeekMessage, PeekedMessages
from scalehook_contracts.message_service.messages import PeekedMessage, PeekMessage


def peek_message(command: PeekMessage, work: Work[State, Settings]) -> PeekedMessage:
    """The message that would be received next."""
    return _peek(command, work, 1)[0]


def batch_peek_message(command: BatchPeekMessage, work: Work[State, Settings]) -> PeekedMessages:
    """The messages that would be received next."""
    LIMITS.num_of_messages.check(command.num_of_messages)
    return PeekedMessages(messages=_peek(command, work, command.num_of_messages))


def _peek(
    command: PeekMessage | BatchPeekMessage, work: Work[State, Settings], count: int
) -> list[PeekedMessage]:
    queue = find_queue(work.state, command.queue_name)
    found = queue.visible(milliseconds(work.now), count)
    if not found:
        raise MessageNotExist()
    return [peeked(message) for message in found]
