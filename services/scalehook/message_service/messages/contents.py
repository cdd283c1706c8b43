"""What a message may hold, whether it goes to a queue or to a topic: a body, properties and a group."""

from collections.abc import Sequence
from operator import itemgetter

from scalehook.message_service.messages.bodies import check_body, is_text, size
from scalehook.message_service.messages.properties import check_properties, properties_size
from scalehook.message_service.state import Push
from scalehook_contracts.errors.mns import InvalidArgument, MessageTooLong
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.messages import MessageEntry
from scalehook_contracts.message_service.publications import PublishMessage

Contents = tuple[str, Sequence[Property], Sequence[Property], str | None]
# Taken all at once: to ask a message for each field takes ten times as long.
_contents = itemgetter("message_body", "user_properties", "system_properties", "message_group_id")


def check_contents(message: MessageEntry | PublishMessage, longest: int) -> None:
    """Refuse what cannot be, and more than `longest` bytes."""
    contents: Contents = _contents(vars(message))
    body, user, system, group_id = contents
    check_body(body, longest)
    if user or system:
        check_properties(user, system)
        if contents_size(message) > longest:
            raise MessageTooLong()
    if group_id and not is_text(group_id):
        raise InvalidArgument(name="MessageGroupId")


def contents_size(message: MessageEntry | PublishMessage | Push) -> int:
    """The bytes of the body and the properties."""
    user, system = message.user_properties, message.system_properties
    return size(message.message_body) + (properties_size(user, system) if user or system else 0)
