"""A checksum before what is kept: a flipped bit is noticed."""

import zlib

DIGITS = 8  # of a CRC-32, in hex
WRONG = "its checksum is wrong"


class Broken(ValueError):
    """The bytes are not those that were written."""


def seal(body: bytes) -> bytes:
    """The checksum, then the body: `1c291ca3{"id":…}`."""
    return b"%08x" % zlib.crc32(body) + body


def checksum(*pieces: bytes) -> bytes:
    """What `seal` puts before a body of these pieces."""
    value = 0
    for piece in pieces:
        value = zlib.crc32(piece, value)
    return b"%08x" % value


def is_whole(kept: bytes) -> bool:
    """Whether a checksum is there, and right."""
    return kept[:DIGITS] == b"%08x" % zlib.crc32(kept[DIGITS:])


def unseal(kept: bytes) -> bytes:
    """The body. What an older version kept begins with its JSON: it has no checksum."""
    if kept[:1] == b"{":
        return kept
    body = kept[DIGITS:]
    if kept[:DIGITS] != b"%08x" % zlib.crc32(body):
        raise Broken(WRONG)
    return body


def begins(kept: bytes) -> int:
    """Where the body begins in what `unseal` would copy it out of."""
    if kept[:1] == b"{":
        return 0
    if kept[:DIGITS] != b"%08x" % zlib.crc32(memoryview(kept)[DIGITS:]):
        raise Broken(WRONG)
    return DIGITS
