"""The effect that pushes, and what is on the wire."""

import asyncio
import base64
import hashlib
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.kit.push import client
from scalehook.message_service.effects import push_notification
from scalehook.message_service.pushes.notifications import Notification
from scalehook.message_service.settings import Settings
from scalehook.message_service.state import Push
from scalehook_contracts.message_service.pushes import PushNotification

PUSH = Push("ID/s", "t", "s", "ID", "hällo", "tag", 1767225600123)
NOTIFICATION = Notification(PUSH, "1")
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def intent(form: str = "SIMPLIFIED", endpoint: str = "http://host/hook") -> PushNotification:
    return PushNotification(
        push_id="p",
        endpoint=endpoint,
        body=NOTIFICATION.text(form),
        headers=NOTIFICATION.headers(form, "REQUEST", NOON),
    )


class Endpoint:
    """An HTTP endpoint on this machine, and what has come to it."""

    def __init__(self, answer: bytes | None) -> None:
        self.answer = answer  # None: never
        self.seen: list[bytes] = []

    async def push(self, pushed: PushNotification | None = None, **settings: object) -> str:
        """The reason for which a push to it failed."""
        async with await asyncio.start_server(self._serve, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            pushed = pushed or intent(endpoint=f"http://127.0.0.1:{port}/hook?x=1")
            return await outcome(pushed, **settings)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.seen.append(head + await reader.readexactly(len("hällo".encode())))
        if self.answer is None:
            await reader.read()  # until the client gives up
        writer.write(self.answer or b"")
        await writer.drain()
        writer.close()


async def outcome(pushed: PushNotification, **settings: object) -> str:
    outside = Outside(None, Settings(**settings), "push/p/1", "")  # type: ignore[arg-type]  # asks nobody
    return (await push_notification(pushed, outside)).reason


@pytest.mark.parametrize("status", [200, 204, 299])
async def test_any_2xx_is_success(status):
    """204 is the canonical one; a body that never ends is not read."""
    head = f"HTTP/1.1 {status} X\r\nContent-Length: 99999999\r\n\r\n".encode()
    assert await Endpoint(head).push() == ""


@pytest.mark.parametrize("status", [301, 403, 500])
async def test_any_other_answer_is_a_failure(status):
    """A redirect as well: it is not followed."""
    head = f"HTTP/1.1 {status} X\r\nLocation: /\r\nContent-Length: 0\r\n\r\n".encode()
    assert await Endpoint(head).push() == f"HTTP {status}"


async def test_no_answer_in_time_is_a_failure():
    """The outcome says why."""
    assert await Endpoint(None).push(mns_push_timeout=0.05) == "no answer in time"


@pytest.mark.parametrize(
    "endpoint",
    ["http://xn--a.example/", "http://nowhere.invalid/", "http://a..b/", "http://[::1/", "http://127.0.0.1:99999/"],
)  # fmt: skip
async def test_whatever_goes_wrong_is_a_failed_attempt(endpoint: str):
    """It has an outcome, so the subscription's strategy decides what comes next."""
    assert await outcome(intent(endpoint=endpoint))


async def test_an_answer_that_is_no_http_is_a_failure():
    """Also one that ends too early."""
    assert await Endpoint(b"nonsense\r\n\r\n").push()
    assert await Endpoint(b"").push()


@pytest.mark.parametrize(
    "host", ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "100.100.100.200", "0xa9fea9fe"]
)
async def test_pushes_do_not_reach_the_link_or_metadata(host: str):
    """However the address is written; which networks those are is a setting."""
    assert "pushes may not go to" in await outcome(intent(endpoint=f"http://{host}/latest"))


async def test_certificates_are_loaded_once_and_hold_nobody_up(monkeypatch: pytest.MonkeyPatch):
    """It takes tens of milliseconds: in a thread, not on the event loop, and not for each push."""
    threads: list[int] = []

    def load() -> ssl.SSLContext:
        threads.append(threading.get_ident())
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    client._tls.cache_clear()
    monkeypatch.setattr(ssl, "create_default_context", load)
    endpoint = Endpoint(b"HTTP/1.1 204 X\r\n\r\n")
    assert [await endpoint.push() for _ in range(3)] == ["", "", ""]
    client._tls.cache_clear()
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


async def test_other_networks_can_be_refused():
    """The setting replaces the default."""
    reason = await Endpoint(b"HTTP/1.1 204 X\r\n\r\n").push(mns_push_refused=["127.0.0.0/8"])
    assert reason == "pushes may not go to 127.0.0.1"


@pytest.mark.parametrize("tag", ["重要", " 重要  "])
async def test_a_tag_that_is_not_ascii_arrives(tag: str):
    """As UTF-8 bytes in its header, which has no blanks at its ends."""
    tagged = Notification(replace(PUSH, message_tag=tag), "1")
    endpoint = Endpoint(b"HTTP/1.1 204 X\r\n\r\n")
    async with await asyncio.start_server(endpoint._serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        pushed = PushNotification(
            push_id="p", endpoint=f"http://127.0.0.1:{port}/", body="hällo",
            headers=tagged.headers("SIMPLIFIED", "REQUEST", NOON),
        )  # fmt: skip
        assert await outcome(pushed) == ""
    assert "x-mns-message-tag: 重要\r\n".encode() in endpoint.seen[0]


def test_the_headers_of_a_wrapped_push_are_the_documented_ones():
    """The MD5 is base64 of the hex text."""
    for form, kind in [("XML", "text/xml"), ("JSON", "application/json")]:
        digest = hashlib.md5(NOTIFICATION.text(form).encode()).hexdigest().encode()
        assert NOTIFICATION.headers(form, "REQUEST", NOON) == {
            "Content-Type": f"{kind};charset=utf-8",
            "Content-md5": base64.b64encode(digest).decode(),
            "Date": "Thu, 01 Jan 2026 12:00:00 GMT",
            "User-Agent": "Aliyun Notification Service Agent",
            "Accept": "*/*",
            "Connection": "keep-alive",
            "x-mns-request-id": "REQUEST",
            "x-mns-version": "2015-06-06",
        }


def test_a_raw_push_is_described_by_headers():
    """An untagged message has no tag header."""
    headers = NOTIFICATION.headers("SIMPLIFIED", "REQUEST", NOON)
    assert headers["x-mns-message-tag"] == "tag"
    assert headers["x-mns-publish-time"] == "1767225600123"
    assert headers["Content-md5"] == hashlib.md5("hällo".encode()).hexdigest().upper()
    for tag in (None, "  "):
        untagged = Notification(replace(PUSH, message_tag=tag), "1")
        assert "x-mns-message-tag" not in untagged.headers("SIMPLIFIED", "REQUEST", NOON)


async def test_header_names_reach_the_receiver_as_they_are_spelled():
    """Receivers compare them case by case."""
    endpoint = Endpoint(b"HTTP/1.1 204 No Content\r\n\r\n")
    assert await endpoint.push() == ""
    head, _, body = endpoint.seen[0].partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0] == b"POST /hook?x=1 HTTP/1.1"
    assert b"x-mns-message-id: ID" in lines
    assert any(line.startswith(b"Content-md5: ") for line in lines)
    assert any(line.startswith(b"Host: 127.0.0.1:") for line in lines)
    assert body.decode() == "hällo"
