"""What a connection makes of the bytes that come in, whichever way a request takes from there."""

import pytest

from scalehook.wiring import http_protocol
from scalehook.wiring.http_protocol import MOST_FRAMING
from scalehook.wiring.targets import own_target, split_target
from support.line import Line, settle
from support.line_app import HEAD


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
    assert split_target(own_target(target)) == (path.decode("latin-1"), query.decode("latin-1"))


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
        (
            b"GET /p?q HTTP/1.1\r\nA: b\r\nHost: h\r\nno header\r\n\r\n",
            b"MalformedRequest /p ['a', 'host']",
        ),
        (b"NONE /p HTTP/1.1\r\nA: b\r\nno header\r\nC: d\r\n\r\nE: f", b"['a', 'c']"),
        (b"GET /p\xff HTTP/9.1\r\n\r\n", b""),
        (b"GET /p q HTTP/1.1\r\nX-Mns-Version: 2015-06-06\r\n\r\n", b"['x-mns-version']"),
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


async def test_a_client_that_leaves(line: Line) -> None:
    """It has left when it ends the connection as soon as it was answered, or breaks it."""
    await line.say(b"GET /p HTTP/1.1\r\nHost: h\r\n\r\n")
    assert not line.protocol.has_left()
    line.protocol.eof_received()
    assert line.protocol.has_left()


async def test_a_client_that_has_no_use_for_a_connection(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It closes one that has been idle for a while; so may the server, or a fault: it has not left."""
    await line.say(b"GET /p HTTP/1.1\r\nHost: h\r\n\r\n")
    monkeypatch.setattr(http_protocol, "IN_USE_SECONDS", 0)
    line.protocol.eof_received()
    await line.hang_up()
    assert not line.protocol.has_left()


async def test_a_connection_that_breaks(line: Line) -> None:
    """In the middle of something."""
    line.protocol.connection_lost(ConnectionResetError())
    assert line.protocol.has_left()
