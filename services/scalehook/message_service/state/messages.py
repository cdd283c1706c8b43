"""A message in a queue."""

from dataclasses import dataclass

from scalehook_contracts.message_service.base import Property


@dataclass(slots=True)
class StoredMessage:
    """One message; times are Unix milliseconds."""

    serial: int
    message_id: str
    message_body: str
    message_body_md5: str
    priority: int
    enqueue_time: int
    next_visible_time: int
    receipt_handle: str = ""  # the latest; all before it are void
    first_dequeue_time: int | None = None
    dequeue_count: int = 0
    message_group_id: str | None = None
    user_properties: tuple[Property, ...] = ()  # all empty ones are the same object
    system_properties: tuple[Property, ...] = ()
    publication_id: str = ""  # of the topic's message that it comes from
    request_id: str = ""  # of the call that it was sent by, or that led to that
    origin_id: str = ""  # of a dead letter: that which it had in the first queue it was in

    @property
    def rank(self) -> tuple[int, int]:
        """The order of receiving: the most urgent, then the oldest."""
        return self.priority, self.serial

    @property
    def due(self) -> tuple[int, int]:
        """The order of becoming visible."""
        return self.next_visible_time, self.serial
