"""One client for all pushes: who shares connections, who waits for whom, and where pushes may go."""

import asyncio
import socket
import ssl
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.push import client
from scalehook.kit.push.attempt import push, verdict
from scalehook.kit.push.settings import PushSettings
from scalehook.kit.push.turns import AT_ONCE
from support.certificates import own_certificate
from support.patience import PATIENCE_SECONDS

TAKEN = b"HTTP/1.1 204 X\r\n\r\n"
MANY = 2 * AT_ONCE + 20


class Receiver:
    """An HTTP endpoint that keeps its connections; it answers once it may."""

    def __init__(self, answers: bool = True, keeps: bool = True) -> None:
        self.keeps = keeps  # connections; if not, it closes them as the next request comes
        self.may_answer = asyncio.Event()
        if answers:
            self.may_answer.set()
        self.connections = self.requests = 0
        self.came = asyncio.Event()
        self.heard = b""

    @asynccontextmanager
    async def url(
        self, host: str = "127.0.0.1", name: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> AsyncIterator[str]:
        async with await asyncio.start_server(self._serve, host, 0, backlog=MANY, ssl=tls) as server:
            scheme = "https" if tls else "http"
            yield f"{scheme}://{name}:{server.sockets[0].getsockname()[1]}/"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while heard := await reader.read(65536):
            self.heard += heard
            self.requests += 1
            if self.requests >= AT_ONCE:
                self.came.set()
            await self.may_answer.wait()
            writer.write(TAKEN)
            if not self.keeps:
                await reader.read(1)
                break
        writer.close()


async def pushed(url: str, **settings: object) -> str:
    return await push(url, {}, "x", PushSettings(**settings))


async def test_pushes_to_an_endpoint_share_connections():
    """No more are open than it is pushed to at once, and none when all is done."""
    receiver = Receiver()
    settings = PushSettings()
    async with receiver.url() as url:
        # The first one of a process waits for a thread that loads certificates: some could be done, and
        # leave nobody there, before others have begun.
        assert await push(url, {}, "x", settings) == ""
        receiver.connections = receiver.requests = 0
        assert set(await asyncio.gather(*(push(url, {}, "x", settings) for _ in range(MANY)))) == {""}
        assert receiver.requests == MANY
        assert receiver.connections <= AT_ONCE
    assert not client._clients


async def test_an_endpoint_that_does_not_answer_holds_no_other_up():
    """However many pushes wait for it: they do not go to it all at once."""
    dead, alive = Receiver(answers=False), Receiver()
    settings = PushSettings(mns_push_timeout=600)
    async with dead.url() as there, alive.url() as here:
        waiting = [asyncio.ensure_future(push(there, {}, "x", settings)) for _ in range(MANY)]
        await dead.came.wait()
        assert await push(here, {}, "x", settings) == ""
        assert dead.connections == AT_ONCE
        assert not any(one.done() for one in waiting)
        dead.may_answer.set()
        assert set(await asyncio.gather(*waiting)) == {""}
    assert not client._clients


async def test_a_connection_that_its_receiver_has_closed_is_no_failure():
    """The next push has been sent already: it goes out once more, on a new one."""
    receiver = Receiver(keeps=False)
    async with receiver.url() as url:
        assert set(await asyncio.gather(*(pushed(url) for _ in range(MANY)))) == {""}
    assert receiver.requests == receiver.connections == MANY


async def test_names_that_nobody_answers_for_hold_nobody_up(monkeypatch: pytest.MonkeyPatch):
    """They are looked up in threads of their own: whatever else needs one has it."""
    answer, look, looked = threading.Event(), socket.getaddrinfo, asyncio.Event()
    loop = asyncio.get_running_loop()

    def getaddrinfo(host: str, *rest: Any, **more: Any) -> Any:
        if host.endswith(".example"):
            loop.call_soon_threadsafe(looked.set)
            answer.wait(PATIENCE_SECONDS)
            raise socket.gaierror("no such host")
        return look(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    try:
        async with Receiver().url() as url:
            assert await pushed(url) == ""
            some = [pushed(f"http://h{n}.example/", mns_push_timeout=600) for n in range(MANY)]
            waiting = [asyncio.ensure_future(one) for one in some]
            async with asyncio.timeout(PATIENCE_SECONDS):
                await looked.wait()
                assert await asyncio.to_thread(lambda: "done") == "done"
                assert await pushed(url) == ""
    finally:
        answer.set()
    assert set(await asyncio.gather(*waiting)) == {"no such host"}


async def test_receivers_by_tls_show_a_certificate_that_is_trusted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """As a variable of OpenSSL says; any other is a failed attempt, with that reason."""
    file = own_certificate(tmp_path, "localhost")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(file)
    try:
        async with Receiver().url("127.0.0.1", "localhost", tls) as url:
            for trusted, told in (("", "certificate"), (str(file), "")):
                client._tls.cache_clear()
                monkeypatch.setenv("SSL_CERT_FILE", trusted)
                reason = await pushed(url)
                assert told in reason if told else not reason
    finally:
        client._tls.cache_clear()


async def test_a_push_that_is_called_off_leaves_nothing_open():
    """Its connection is closed."""
    receiver = Receiver(answers=False)
    async with receiver.url() as url:
        some = [asyncio.ensure_future(pushed(url)) for _ in range(AT_ONCE)]
        await receiver.came.wait()
        for one in some:
            one.cancel()
        await asyncio.gather(*some, return_exceptions=True)
    assert not client._clients


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
async def test_localhost_is_either_loopback(host: str):
    """A receiver listens at one of them; the other is tried as well."""
    async with Receiver().url(host, "localhost") as url:
        assert await pushed(url) == ""


@pytest.mark.parametrize("path", ["/", "/a;b", "/a;b/c;d?e;f=%2F", "/a%20b?c", "?c"])
async def test_the_whole_path_is_asked_for(path: str):
    """With what stands behind a semicolon, and as it is signed."""
    receiver = Receiver()
    async with receiver.url() as url:
        assert await pushed(url.removesuffix("/") + path) == ""
    expected = path if path.startswith("/") else f"/{path}"
    assert receiver.heard.startswith(f"POST {expected} HTTP/1.1\r\n".encode())


@pytest.mark.parametrize(
    ("host", "name"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("127.0.0.1", "u:p@localhost")]
)
async def test_the_receiver_is_called_by_its_name(host: str, name: str):
    """With its port, and an IPv6 address in brackets; users and passwords are not its business."""
    receiver = Receiver()
    async with receiver.url(host, name) as url:
        assert await pushed(url) == ""
    place = url.removeprefix("http://").removesuffix("/").rpartition("@")[2]
    assert f"\r\nHost: {place}\r\n".encode() in receiver.heard
    assert receiver.heard.count(b"Host:") == 1


async def test_pushes_go_to_this_machine_and_where_a_setting_lets_them():
    """The reason names the setting; what is refused is refused, whatever is allowed."""
    assert "SCALEHOOK_MNS_PUSH_ALLOWED" in await pushed("http://10.1.2.3/")
    assert "SCALEHOOK_MNS_PUSH_ALLOWED" in await pushed("http://0.0.0.0/")
    async with Receiver().url() as url:
        assert "may not go to 127.0.0.1" in await pushed(url, mns_push_allowed=["10.0.0.0/8"])
        assert await pushed(url, mns_push_allowed=["0.0.0.0/0"]) == ""
        everywhere = {"mns_push_allowed": ["0.0.0.0/0"], "mns_push_refused": ["127.0.0.0/8"]}
        assert await pushed(url, **everywhere) == "pushes may not go to 127.0.0.1"


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "169.254.43518",
        "[::ffff:a9fe:a9fe]", "[::169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]",
        "[2001:0:102:304::5601:5601]", "[fe80::1]", "[::ffff:100.100.100.200]",
        "127.0.0.1@169.254.169.254", "169。254。169。254",
    ],
)  # fmt: skip
async def test_what_is_refused_is_refused_by_any_spelling(host: str):
    """Numbers of every base, IPv4 in IPv6, and what gateways translate to it, whatever is allowed."""
    everywhere = {"mns_push_allowed": ["0.0.0.0/0", "::/0"]}
    assert "pushes may not go to" in await pushed(f"http://{host}/", **everywhere)


