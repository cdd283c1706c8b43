"""Ids of messages, and the receipt handles of those who hold them."""

from scalehook.kit import Work
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import State


def new_message_id(work: Work[State, Settings]) -> str:
    """32 upper-case hex digits."""
    return work.random.randbytes(16).hex().upper()


def new_handle(serial: int, secret: str) -> str:
    """A receipt handle: it says which message it is for, and cannot be guessed."""
    return f"{serial}-{secret}"


def serial_of(handle: str) -> int:
    """The message that a handle is for; 0: it is none of ours."""
    head = handle.partition("-")[0]
    return int(head) if head.isdecimal() and len(head) < 20 else 0
