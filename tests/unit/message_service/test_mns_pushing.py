"""The effect that pushes, and what is on the wire."""

import asyncio
import base64
import hashlib
from datetime import UTC, datetime

import httpx
import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.message_service.effects import deliver, push_notification
from scalehook.message_service.notifications import Notification
from scalehook.message_service.settings import Settings
from scalehook_contracts.message_service.pushes import PushNotification

NOTIFICATION = Notification("1", "t", "s", "ID", "hällo", "tag", 1767225600123)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def intent(form: str = "SIMPLIFIED", endpoint: str = "http://host/hook") -> PushNotification:
    return PushNotification(
        push_id="p",
        endpoint=endpoint,
        body=NOTIFICATION.text(form),
        headers=NOTIFICATION.headers(form, "REQUEST", NOON),
    )


def delivered(answer: httpx.Response | Exception) -> str:
    """The reason that the outcome gives."""

    def handle(_: httpx.Request) -> httpx.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def run() -> str:
        async with httpx.AsyncClient(transport=httpx.MockTransport(handle)) as client:
            return (await deliver(client, intent())).reason

    return asyncio.run(run())


@pytest.mark.parametrize("status", [200, 204, 299])
def test_any_2xx_is_success(status):
    """204 is the canonical one."""
    assert delivered(httpx.Response(status)) == ""


@pytest.mark.parametrize("status", [301, 403, 500])
def test_any_other_answer_is_a_failure(status):
    """A redirect as well: it is not followed."""
    assert delivered(httpx.Response(status, headers={"Location": "/"})) == f"HTTP {status}"


def test_no_answer_in_time_is_a_failure():
    """The outcome says why, even where the exception has no text."""
    assert delivered(httpx.ReadTimeout("")) == "ReadTimeout"


def test_the_headers_of_a_wrapped_push_are_the_documented_ones():
    """The MD5 is base64 of the hex text."""
    for form, kind in [("XML", "text/xml"), ("JSON", "application/json")]:
        digest = hashlib.md5(NOTIFICATION.text(form).encode()).hexdigest().encode()
        assert NOTIFICATION.headers(form, "REQUEST", NOON) == {
            "Content-Type": f"{kind};charset=utf-8",
            "Content-md5": base64.b64encode(digest).decode(),
            "Date": "Thu, 01 Jan 2026 12:00:00 GMT",
            "User-Agent": "Aliyun Notification Service Agent",
            "x-mns-request-id": "REQUEST",
            "x-mns-version": "2015-06-06",
        }


def test_a_raw_push_is_described_by_headers():
    """An untagged message has no tag header."""
    headers = NOTIFICATION.headers("SIMPLIFIED", "REQUEST", NOON)
    assert headers["x-mns-message-tag"] == "tag"
    assert headers["x-mns-publish-time"] == "1767225600123"
    assert headers["Content-md5"] == hashlib.md5("hällo".encode()).hexdigest().upper()
    untagged = Notification("1", "t", "s", "ID", "x", None, 0)
    assert "x-mns-message-tag" not in untagged.headers("SIMPLIFIED", "REQUEST", NOON)


def test_header_names_reach_the_receiver_as_they_are_spelled():
    """Receivers compare them case by case."""
    seen: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        seen.append(head + await reader.readexactly(len("hällo".encode())))
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()
        writer.close()

    async def run() -> str:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            outside = Outside(None, Settings(), "push/p/1", "")  # type: ignore[arg-type]  # asks nobody
            endpoint = f"http://127.0.0.1:{port}/hook?x=1"
            return (await push_notification(intent(endpoint=endpoint), outside)).reason

    assert asyncio.run(run()) == ""
    head, _, body = seen[0].partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"POST /hook?x=1 HTTP/1.1"
    assert b"x-mns-message-id: ID" in lines
    assert any(line.startswith(b"Content-md5: ") for line in lines)
    assert body.decode() == "hällo"
