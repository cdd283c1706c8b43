"""What a message may hold, whether it goes to a queue or to a topic: a body, properties and a group."""

from scalehook.message_service.messages.bodies import check_body, is_text, size
from scalehook.message_service.messages.properties import check_properties, properties_size
from scalehook.message_service.state import Push
from scalehook_contracts.errors.mns import InvalidArgument, MessageTooLong
from scalehook_contracts.message_service.messages import MessageEntry
from scalehook_contracts.message_service.publications import PublishMessage


def check_contents(message: MessageEntry | PublishMessage, longest: int) -> None:
    """Refuse what cannot be, and more than `longest` bytes."""
    check_body(message.message_body, longest)
    if message.user_properties or message.system_properties:
        check_properties(message.user_properties, message.system_properties)
        if contents_size(message) > longest:
            raise MessageTooLong()
    if message.message_group_id and not is_text(message.message_group_id):
        raise InvalidArgument(name="MessageGroupId")


def contents_size(message: MessageEntry | PublishMessage | Push) -> int:
    """The bytes of the body and the properties."""
    user, system = message.user_properties, message.system_properties
    return size(message.message_body) + (properties_size(user, system) if user or system else 0)
