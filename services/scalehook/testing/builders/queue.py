"""An MNS queue."""

from typing import TYPE_CHECKING

from scalehook.testing.asking import ask
from scalehook.testing.builders.message import Message, encoded
from scalehook.testing.builders.mns_handle import MnsHandle
from scalehook_contracts.errors.mns import MessageNotExist
from scalehook_contracts.message_service.batches import BatchPeekMessage
from scalehook_contracts.message_service.messages import ReceiveMessage, SendMessage
from scalehook_contracts.message_service.queues import (
    CreateQueue,
    DeleteQueue,
    GetQueueAttributes,
    QueueAttributes,
)

if TYPE_CHECKING:
    from scalehook.testing.cloud import Cloud

MOST_MESSAGES = 16  # as many as MNS shows at a time


class Queue(MnsHandle):
    """`cloud.queue("q")`."""

    resource = "queue"

    @classmethod
    def make(cls, cloud: "Cloud", name: str, **attributes: int) -> "Queue":
        """Made if it is not there; QueueAlreadyExist when it is, with other attributes."""
        ask(cloud, CreateQueue, queue_name=name, **attributes)
        return cls(cloud, name)

    @property
    def attributes(self) -> QueueAttributes:
        """All settings and counters."""
        return self._ask(GetQueueAttributes, queue_name=self.name)

    @property
    def depth(self) -> int:
        """How many messages are visible."""
        return self.attributes.active_messages

    @property
    def messages(self) -> list[Message]:
        """The visible ones, looked at and not received: the first sixteen, as MNS shows them."""
        try:
            seen = self._ask(BatchPeekMessage, queue_name=self.name, num_of_messages=MOST_MESSAGES)
        except MessageNotExist:
            return []
        return [Message(self, view) for view in seen.messages]

    def send(self, text: str, **options: int) -> str:
        """Send a text, in Base64 as the SDKs do; the message's id. `delay_seconds`, `priority`."""
        names = {"queue_name": self.name, "message_body": encoded(text)}
        return self._ask(SendMessage, **names, **options).message_id

    def receive(self, wait: int = 0) -> Message:
        """The next message, waited for up to `wait` virtual seconds; MessageNotExist when none comes."""
        return Message(self, self._ask(ReceiveMessage, queue_name=self.name, wait_seconds=wait))

    def delete(self) -> None:
        """With all its messages."""
        self._ask(DeleteQueue, queue_name=self.name)
