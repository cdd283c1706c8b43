"""What becomes of requests, whether a face takes them directly or the application gets them."""

import pytest

from scalehook.gateway.body import DRAINED_BYTES
from support.line import Line, settle
from support.line_app import GET, HEAD, LIMIT


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
    parts = [b"x" * 2**20] * (LIMIT // 2**20 + 1)
    assert (await line.say(head, *parts)).startswith(b"HTTP/1.1 413 ")
    assert line.transport.written.count(b"HTTP/1.1 ") == 1
    assert (await line.say(GET % b"next")).endswith(b"nothing")


async def test_bodies_that_will_be_too_large(direct: Line) -> None:
    """Are refused by their heads; who sends the body all the same is served afterwards."""
    head = HEAD + b"Content-Length: %d\r\n\r\n" % (LIMIT + 1)
    assert (await direct.say(head)).startswith(b"HTTP/1.1 413 ")
    assert (await direct.say(b"x" * (LIMIT + 1))).count(b"HTTP/1.1 ") == 1
    assert (await direct.say(GET % b"next")).endswith(b"nothing")


async def test_bodies_that_have_become_too_large(direct: Line) -> None:
    """Are refused as soon as they have, long before their end."""
    await direct.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    chunk = b"%x\r\n%s\r\n" % (2**20, b"x" * 2**20)
    assert await direct.say(*[chunk] * (LIMIT // 2**20)) == b""
    assert (await direct.say(b"1\r\nx\r\n")).startswith(b"HTTP/1.1 413 ")
    assert (await direct.say(chunk, b"0\r\n\r\n")).count(b"HTTP/1.1 ") == 1
    assert (await direct.say(GET % b"next")).endswith(b"nothing")


async def test_a_client_that_closes_reads_its_refusal_first(direct: Line) -> None:
    """The connection ends behind the body: ended before, it would take the answer with it."""
    head = HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % (LIMIT + 1)
    answer = await direct.say(head)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close\r\n" in answer
    assert not direct.transport.closed
    await direct.say(b"x" * (LIMIT + 1))
    assert direct.transport.closed


async def test_a_body_that_is_too_large_and_only_offered(line: Line) -> None:
    """Its client is told that it need not send it."""
    head = HEAD + b"Content-Length: %d\r\nExpect: 100-continue\r\n\r\n" % (LIMIT + 1)
    assert (await line.say(head)).startswith(b"HTTP/1.1 413 ")


async def test_bodies_that_do_not_end(line: Line) -> None:
    """Are refused, and the connection is closed; what came is not kept."""
    chunk = b"%x\r\n%s\r\n" % (2**20, b"x" * 2**20)
    await line.say(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    for _ in range(DRAINED_BYTES // 2**20):
        await line.say(chunk)
    assert not line.transport.closed
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
