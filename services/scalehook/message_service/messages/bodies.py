"""What may be sent: a message's body and its MD5."""

import re

from scalehook.kit.byte_tables import only
from scalehook.kit.digests import md5
from scalehook_contracts.errors.mns import InvalidArgument, MessageTooLong

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
SURE = only({9, 10, 13, *range(32, 256)} - {0xEF})  # bytes of what can be sent; EF begins U+FFFF, too


def size(body: str) -> int:
    """The bytes of a body as it is transmitted."""
    return len(body) if body.isascii() else len(body.encode())


def body_md5(body: str) -> str:
    """Upper-case hex MD5 of the body as transmitted."""
    return md5(body.encode()).hexdigest().upper()


def is_text(value: str) -> bool:
    """Whether it reaches a receiver as it is: XML, which clients read, knows no other control characters
    than line breaks and tabs. Only who sends without XML could send them.
    """
    raw = value.encode(errors="surrogatepass")
    return raw.translate(SURE) == raw or not NOT_IN_XML.search(value)


def check_body(body: str, longest: int) -> None:
    """Refuse an empty body, one that is no text, and one of more than `longest` bytes."""
    if not body or not is_text(body):
        raise InvalidArgument(name="MessageBody")
    if size(body) > longest:
        raise MessageTooLong()
