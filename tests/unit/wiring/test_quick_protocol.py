"""A plain request that no parser sees is what the parser would have made of it; others it does see."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scalehook.gateway.http import NAMES, HttpRequest
from scalehook.wiring.http_protocol import HttpProtocol
from scalehook.wiring.quick_protocol import QuickProtocol
from support.line import Line
from support.line_app import App

HOST = "host: h"
KNOWN = (
    "host",
    "Host",
    "date",
    "Authorization",
    "content-md5",
    "Content-Length",
    "Connection",
    "x-mns-version",
)
VALUES = (
    "h", "a b", " a", "a ", "a\t", "", "é", "a\x00", "a\nb: c", "keep-alive", "Keep-Alive", "close",
    "100-continue", "0", "3", "+3", "3 ", "03", "-1", "1_0", "chunked", "MNS id:c2lnbmVk", "a: b",
)  # fmt: skip
NAMES_TOO = ("a b", "", "X-New")
TARGETS = (
    "/queues/q/messages", "/", "//a", "/a?b=c&d=%20", "/a#b", "/a b", "/é", "*", "http://h/a", "?a",
    "/a\x7f", "/{}",
)  # fmt: skip

names = st.one_of(st.sampled_from(KNOWN), st.sampled_from(NAMES_TOO))
values = st.one_of(st.sampled_from(VALUES), st.text(st.characters(max_codepoint=255), max_size=5))
separators = st.sampled_from((": ", ": ", ": ", ":", ":  ", " : "))
lines = st.builds(lambda name, between, value: name + between + value, names, separators, values)
plain_lines = st.sampled_from(
    (HOST, "date: d", "x-mns-version: 1", "Authorization: MNS a:b", "content-md5: bQ==")
)


odd = st.one_of(lines, plain_lines)


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Plain, but for one thing in most of them."""
    said = [HOST, *draw(st.lists(plain_lines, unique=True, max_size=2))]
    method, target, version, end = "POST", "/queues/q", "HTTP/1.1", "\r\n"
    body = draw(st.sampled_from(("", "abc")))
    said.append(f"content-length: {len(body)}")
    match draw(
        st.sampled_from(("line", "line", "length", "method", "target", "version", "end", "nothing"))
    ):
        case "line":
            said.insert(draw(st.integers(0, len(said))), draw(odd))
        case "length":
            said[-1] = f"Content-Length: {draw(values)}"
        case "method":
            method = draw(st.sampled_from(("GET", "PUT", "DELETE", "HEAD", "post", "NONE", "")))
        case "target":
            target = draw(st.sampled_from(TARGETS))
        case "version":
            version = draw(st.sampled_from(("HTTP/1.0", "HTTP/9.1", "http/1.1", "", "HTTP/1.1 ")))
        case "end":
            end = "\n"
    return (end.join([f"{method} {target} {version}", *said, "", ""]) + body).encode("latin-1")


def _with(*lines: str) -> bytes:
    """A request that is plain but for these."""
    return "\r\n".join(["POST /queues/q HTTP/1.1", HOST, *lines, "", ""]).encode()


class Counting(QuickProtocol):
    """Counts what is shown to the parser."""

    parsed = 0

    def on_message_begin(self) -> None:
        """The parser has begun with one."""
        self.parsed += 1
        super().on_message_begin()


def outcome(kind: type[HttpProtocol], said: list[bytes]) -> tuple[Any, ...]:
    """What came of it all: requests, answers, and whether the connection stays."""

    async def talk() -> tuple[Any, ...]:
        app = App(is_direct=True)
        line = Line(app, kind)
        for part in said:
            if not line.transport.closed:
                await line.say(part)
        await line.hang_up()
        return (
            [_seen(request) for request in app.requests],
            line.transport.written,
            line.transport.closed,
        )

    return asyncio.run(talk())


def _seen(request: HttpRequest) -> tuple[HttpRequest, str]:
    """What a face sees of the head, of which the size is told less exactly by the parser."""
    return replace(request, head_bytes=0, line=None, body=b""), request.target


@settings(max_examples=150)  # a check that is left out is found by fifty
@given(requests(), requests(), st.integers(0, 400))
@example(f"GET /?&=%-._~+:,;@!$'()*/aZ09 HTTP/1.1\r\n{HOST}\r\n\r\n".encode(), _with("date: d"), 0)
@example(_with("date:  d"), _with("date: d "), 0)
@example(_with("Authorization: a", "content-md5: b"), _with("content-md5: b", "Authorization: a"), 0)
@example(_with("Connection: close"), _with("Transfer-Encoding: chunked"), 0)
@example(_with("Connection: keep-alive"), _with("Expect: 100-continue"), 0)
def test_as_the_parser_reads_it(first: bytes, second: bytes, cut: int) -> None:
    """Whatever is said, in one piece or in two, behind whatever else."""
    for name in KNOWN:
        NAMES[name.encode()]
    said = [first, second, first[:cut], first[cut:], second]
    quick, parsed = (outcome(kind, said) for kind in (QuickProtocol, HttpProtocol))
    assert quick == parsed


PLAIN = b"POST /queues/q HTTP/1.1\r\nhost: h\r\ndate: d\r\nContent-Length: 3\r\n\r\n"


@pytest.mark.parametrize(
    ("parts", "parsed"),
    [
        ([PLAIN + b"abc"], 0),
        ([PLAIN, b"abc"], 0),
        ([PLAIN + b"a", b"b", b"c"], 0),
        ([PLAIN + b"a", b"bc" + PLAIN + b"abc"], 0),
        ([PLAIN + b"abc" + PLAIN + b"abc"], 2),
        ([PLAIN.replace(b"/queues", b"/asgi") + b"abc"], 1),
        ([PLAIN[:30], PLAIN[30:] + b"abc"], 1),
    ],
)
async def test_which_need_no_parser(parts: list[bytes], parsed: int) -> None:
    """All that are plain, come one by one, and are a face's; one that is not spoils none behind it."""
    line = Line(App(is_direct=True), Counting)
    protocol = line.protocol
    assert isinstance(protocol, Counting)
    await line.say(b"PUT /first HTTP/1.1\r\nhost: h\r\ndate: d\r\nContent-Length: 0\r\n\r\n")
    before = protocol.parsed
    await line.say(*parts)
    assert protocol.parsed - before == parsed
    await line.say(PLAIN + b"abc")
    assert protocol.parsed - before == parsed
    assert line.transport.written.endswith(b"abc")


async def test_a_client_that_leaves_in_the_middle_of_a_body() -> None:
    """Its request is nobody's."""
    line = Line(App(is_direct=True))
    await line.say(PLAIN + b"abc", PLAIN + b"a")
    assert len(line.app.requests) == 1
    await line.hang_up()
    assert len(line.app.requests) == 1


async def test_a_body_that_is_declared_too_large() -> None:
    """Is the parser's: it is refused before it comes."""
    line = Line(App(is_direct=True), Counting)
    await line.say(PLAIN + b"abc", PLAIN.replace(b": 3", b": 99999999"))
    assert line.transport.written.count(b"HTTP/1.1 413 ") == 1
    assert line.transport.closed is False
