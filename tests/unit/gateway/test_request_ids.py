"""What identifies a request in answers and logs."""

import re
import uuid

from scalehook.gateway.request_ids import new_hex_id, new_uuid
from scalehook.kit.randomness import BLOCK


def test_ids_are_unique() -> None:
    """Over many blocks of random bytes."""
    count = BLOCK // 8
    assert len({new_hex_id() for _ in range(count)}) == count
    assert len({new_uuid() for _ in range(count)}) == count


def test_ids_have_the_form_of_their_api() -> None:
    """24 digits, and a random UUID as RFC 4122 has it, in upper case."""
    for _ in range(100):
        assert re.fullmatch("[0-9A-F]{24}", new_hex_id())
        text = new_uuid()
        read = uuid.UUID(text)
        assert (str(read).upper(), read.version, read.variant) == (text, 4, uuid.RFC_4122)
