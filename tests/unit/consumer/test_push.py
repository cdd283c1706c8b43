"""Pushes of a topic: who may push, what is answered, and what becomes of the message."""

import asyncio
import base64
import hashlib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from scalehook.consumer.connections import connection
from scalehook.consumer.push_signatures import BadSignature, PushSignatures
from scalehook.consumer.settings import Settings
from scalehook.consumer.sources.delivery import Delivery
from scalehook.consumer.sources.push import PushDelivery, PushSource, certificate_hosts
from scalehook.consumer.sources.surroundings import Surroundings
from support.consumers.clock import HandClock, settled
from support.consumers.pushes import CLOUD_URL, DATE, OUR_URL, certificate, our_key, signed
from support.consumers.source import notification


class Certificates:
    """A server that has one; `asked` are the addresses."""

    def __init__(self, pem: bytes | None = None) -> None:
        self.pem = certificate() if pem is None else pem
        self.asked: list[str] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(str(request.url))
        return httpx.Response(200, content=self.pem)

    async def check(
        self, headers: dict[str, str], *, required: bool = True, body: bytes = b"body"
    ) -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(self.answer)) as client:
            signatures = PushSignatures(client, {"127.0.0.1:4580"}, required=required)
            await signatures.check(headers, "/a?b=c", body)
            await signatures.check(headers, "/a?b=c", body)


@pytest.mark.parametrize("url", [OUR_URL, CLOUD_URL])
async def test_a_signed_push(url: str) -> None:
    """Its certificate is fetched once, from the cloud by TLS."""
    server = Certificates()
    await server.check(signed(url=url))
    assert server.asked == [url.replace("http://mnstest", "https://mnstest")]


async def test_another_key_at_the_same_address() -> None:
    """A stack that was started anew is believed soon: its certificate is fetched once more."""
    server, real = Certificates(certificate(rsa.generate_private_key(65537, 1024))), [0.0]
    async with httpx.AsyncClient(transport=httpx.MockTransport(server.answer)) as client:
        signatures = PushSignatures(client, {"127.0.0.1:4580"}, required=True, real=lambda: real[0])
        for _ in range(2):
            with pytest.raises(BadSignature, match="does not fit"):
                await signatures.check(signed(), "/a?b=c", b"body")
        assert len(server.asked) == 1
        server.pem = certificate()
        real[0] += 5
        await signatures.check(signed(), "/a?b=c", b"body")


@pytest.mark.parametrize(
    "form", [str.upper, str, lambda text: base64.b64encode(bytes.fromhex(text)).decode()]
)
async def test_forms_of_the_digest(form: Any) -> None:
    """The service itself writes it in more than one."""
    digest = hashlib.md5(b"body", usedforsecurity=False).hexdigest()
    await Certificates().check(signed(**{"content-md5": form(digest)}))


@pytest.mark.parametrize(
    ("headers", "problem"),
    [
        ({}, "not signed"),
        ({"authorization": "x"}, "not signed"),
        (signed(target="/other"), "does not fit"),
        (signed() | {"date": "Thu, 01 Jan 2026 00:00:11 GMT"}, "does not fit"),
        (signed() | {"x-mns-extra": "1"}, "does not fit"),
        (signed() | {"authorization": "?"}, "not Base64"),
        (signed() | {"authorization": "QUJD"}, "does not fit"),
        (signed(body=b"other"), "Content-md5"),
        (signed(**{"content-md5": ""}), "Content-md5"),
        (signed() | {"x-mns-signing-cert-url": "?"}, "not Base64"),
        *(
            (signed(url=url), "certificates do not come from|the certificate's address")
            for url in (
                "https://evil.example/certificate.pem",
                "https://mnstest.oss-cn-hangzhou.aliyuncs.com.evil.example/a.pem",
                "https://mnstest-evil.oss-cn-hangzhou.aliyuncs.com/a.pem",
                "https://evil.oss-cn-hangzhou.aliyuncs.com/mnstest.pem",
                "https://mnstest.oss-cn-hangzhou.aliyuncs.com@evil.example/a.pem",
                "https://mnstest.oss-cn-hangzhou.aliyuncs.com:8443/a.pem",
                "http://127.0.0.1:4581/certificate.pem",
                "http://user@127.0.0.1:4580/certificate.pem",
                "file:///etc/passwd",
                "http://[/a.pem",
            )
        ),
    ],
)
async def test_a_push_that_is_refused(headers: dict[str, str], problem: str) -> None:
    """Nothing is fetched from where it should not be."""
    server = Certificates()
    with pytest.raises(BadSignature, match=problem):
        await server.check(headers)
    assert set(server.asked) <= {OUR_URL}


@pytest.mark.parametrize(
    "pem", [b"", b"-----BEGIN CERTIFICATE-----", certificate(ec.generate_private_key(ec.SECP256R1()))]
)
async def test_a_certificate_that_is_none(pem: bytes) -> None:
    """The push is refused then."""
    with pytest.raises(BadSignature, match="its certificate"):
        await Certificates(pem).check(signed())


async def test_where_no_signature_is_asked_for() -> None:
    """A push without one is taken; one with a wrong one is not."""
    await Certificates().check({}, required=False)
    with pytest.raises(BadSignature):
        await Certificates().check(signed(body=b"other"), required=False)


