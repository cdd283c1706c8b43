"""Ids of requests: unique, and no secrets."""

from scalehook.kit.randomness import RandomBytes

_RANDOM = RandomBytes()


def new_hex_id() -> str:
    """24 upper-case hexadecimal digits, as MNS has them."""
    return _RANDOM.take(12).hex().upper()


def new_uuid() -> str:
    """An upper-case random UUID, as the RPC APIs have them."""
    raw = _RANDOM.take(16)
    text, variant = raw.hex().upper(), "89AB"[raw[8] & 3]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"
