"""What a connection makes of the bytes that come in, whichever way a request takes from there."""

import asyncio
from functools import partial
from typing import Any

import pytest

from scalehook.gateway.body import DRAINED_BYTES, Body
from scalehook.gateway.http import ClientLeft, HttpRequest, HttpResponse, read_body, request_of
from scalehook.wiring.http_protocol import MOST_FRAMING, split_target
from scalehook_contracts.errors import ApiError
from support.line import Line, settle

HEAD = b"POST /p HTTP/1.1\r\nHost: h\r\n"
GET = b"GET /%s HTTP/1.1\r\nHost: h\r\n\r\n"
LIMIT = 16 * 2**20


class Exchange:
    """A direct request that is under way."""

    forgotten = False

    def forget(self) -> None:
        self.forgotten = True


class App:
    """Answers with the body that it has read, when it may; refuses with the code and the path. Takes
    requests directly when it `is_direct`; paths that begin with `/asgi` never.
    """

    def __init__(self, is_direct: bool) -> None:
        self.is_direct = is_direct
        self.requests: list[HttpRequest] = []
        self.exchanges: list[Exchange] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.done: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = request_of(scope)
        self.requests.append(request)
        await self.may_answer.wait()
        try:
            body = b"" if request.path == "/asgi-early" else await read_body(receive, LIMIT)
            answer = HttpResponse(200, body or b"nothing")
        except ApiError as error:
            answer = self.refuse(error, request)
        except ClientLeft:
            return
        await answer.send(send)

    def direct_face(self, request: HttpRequest) -> Any:
        return self if self.is_direct and not request.path.startswith("/asgi") else None

    def new_body(self) -> Body:
        return Body(LIMIT)

    def take(self, face: Any, request: HttpRequest, body: Body, done: Any) -> Exchange:
        self.requests.append(request)
        exchange = Exchange()
        self.exchanges.append(exchange)
        try:
            answer = HttpResponse(200, body.whole() or b"nothing")
        except ApiError as error:
            answer = self.refuse(error, request)
        if self.may_answer.is_set():
            done(answer)
        else:
            self.done.append(partial(done, answer))
        return exchange

    def go_on(self) -> None:
        """Answer what is waiting, and all that comes."""
        self.may_answer.set()
        for done in self.done:
            done()

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        said = f"{error.code} {request.path} {sorted(request.headers)}"
        return HttpResponse(error.status, said.encode(), "text/x-refusal")


@pytest.fixture(params=["direct", "asgi"])
async def line(request: pytest.FixtureRequest) -> Line:
    return Line(App(request.param == "direct"))


@pytest.fixture
async def direct() -> Line:
    return Line(App(is_direct=True))


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/", b"/", b""),
        (b"/queues?a=b?c#d?e", b"/queues", b"a=b?c"),
        (b"http://h:1/queues?a", b"/queues", b"a"),
        (b"HTTPS://u@h?a=/b", b"/", b"a=/b"),
        (b"http://h", b"/", b""),
        (b"//queues", b"//queues", b""),
        (b"*", b"*", b""),
        (b"h:443", b"h:443", b""),
        (b"?a", b"/", b"a"),
        (b"/a://b", b"/a://b", b""),
        (b"/\xff", b"/\xff", b""),
    ],
)
def test_targets(target: bytes, path: bytes, query: bytes) -> None:
    """In all their forms; a proxy's client names the server, too."""
    assert split_target(target) == (path.decode("latin-1"), query.decode("latin-1"))


async def test_long_targets_are_whole(line: Line) -> None:
    """However long, and in however many pieces they come."""
    query = b"a=" + b"x" * 200_000 + b"&b=1"
    request = b"GET /path?" + query + b" HTTP/1.1\r\nHost: h\r\n\r\n"
    await line.say(*(request[start : start + 65_536] for start in range(0, len(request), 65_536)))
    [seen] = line.app.requests
    assert (seen.path, seen.query) == ("/path", query.decode())


async def test_chunks_and_what_trails_them(line: Line) -> None:
    """The body is put together; headers after it are none."""
    chunks = b"3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nHost: evil\r\nX: y\r\n\r\n"
    answer = await line.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)
    assert answer.endswith(b"abcde")
    assert line.app.requests[0].headers == {"host": "h", "transfer-encoding": "chunked"}


