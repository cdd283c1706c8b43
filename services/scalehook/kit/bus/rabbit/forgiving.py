"""Reads properties that the client's library cannot: text that is no UTF-8, times beyond all years.

For the library such a message is a broken connection, and so it is whenever the message is delivered
again: a service would be held up until the broker gives the message up, and nobody could look through
the dead letters any more. Here it reads as something near: text with escapes, no time, no headers.
"""

import struct
from datetime import datetime

from pamqp import decode
from pamqp.common import FieldTable


def be_forgiving() -> None:
    """From now on, in the whole process."""
    decode.METHODS |= {"shortstr": short_text, "timestamp": time_or_none, "table": table_or_nothing}
    decode.TABLE_MAPPING[b"T"] = time_or_none


def short_text(value: bytes) -> tuple[int, str]:
    """A short string, with escapes for what is no UTF-8."""
    end = value[0] + 1
    return end, value[1:end].decode("utf-8", "backslashreplace")


def time_or_none(value: bytes) -> tuple[int, datetime | None]:
    """A time; None when it is beyond what a calendar knows."""
    try:
        return decode.timestamp(value)
    except (ValueError, OverflowError, OSError):
        if len(value) < struct.calcsize(">Q"):  # not a strange time: a broken frame
            raise
        return struct.calcsize(">Q"), None


def table_or_nothing(value: bytes) -> tuple[int, FieldTable]:
    """A message's headers; an empty table when any of them cannot be read."""
    try:
        return decode.field_table(value)
    except (ValueError, RecursionError):
        (length,) = struct.unpack_from(">I", value)
        if length > len(value) - 4:
            raise
        return length + 4, {}
