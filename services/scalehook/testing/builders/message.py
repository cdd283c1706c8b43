"""A message that a queue has given out."""

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scalehook.testing.asking import ask
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    PeekedMessage,
    ReceivedMessage,
)

if TYPE_CHECKING:
    from scalehook.testing.builders.queue import Queue


@dataclass
class Message:
    """One message, as its queue shows it in `view`; received, it can be deleted and kept back."""

    queue: "Queue"
    view: PeekedMessage

    @property
    def id(self) -> str:
        """Its MessageId."""
        return self.view.message_id

    @property
    def text(self) -> str:
        """The body as whoever sent it meant it: SDKs and Auto Scaling send Base64."""
        return decoded(self.view.message_body)

    @property
    def json(self) -> Any:
        """The same, read as JSON: a notification is an object with its facts in `content`."""
        return json.loads(self.text)

    @property
    def receipt_handle(self) -> str:
        """What proves that it was received; TypeError for one that was only looked at."""
        if not isinstance(self.view, ReceivedMessage):
            raise TypeError("this message was looked at, not received: use queue.receive()")
        return self.view.receipt_handle

    def delete(self) -> None:
        """Done with it."""
        names = {"queue_name": self.queue.name, "receipt_handle": self.receipt_handle}
        ask(self.queue.cloud, DeleteMessage, **names)

    def hide(self, seconds: int) -> None:
        """Hold it for so long from now on."""
        changed = ask(
            self.queue.cloud,
            ChangeMessageVisibility,
            queue_name=self.queue.name,
            receipt_handle=self.receipt_handle,
            visibility_timeout=seconds,
        )
        self.view = self.view.model_copy(update=changed.model_dump())


def encoded(text: str) -> str:
    """As the SDKs send it."""
    return base64.b64encode(text.encode()).decode()


def decoded(body: str) -> str:
    """What is no Base64 of a text stands for itself."""
    try:
        return base64.b64decode(body, validate=True).decode()
    except ValueError:
        return body
