"""A checksum with what is kept: a flipped bit is noticed.

It stands before a snapshot, in hex, and before entries that are no rows. Behind a row it is four bytes:
the CRC-32 of all of it is the same number whatever the row says, so that nothing needs be cut off and
nothing written out to check a thousand of them.
"""

import zlib
from collections.abc import Sequence

DIGITS = 8  # of a CRC-32, in hex
BEHIND = 4  # bytes of it, the lowest first
RESIDUE = 0x2144DF1C  # what bytes with their CRC-32 behind them come to
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


def seal_behind(row: bytes) -> bytes:
    """The row, and its checksum."""
    return row + zlib.crc32(row).to_bytes(BEHIND, "little")


def is_row(kept: bytes) -> bool:
    """Whether it has the right checksum behind it."""
    return zlib.crc32(kept) == RESIDUE


def are_rows(kept: Sequence[bytes]) -> bool:
    """Whether all have."""
    return set(map(zlib.crc32, kept)) == {RESIDUE}


def unseal(kept: bytes) -> bytes:
    """The body. What an older version kept begins with its JSON: it has no checksum."""
    if kept[:1] == b"{":
        return kept
    if kept[:1] == b"[":
        if not is_row(kept):
            raise Broken(WRONG)
        return kept[:-BEHIND]
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
