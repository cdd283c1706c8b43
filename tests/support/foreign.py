"""Messages of other people's programs: properties that no library of ours would write."""

import struct

import aio_pika
from pamqp.commands import Basic

HEADERS, TIMESTAMP, TYPE = 1 << 13, 1 << 6, 1 << 5  # AMQP's flags, in the order of the properties


class RawProperties(Basic.Properties):
    """Goes onto the wire as it is."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(message_id="in the bytes")
        self.raw = raw

    def marshal(self) -> bytes:
        return self.raw


def short(text: bytes) -> bytes:
    """A short string."""
    return bytes([len(text)]) + text


def table(*fields: bytes) -> bytes:
    """Headers."""
    body = b"".join(fields)
    return struct.pack(">I", len(body)) + body


def nested(depth: int) -> bytes:
    """Headers inside of headers."""
    inner = b""
    for _ in range(depth):
        inner = short(b"a") + b"F" + table(inner)
    return table(inner)


STRANGE = {
    "a time beyond all years": struct.pack(">HQ", TIMESTAMP, 2**63 - 1),
    "a type that is no UTF-8": struct.pack(">H", TYPE) + short(b"\xff\xfe"),
    "a header with such a time": struct.pack(">H", HEADERS)
    + table(short(b"x") + b"T" + struct.pack(">Q", 10**18)),
    "a header's name that is no UTF-8": struct.pack(">H", HEADERS)
    + table(short(b"\xff") + b"S" + table(b"x")),
    "headers that are nested deep": struct.pack(">H", HEADERS) + nested(3000),
}


async def publish(url: str, exchange: str, key: str, body: bytes, properties: Basic.Properties) -> None:
    """Past everything that would look at it."""
    async with await aio_pika.connect(url) as connection:
        channel = await (await connection.channel()).get_underlay_channel()
        await channel.basic_publish(body, exchange=exchange, routing_key=key, properties=properties)
