"""Ids of requests: unique, and no secrets."""

import os

BLOCK = 4096  # random bytes that the system is asked for at once


class RandomBytes:
    """The system's, fetched in blocks: asking for every few of them costs more than using them."""

    def __init__(self) -> None:
        self._block, self._at = b"", 0

    def take(self, count: int) -> bytes:
        """That many, given out once."""
        start, self._at = self._at, self._at + count
        if self._at > len(self._block):
            self._block, start, self._at = os.urandom(BLOCK), 0, count
        return self._block[start : self._at]


_RANDOM = RandomBytes()


def new_hex_id() -> str:
    """24 upper-case hexadecimal digits, as MNS has them."""
    return _RANDOM.take(12).hex().upper()


def new_uuid() -> str:
    """An upper-case random UUID, as the RPC APIs have them."""
    raw = _RANDOM.take(16)
    text, variant = raw.hex().upper(), "89AB"[raw[8] & 3]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"
