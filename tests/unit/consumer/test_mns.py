"""A queue of the message service as a source, behind httpx's transport."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from scalehook.consumer.settings import Settings
from scalehook.consumer.sources import mns
from scalehook.consumer.sources.delivery import Delivery
from scalehook.consumer.sources.mns import MnsSource
from scalehook.consumer.sources.mns_queue import MnsQueue, MnsRefusal
from scalehook.consumer.sources.surroundings import Surroundings
from support.consumers.clock import HandClock
from support.patience import PATIENCE_SECONDS, eventually

EMPTY = ("MessageNotExist", 404)
MESSAGE = """<Message><MessageId>{id}</MessageId><ReceiptHandle>h/{id}+1==</ReceiptHandle>
<MessageBody>a &lt;b&gt;</MessageBody><EnqueueTime>1767225600000</EnqueueTime>
<NextVisibleTime>1767225690000</NextVisibleTime><FirstDequeueTime>1767225660000</FirstDequeueTime>
<DequeueCount>{count}</DequeueCount><Priority>8</Priority>{more}</Message>"""
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
PROPERTIES = f"""<SystemProperties><SystemPropertyValue><Name>traceparent</Name><Value>{TRACE}</Value>
<Type>STRING</Type></SystemPropertyValue></SystemProperties>"""


class Server:
    """Answers as told, one after the other, then that there is nothing; notes what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception | tuple[str, int]) -> None:
        self.answers = list(answers)
        self.asked: list[httpx.Request] = []

    async def answer(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)  # as over any network
        self.asked.append(request)
        answer = self.answers.pop(0) if self.answers else EMPTY
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, tuple):
            code, status = answer
            text = f'<Error xmlns="http://mns.aliyuncs.com/doc/v1"><Code>{code}</Code></Error>'
            return httpx.Response(status, text=text)
        return answer

    def lines(self) -> list[str]:
        return [f"{request.method} {request.url.raw_path.decode()}" for request in self.asked]


def messages(*given: str) -> httpx.Response:
    return httpx.Response(
        200, text=f'<Messages xmlns="http://mns.aliyuncs.com/doc/v1">{"".join(given)}</Messages>'
    )


def message(number: str = "1", count: int = 1, more: str = "") -> str:
    return MESSAGE.format(id=number, count=count, more=more)


def held(handle: str) -> httpx.Response:
    return httpx.Response(
        200, text=f"<ChangeVisibility><ReceiptHandle>{handle}</ReceiptHandle></ChangeVisibility>"
    )


class Taken:
    """In the place of the inbox."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []

    async def room(self) -> int:
        return 40

    def take(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)

    def ended(self, token: str, why: str) -> None:
        raise AssertionError("a queue does not tell")


@asynccontextmanager
async def receiving(
    server: Server, count: int = 1, clock: HandClock | None = None, **given: Any
) -> AsyncIterator[list[Delivery]]:
    """What has come, as soon as there is so much."""
    settings = Settings(
        endpoint="http://stack", queue="hooks", access_key_id="key", access_key_secret="s", **given
    )
    around = Surroundings("c", settings, clock or HandClock(), httpx.MockTransport(server.answer))
    source = MnsSource(around)
    to = Taken()
    task = asyncio.ensure_future(source.receive(to))
    await eventually(lambda: len(to.deliveries) == count and source.ready.is_set())
    task.cancel()
    await asyncio.wait({task})
    server.asked.clear()
    yield to.deliveries
    await source.close()


async def test_polls() -> None:
    """The first does not wait, the others do; each is signed, and for as many as one call may bring."""
    server = Server(messages(message("1")), EMPTY, messages(message("2", 3)))
    asked = server.asked
    settings = Settings(
        endpoint="http://stack", queue="hooks", access_key_id="key", security_token="sts"
    )
    source = MnsSource(Surroundings("c", settings, HandClock(), httpx.MockTransport(server.answer)))
    to = Taken()
    task = asyncio.ensure_future(source.receive(to))
    await eventually(lambda: len(to.deliveries) == 2)
    task.cancel()
    await source.close()
    path = "GET /queues/hooks/messages?numOfMessages=16&waitseconds="
    assert server.lines()[:3] == [f"{path}0", f"{path}20", f"{path}20"]
    assert asked[0].headers["authorization"].startswith("MNS key:")
    assert asked[0].headers["security-token"] == "sts"
    first, again = to.deliveries
    assert (first.key, first.body, first.count, first.held) == ("1", b"a <b>", 1, 30)
    assert (first.sent_at, first.received_at) == (1767225600, 1767225660)
    assert (again.count, again.received_at) == (3, None)


async def test_trouble_is_waited_out() -> None:
    """Whatever it is: a refusal, no connection, an answer that is no XML. By the stack's clock."""
    clock = HandClock()
    passing = asyncio.ensure_future(clock.advance(600))
    trouble = [
        ("QueueNotExist", 404), ("AccessDenied", 403), ("InternalError", 500), httpx.ConnectError("no"),
        httpx.ReadTimeout("slow"), httpx.Response(502, text="<html>"), httpx.Response(200, text="?"),
        messages("<Message><MessageId>1</MessageId></Message>"),
    ]  # fmt: skip
    async with receiving(Server(*trouble, messages(message())), clock=clock) as [delivery]:
        assert delivery.key == "1"
    await passing