async def test_an_upgrade_is_not_taken(line: Line) -> None:
    """The request is answered as any other."""
    upgrade = b"GET /p HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    assert (await line.say(upgrade)).endswith(b"nothing")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (b"\x16\x03\x01\r\n\r\n", b"MalformedRequest / []"),
        (b"GET\r\n\r\n", b""),
        (b"GET /p?q HTTP/1.1\r\nA: b\r\nHost: h\r\nno header\r\n\r\n", b"MalformedRequest /p ['a']"),
        (b"GET /p\xff HTTP/9.1\r\n\r\n", b""),
        (HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", b"MalformedRequest /p ["),
        (HEAD + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b"MalformedRequest /p ["),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", b"MalformedRequest /p ['host', 'transf"),
    ],
)
async def test_what_is_no_request(line: Line, said: bytes, known: bytes) -> None:
    """Is refused by the application, which is told what could be read; then the line is cut."""
    answer = await line.say(said)
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert b"content-type: text/x-refusal\r\n" in answer
    assert b"connection: close\r\n" in answer
    assert known in answer
    assert line.transport.closed


@pytest.mark.parametrize(
    "endless",
    [
        b"GET /p?",
        b"GET /p HTTP/1.1\r\nX: ",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1;",
    ],
)
async def test_heads_that_do_not_end(line: Line, endless: bytes) -> None:
    """Are not kept without end: refused, and cut off."""
    pieces = [endless, *[b"x" * 100_000] * (MOST_FRAMING // 100_000)]
    answer = await line.say(*pieces)
    assert not line.transport.closed
    answer = await line.say(b"x" * 100_000)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"RequestEntityTooLarge /p" in answer
    assert line.transport.closed


async def test_bodies_are_no_heads(line: Line) -> None:
    """A long one is the application's to refuse, in one piece or in chunks."""
    size = MOST_FRAMING + 1_000_000
    head = HEAD + b"Content-Length: %d\r\n\r\n" % size
    answer = await line.say(head, *[b"x" * 250_000] * (size // 250_000 + 1))
    assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "garbage", [b"GARBAGE\x00\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + b"x" * 5_000_000]
)
async def test_garbage_behind_a_request_that_waits(line: Line, garbage: bytes) -> None:
    """Its refusal is not taken for that request's answer: the answer comes, then the end."""
    line.app.may_answer.clear()
    assert await line.say(b"GET /first HTTP/1.1\r\nHost: h\r\n\r\n", garbage, garbage) == b""
    line.app.go_on()
    await settle()
    assert line.transport.written.startswith(b"HTTP/1.1 200 OK\r\n")
    assert line.transport.written.count(b"HTTP/1.1 ") == 1
    assert line.transport.closed


async def test_one_byte_at_a_time(line: Line) -> None:
    """However small the pieces are, it is one request."""
    request = HEAD + b"Content-Length: 3\r\n\r\nabc"
    for at in range(len(request)):
        line.protocol.data_received(request[at : at + 1])
    answer = await line.say()
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\nabc")


async def test_hundreds_of_requests_on_one_connection(line: Line) -> None:
    """One after the other; nothing of them is kept by the connection."""
    for number in range(300):
        said = b"%d" % number
        answer = await line.say(HEAD + b"Content-Length: %d\r\n\r\n" % len(said) + said)
        assert answer.endswith(b"\r\n\r\n" + said)
    assert line.transport.written.count(b"HTTP/1.1 200 OK\r\n") == 300
    assert not line.transport.closed


async def test_pipelined_requests_are_answered_in_order(direct: Line) -> None:
    """Those that are taken directly, and those that are not, in any order."""
    direct.app.may_answer.clear()
    names = [b"one", b"asgi-two", b"three", b"asgi-four", b"five"]
    said = b"".join(
        b"POST /%s HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n%s" % (name, len(name), name)
        for name in names
    )
    assert await direct.say(said) == b""
    direct.app.go_on()
    await settle()
    answers = direct.transport.written.split(b"HTTP/1.1 200 OK\r\n")[1:]
    assert [answer.partition(b"\r\n\r\n")[2] for answer in answers] == names
    assert not direct.transport.paused


async def test_requests_behind_one_that_closes(line: Line) -> None:
    """Are never begun: their client has said that there are none."""
    last = b"GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    answer = await line.say(last + GET % b"more")
    assert b"connection: close\r\n" in answer
    assert [request.path for request in line.app.requests] == ["/last"]
    assert line.transport.closed


async def test_old_clients(line: Line) -> None:
    """HTTP/1.0: the answer's end is the connection's."""
    answer = await line.say(b"GET /p HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
    assert b"connection: close\r\n" in answer
    assert line.transport.closed


async def test_heads_without_bodies(line: Line) -> None:
    """The length is that of the body which GET would get."""
    answer = await line.say(b"HEAD /p HTTP/1.1\r\nHost: h\r\n\r\n")
    assert b"content-length: 7\r\n" in answer
    assert answer.endswith(b"\r\n\r\n")


async def test_a_client_that_wants_to_be_told_to_go_on(line: Line) -> None:
    """It is, and then sends its body."""
    head = HEAD + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    assert await line.say(head) == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert (await line.say(b"abc")).endswith(b"\r\n\r\nabc")


async def test_bodies_that_are_too_large(line: Line) -> None:
    """Are read to their end: the client can read its refusal, and go on with the next request."""
    head = HEAD + b"Content-Length: %d\r\n\r\n" % (LIMIT + 2**20)
    *parts, last = [b"x" * 2**20] * (LIMIT // 2**20 + 1)
    assert await line.say(head, *parts) == b""
    assert (await line.say(last)).startswith(b"HTTP/1.1 413 ")
    assert (await line.say(GET % b"next")).endswith(b"nothing")


async def test_bodies_that_do_not_end(line: Line) -> None:
    """Are refused, and the connection is closed; what came is not kept."""
    chunk = b"%x\r\n%s\r\n" % (2**20, b"x" * 2**20)
    await line.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(DRAINED_BYTES // 2**20):
        assert await line.say(chunk) == b""
    answer = await line.say(chunk)
    assert answer.startswith(b"HTTP/1.1 413 ")
    if not line.transport.closed:
        await line.say(chunk)
    assert line.transport.closed


async def test_bodies_behind_their_answer(direct: Line) -> None:
    """An application may answer before it has read all; a body that goes on without end is cut off."""
    chunk = b"%x\r\n%s\r\n" % (2**20, b"x" * 2**20)
    await direct.say(b"POST /asgi-early HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n")
    assert direct.transport.written.startswith(b"HTTP/1.1 200 ")
    for _ in range(DRAINED_BYTES // 2**20):
        await direct.say(chunk)
    assert not direct.transport.closed
    await direct.say(chunk)
    assert direct.transport.closed


async def test_an_answer_is_one_write(direct: Line) -> None:
    """At once: its client wakes up once."""
    direct.protocol.data_received(GET % b"p")
    assert direct.transport.writes == 1
    assert direct.transport.written.endswith(b"nothing")


@pytest.mark.parametrize("behind", [b"", GET % b"asgi", GET % b"more"])
async def test_clients_that_leave(direct: Line, behind: bytes) -> None:
    """What they have asked for is forgotten, also when they have asked for more meanwhile; an answer
    that comes late is not written.
    """
    direct.app.may_answer.clear()
    await direct.say(GET % b"waiting" + behind)
    await direct.hang_up()
    assert direct.app.exchanges[0].forgotten
    direct.app.go_on()
    assert direct.transport.written == b""


@pytest.mark.parametrize("part", [HEAD, HEAD + b"Content-Length: 3\r\n\r\na"])
async def test_clients_that_leave_in_the_middle(line: Line, part: bytes) -> None:
    """Half a request is none."""
    await line.say(part)
    await line.hang_up()
    assert line.transport.written == b""
    assert line.app.exchanges == []


async def test_clients_that_do_not_read(direct: Line) -> None:
    """Their answers do not pile up: the next one waits until they have read."""
    direct.protocol.pause_writing()
    await direct.say(GET % b"first" + GET % b"second")
    assert direct.transport.written == b""
    direct.protocol.resume_writing()
    assert (await direct.say()).count(b"HTTP/1.1 200 OK\r\n") == 2


async def test_waiting_is_given_up(direct: Line) -> None:
    """By a server that has to end: the client is told, and what it has asked for is forgotten."""
    direct.app.may_answer.clear()
    await direct.say(GET % b"waiting")
    direct.protocol.give_up()
    assert direct.transport.written.startswith(b"HTTP/1.1 503 ")
    assert direct.transport.closed
    assert direct.app.exchanges[0].forgotten


async def test_answers_keep_their_order_across_the_ways(direct: Line) -> None:
    """One that is still being gathered is not overtaken by one that is written at once."""
    direct.protocol.transport.write(b"gathered ")
    direct.protocol.data_received(GET % b"p")
    assert direct.transport.written.startswith(b"gathered HTTP/1.1 200 OK")
