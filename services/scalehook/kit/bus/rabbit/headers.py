"""Header values of other people's messages, which the client's library reads but cannot write."""

from typing import Any

from pamqp import encode

from scalehook.kit.dead_letters import as_text


def sendable(value: Any) -> Any:
    """The value itself, or what comes nearest: raw bytes stay bytes, the rest becomes text."""
    if _fits(value):
        return value
    match value:
        case bytes():
            return bytearray(value)
        case dict():
            return {as_text(name): sendable(part) for name, part in value.items()}
        case list():
            return [sendable(part) for part in value]
        case _:
            return as_text(value)


def _fits(value: Any) -> bool:
    try:
        encode.encode_table_value(value)
    except Exception:  # a number too large, a type unknown to it, and more
        return False
    return True