def test_a_loopback_has_two_names() -> None:
    """Whichever the stack says of itself."""
    for endpoint in ("http://localhost:4580", "http://127.0.0.1:4580"):
        assert certificate_hosts(Settings(endpoint=endpoint)) == {"localhost:4580", "127.0.0.1:4580"}
    assert certificate_hosts(Settings(endpoint="http://stack:1")) == {"stack:1"}


class Taken:
    """In the place of the inbox; each delivery ends as `outcome` says."""

    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        self.deliveries: list[Delivery] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.full = False

    async def room(self) -> int:
        if self.full:
            await asyncio.Event().wait()
        return 1

    def take(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        self.tasks.append(asyncio.ensure_future(self._end(delivery)))

    async def _end(self, delivery: Delivery) -> None:
        if self.outcome == "bury":
            await delivery.bury("no reason")
        elif self.outcome:
            await getattr(delivery, self.outcome)()

    def ended(self, token: str, why: str) -> None:
        raise AssertionError("a topic does not tell")


@asynccontextmanager
async def pushing(
    to: Taken, queues: Callable[[httpx.Request], httpx.Response] | None = None, **given: Any
) -> AsyncIterator[httpx.AsyncClient]:
    """`queues` answers for the message service, which takes everything else."""
    given = {"push_signed": False, "push_answer_seconds": 0.05, **given}
    settings = Settings(endpoint="http://stack", push_port=0, **given)
    dead = httpx.MockTransport(queues or (lambda request: httpx.Response(201)))
    source = PushSource(Surroundings("c", settings, HandClock(), dead))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(source.app(to)), base_url="http://consumer"
    ) as client:
        yield client
    await source.close()


@pytest.mark.parametrize(
    ("outcome", "status"), [("done", 204), ("give_back", 503), ("leave", 503), ("bury", 204), ("", 204)]
)
async def test_answers(outcome: str, status: int) -> None:
    """By what became of the message; while nothing has, that it is taken."""
    to = Taken(outcome)
    async with pushing(to, dead_letters="dead") as client:
        answer = await client.post("/any/path", content=notification())
        await settled()
        assert answer.status_code == status
        if not outcome:
            await to.deliveries[0].give_back()  # too late: only a line of log
    [delivery] = to.deliveries
    assert isinstance(delivery, PushDelivery)


@pytest.mark.parametrize(
    ("taken", "given", "queue", "status"),
    [
        (201, {}, "c-dead", 204), (201, {"dead_letters": "dead"}, "dead", 204),
        (403, {}, "c-dead", 204), (403, {"dead_letters": "dead"}, "dead", 503),
    ],
)  # fmt: skip
async def test_where_dead_letters_go(taken: int, given: Any, queue: str, status: int) -> None:
    """To a queue with the consumer's name, if the keys allow it: only one that was asked for must be
    had, or the topic is to push again.
    """
    asked: list[str] = []

    def queues(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(taken)

    async with pushing(Taken("bury"), queues, **given) as client:
        assert (await client.post("/", content=b"?")).status_code == status
    assert asked == [f"/queues/{queue}/messages"]


async def test_no_room() -> None:
    """The topic is asked to push again."""
    to = Taken("done")
    to.full = True
    async with pushing(to) as client:
        assert (await client.post("/", content=notification())).status_code == 503


async def test_what_is_not_served() -> None:
    """Another path, another method, a body that no topic sends, no signature where one is asked for."""
    to = Taken("done")
    async with pushing(to, push_path="/hooks") as client:
        assert (await client.post("/hooks", content=b"x")).status_code == 204
        assert (await client.post("/other", content=b"x")).status_code == 404
        assert (await client.get("/hooks")).status_code == 405
        assert (await client.post("/hooks", content=b"x" * (2**20 + 1))).status_code == 413
    async with pushing(to, push_signed=True) as client:
        assert (await client.post("/", content=b"x")).status_code == 403
    assert len(to.deliveries) == 1


async def test_a_push_that_comes_again() -> None:
    """Is known by its message id, and counted; its age is told by the sender's clock."""
    to = Taken("leave")
    headers = {"x-mns-message-id": "7", "x-mns-publish-time": "1767225600500", "date": DATE}
    async with pushing(to) as client:
        await client.post("/", content=notification(), headers=headers)
        await client.post("/", content=notification(), headers=headers)
        await client.post("/", content=b"bare")
        await client.post("/", content=b"late", headers={"x-mns-publish-time": "9" * 400, "date": DATE})
    first, second, bare, late = to.deliveries
    assert (first.key, first.count, second.key, second.count, bare.count) == ("7", 1, "7", 2, 1)
    assert (first.sent_at, first.received_at) == (1767225600.5, 1767225610.0)
    assert (bare.sent_at, bare.received_at) == (late.sent_at, late.received_at) == (None, None)


async def test_certificates_come_from_whom_they_should(tmp_path: Path) -> None:
    """Who answers by TLS, and cannot show that it is that host, is not heard."""
    pem = our_key().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (chain := tmp_path / "server.pem").write_bytes(certificate() + pem)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain)

    def heard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")

    async with await asyncio.start_server(heard, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        async with connection("", many=1, proxies=False) as client:
            with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                await client.get(f"https://127.0.0.1:{port}/certificate.pem")
