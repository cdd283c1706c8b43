"""What fits into an AMQP message. What does not would cost the connection, or the broker's patience."""

from pamqp.commands import Basic

MOST_BODY_BYTES = 16 * 1024 * 1024  # what RabbitMQ 4 takes unless it is told otherwise
MOST_PROPERTY_BYTES = 120_000  # all properties and headers go into one frame of 128 KiB
MOST_SHORT_BYTES = 255


class Unsendable(ValueError):
    """The message cannot be sent, now or later; the text says why."""


class Packed(bytes):
    """A message's properties as they travel; for the library, properties that it can write."""

    def marshal(self) -> bytes:
        """Themselves."""
        return self


def fitting(body: bytes, properties: Basic.Properties) -> Packed:
    """The properties as they travel. Raises Unsendable when the broker or the client's library would
    not take the message.
    """
    if len(body) > MOST_BODY_BYTES:
        raise Unsendable(f"its body has {len(body)} bytes, more than {MOST_BODY_BYTES}")
    try:
        packed = Packed(properties.marshal())
    except Exception as problem:  # the library says it in many ways
        raise Unsendable(f"its properties do not fit into AMQP: {problem!r}") from problem
    if len(packed) > MOST_PROPERTY_BYTES:
        raise Unsendable(f"its properties have {len(packed)} bytes, more than {MOST_PROPERTY_BYTES}")
    return packed


def short(text: str) -> str:
    """The text if it fits into a property; nothing, if it does not: half an id is none."""
    try:
        return text if len(text.encode()) <= MOST_SHORT_BYTES else ""
    except UnicodeEncodeError:
        return ""
