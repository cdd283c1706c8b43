"""A key that comes again with another change: nobody is told that it was done."""

import pytest

from support.desk_of_gateway import Desk

HEADERS = {"idempotency-key": "a", "content-type": "application/json"}


@pytest.mark.parametrize(
    ("target", "body"), [("", b'{"seconds": 61}'), ("?x=1", b'{"seconds": 60}'), ("", b"")]
)
async def test_another_change_with_the_same_key_is_refused(desk: Desk, target: str, body: bytes) -> None:
    """By its body or its query; the first one can still be asked for."""
    path = "/_scalehook/clock/advance"

    async def sent(path: str, body: bytes) -> tuple[int, str]:
        answer = await desk.send("POST", path, headers=HEADERS, content=body)
        return answer.status_code, answer.json().get("Message", "")

    first = await sent(path, b'{"seconds": 60}')
    other = await sent(path + target, body)
    assert other == (400, "idempotency-key: it was sent with another request before")
    assert await sent(path, b'{"seconds": 60}') == first == (200, "")
    assert desk.stack.advanced == [60]