async def test_loopback_is_no_address_of_a_gateway():
    """`::1` ends in no address of IPv4."""
    async with Receiver().url("::1", "[::1]") as url:
        assert await pushed(url, mns_push_refused=["0.0.0.0/8"]) == ""


@pytest.mark.parametrize(
    "path",
    [
        "/_scalehook/reset", "/%5fscalehook/clock/advance", "/_scalehook", "//_scalehook/reset",
        "/./_scalehook/reset", "/x/../_scalehook/reset", "/x/%2e%2e/_scalehook", "/..//_scalehook",
    ],
)  # fmt: skip
async def test_pushes_do_not_go_to_a_stacks_own_paths(path: str):
    """However they are written, and at whatever port."""
    receiver = Receiver()
    async with receiver.url() as url:
        assert await pushed(url.removesuffix("/") + path) == "pushes may not go to a stack's own paths"
    assert receiver.requests == 0


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1/", ""), ("http://localhost/", ""), ("http://[::1]/", ""),
        ("http://host.example/", None), ("http://10.0.0.1/", "pushes may not go to 10.0.0.1: "),
        ("http://[::ffff:169.254.0.1]/", "pushes may not go to 169.254.0.1"), ("http://a..b/", "label"),
        ("http://[64:ff9b::169.254.0.1]/", "pushes may not go to 64:ff9b::a9fe:1"),
    ],
)  # fmt: skip
def test_what_can_be_told_of_an_address_without_a_look(url: str, told: str | None):
    """Of a name nothing."""
    found = verdict(url, PushSettings())
    assert found == told if not told else told in str(found)
