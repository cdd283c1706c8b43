"""What may be sent: a message's body and its MD5."""

import hashlib
import re

from scalehook_contracts.errors.mns import InvalidArgument, MessageTooLong

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def size(body: str) -> int:
    """The bytes of a body as it is transmitted."""
    return len(body) if body.isascii() else len(body.encode())


def body_md5(body: str) -> str:
    """Upper-case hex MD5 of the body as transmitted."""
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest().upper()


def is_text(value: str) -> bool:
    """Whether it reaches a receiver as it is: XML, which clients read, knows no other control characters
    than line breaks and tabs. Only who sends without XML could send them.
    """
    return value.isprintable() or not NOT_IN_XML.search(value)


def check_body(body: str, longest: int) -> None:
    """Refuse an empty body, one that is no text, and one of more than `longest` bytes."""
    if not body or not is_text(body):
        raise InvalidArgument(name="MessageBody")
    if size(body) > longest:
        raise MessageTooLong()
