"""What may be sent: a message's body and its MD5."""

import hashlib

from scalehook_contracts.errors.mns import InvalidArgument, MessageTooLong


def size(body: str) -> int:
    """The bytes of a body as it is transmitted."""
    return len(body.encode())


def body_md5(body: str) -> str:
    """Upper-case hex MD5 of the body as transmitted."""
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest().upper()


def check_body(body: str, longest: int) -> None:
    """Refuse an empty body and one of more than `longest` bytes."""
    if not body:
        raise InvalidArgument(name="MessageBody")
    if size(body) > longest:
        raise MessageTooLong()