async def test_messages_that_are_none() -> None:
    """They keep no other from coming, and neither does the largest that sixteen can be."""
    large = message().replace("a &lt;b&gt;", "&amp;" * 65_536)
    broken = "<Message><MessageId>1</MessageId></Message>", message().replace("1767225600000", "soon")
    server = Server(messages(*broken, message("good")), messages(*[large] * 16))
    async with receiving(server, 17) as deliveries:
        assert deliveries[0].key == "good"
        assert deliveries[16].body == b"&" * 65_536


@pytest.mark.parametrize("answers", [True, False])
async def test_a_poll_that_is_under_way(answers: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes by it after all is given back at once; one that waits in vain is given up."""
    monkeypatch.setattr(mns, "PROMPT_SECONDS", PATIENCE_SECONDS if answers else 0.0)
    monkeypatch.setattr(mns, "GIVE_BACK_SECONDS", PATIENCE_SECONDS)
    asked, going = asyncio.Event(), asyncio.Event()
    server = Server(messages(message("1")), messages(message("2")), held("h"))

    async def answer(request: httpx.Request) -> httpx.Response:
        if len(server.asked) == 1:
            asked.set()
            await going.wait()
        return await server.answer(request)

    settings = Settings(endpoint="http://stack", queue="hooks", access_key_id="key")
    source = MnsSource(Surroundings("c", settings, HandClock(), httpx.MockTransport(answer)))
    to = Taken()
    receiving = asyncio.ensure_future(source.receive(to))
    await asked.wait()
    receiving.cancel()
    if answers:
        going.set()
    await asyncio.wait({receiving})
    await source.close()
    assert [delivery.key for delivery in to.deliveries] == ["1"]
    given_back = [line for line in server.lines() if line.startswith("PUT")]
    assert len(given_back) == answers
    assert all("h%2F2%2B1%3D%3D&VisibilityTimeout=1" in line for line in given_back)


async def test_a_message_is_deleted() -> None:
    """By its handle, escaped; one that is not ours any more is no trouble."""
    server = Server(messages(message()))
    async with receiving(server) as [delivery]:
        server.answers = [httpx.ConnectError("no"), httpx.Response(204)]
        deleting = asyncio.ensure_future(delivery.done())
        await eventually(lambda: server.asked)
        await _advance(delivery)
        await deleting
        server.answers = [("ReceiptHandleError", 400)]
        await delivery.done()
    assert server.lines() == ["DELETE /queues/hooks/messages?ReceiptHandle=h%2F1%2B1%3D%3D"] * 3


async def test_a_message_is_held() -> None:
    """Each extension has a new handle; what follows waits for one that is under way."""
    server = Server(messages(message()))
    async with receiving(server) as [delivery]:
        server.answers = [held("h2"), ("InternalError", 500), held("h3"), httpx.Response(200, text="")]
        assert await delivery.extend() == 60
        assert await delivery.extend() == 3
        extending = asyncio.ensure_future(delivery.extend())
        await asyncio.sleep(0)
        extending.cancel()
        server.answers[-1] = held("h4")
        await delivery.give_back()
        server.answers = [("MessageNotExist", 404)]
        assert await delivery.extend() is None
    assert [line.rpartition("=")[2] for line in server.lines()] == ["60", "60", "60", "1", "60"]
    assert "ReceiptHandle=h3&VisibilityTimeout=1" in server.lines()[3]


@pytest.mark.parametrize(
    ("putting_away", "last"),
    [
        (lambda delivery: delivery.done(), "DELETE /queues/hooks/"),
        (lambda delivery: delivery.give_back(), "PUT /queues/hooks/"),
        (lambda delivery: delivery.leave(), "PUT /queues/hooks/"),
        (lambda delivery: delivery.bury("unreadable"), "DELETE /queues/hooks/"),
    ],
)
async def test_nothing_is_put_away_by_half(
    putting_away: Callable[[Delivery], Coroutine[Any, Any, None]], last: str
) -> None:
    """Whoever is cancelled meanwhile: nobody else could have the message for as long as it was held."""
    server = Server(messages(message()))
    async with receiving(server) as [delivery]:
        server.answers = [httpx.Response(201, text=""), httpx.Response(204)]
        putting = asyncio.ensure_future(putting_away(delivery))
        await asyncio.sleep(0)
        putting.cancel()
        await asyncio.wait({putting})
        assert putting.cancelled()
        assert server.lines()[-1].startswith(last)


async def test_what_comes_to_nothing_comes_later() -> None:
    """After some seconds, more each time, and never more than thirty."""
    server = Server(messages(message("1", 1), message("2", 4), message("3", 9)))
    async with receiving(server, 3) as deliveries:
        server.answers = [held("h")] * 3
        for delivery in deliveries:
            await delivery.leave()
    assert [line.rpartition("=")[2] for line in server.lines()] == ["2", "16", "30"]


async def test_a_dead_letter() -> None:
    """Its queue is made when there is none; the message is deleted only when it is safe there."""
    server = Server(messages(message()))
    async with receiving(server) as [delivery]:
        server.answers = [
            ("QueueNotExist", 404),
            httpx.Response(201),
            httpx.Response(201),
            httpx.Response(204),
        ]
        await delivery.bury("unreadable")
        lines = server.lines()
        assert b"<MessageBody>a &lt;b&gt;</MessageBody>" in server.asked[2].content
        server.answers = [("AccessDenied", 403)]
        await delivery.bury("unreadable")
    dead = "/queues/hooks-dead"
    assert lines[:3] == [f"POST {dead}/messages", f"PUT {dead}", f"POST {dead}/messages"]
    assert lines[3].startswith("DELETE /queues/hooks/")
    assert server.lines()[4:] == [f"POST {dead}/messages"]


async def test_traces_of_messages() -> None:
    """The property that a trace goes on from is kept, others are not."""
    more = PROPERTIES + PROPERTIES.replace("traceparent", "other")
    async with receiving(Server(messages(message(more=more)))) as [delivery]:
        assert delivery.headers == {"traceparent": TRACE}


async def test_refusals() -> None:
    """Their code is told; an answer without one is told by its status."""
    settings = Settings(endpoint="http://stack", queue="hooks")
    server = Server(("AccessDenied", 403), httpx.Response(502))
    queue = MnsQueue("hooks", settings, httpx.MockTransport(server.answer))
    for code in ("AccessDenied", "HTTP 502"):
        with pytest.raises(MnsRefusal) as refused:
            await queue.receive(1, 0)
        assert refused.value.code == code
        assert refused.value.passes == (code == "HTTP 502")
    await queue.close()


async def _advance(delivery: Any) -> None:
    clock = delivery._desk.clock
    for _ in range(5):
        await clock.advance(1)
