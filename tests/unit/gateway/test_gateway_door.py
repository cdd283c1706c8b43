"""What the gateway lets in, and the endpoints of the stack itself."""

import httpx
import pytest
from defusedxml.ElementTree import fromstring

from support.desk_of_gateway import HOST, Desk

JSON = {"content-type": "application/json"}
PATHS = ["/", "/queues", "/topics/t", "/healthz", "/readyz", "/metrics", "/_scalehook/clock"]


def code_in(answer: httpx.Response) -> str:
    """The error's code, whichever form the claiming face has."""
    if answer.headers["content-type"].startswith("text/xml"):
        return str(fromstring(answer.content).findtext("{*}Code"))
    return str(answer.json()["Code"])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"host": "evil.example"}, "Forbidden.Host"),
        ({"host": "evil.example:4580"}, "Forbidden.Host"),
        ({"host": "127.0.0.1.evil.example"}, "Forbidden.Host"),
        ({"host": ""}, "Forbidden.Host"),
        ({"host": "[::1"}, "Forbidden.Host"),
        ({"origin": "http://evil.example"}, "Forbidden.Origin"),
        ({"origin": "http://127.0.0.1:3000"}, "Forbidden.Origin"),
        ({"origin": "null"}, "Forbidden.Origin"),
    ],
)
async def test_web_pages_are_kept_out(desk: Desk, path: str, headers: dict[str, str], code: str) -> None:
    """On every path: a name that leads here by DNS rebinding, and foreign pages."""
    answer = await desk.send("GET", path, headers=headers)
    assert (answer.status_code, code_in(answer)) == (403, code)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:99", "[::1]:4580", "LOCALHOST", "gate"])
async def test_names_that_are_let_in(host: str) -> None:
    """Loopback by any name, and what the settings allow; its own pages too."""
    desk = Desk(allowed_hosts=["gate"])
    headers = {"host": host, "origin": f"http://{host}"}
    assert (await desk.send("GET", "/healthz", headers=headers)).status_code == 200


async def test_a_body_that_is_too_large() -> None:
    """Is refused in the form that the client reads."""
    desk = Desk(max_body_bytes=1024)
    answer = await desk.send("POST", "/", content=b"x" * 5000)
    assert (answer.status_code, answer.json()["Code"]) == (413, "RequestEntityTooLarge")
    answer = await desk.mns("POST", "/queues/q/messages", b"x" * 5000)
    assert answer.status_code == 413
    assert b"<Code>RequestEntityTooLarge</Code>" in answer.content


async def test_headers_that_are_too_large(desk: Desk) -> None:
    """Are refused too."""
    answer = await desk.send("GET", "/healthz", headers={"x-filler": "x" * 70_000})
    assert answer.status_code == 413


async def test_health_and_readiness(desk: Desk) -> None:
    """Alive is not ready: one service that does not run is told."""
    assert (await desk.send("GET", "/healthz")).status_code == 200
    assert (await desk.send("GET", "/readyz")).json()["ready"] is True
    desk.stack.services["fleet"] = False
    answer = await desk.send("GET", "/readyz")
    assert (answer.status_code, answer.json()["services"]) == (503, {"fleet": False})
    assert b"scalehook_messages_total" in (await desk.send("GET", "/metrics")).content


async def test_moving_the_clock(desk: Desk) -> None:
    """Answers where it stands, and which scripts still run."""
    answer = await desk.send("POST", "/_scalehook/clock/advance", json={"seconds": 600})
    assert answer.json() == {
        "now": "2026-05-01T00:00:00Z",
        "busy": ["script_runner:run/t-1/i-1"],
    }
    assert desk.stack.advanced == [600]


@pytest.mark.parametrize(
    "body",
    [b"", b"x" * 100_000, b"{", b"[]", b'{"seconds": -1}', b'{"seconds": "x"}', b'{"seconds": 1e99}'],
)
async def test_moves_that_make_no_sense(desk: Desk, body: bytes) -> None:
    """Are refused with a reason, and nothing moves."""
    answer = await desk.send("POST", "/_scalehook/clock/advance", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.stack.advanced == []


async def test_dead_letters(desk: Desk) -> None:
    """Listed with their reasons, sent again one by one or all."""
    [letter] = (await desk.send("GET", "/_scalehook/dead")).json()["dead_letters"]
    assert (letter["id"], letter["reason"], letter["body"]) == ("1", "r", {"a": 1})
    answer = await desk.send("POST", "/_scalehook/dead/retry", json={"ids": ["1"]})
    assert answer.json() == {"retried": 1}
    await desk.send("POST", "/_scalehook/dead/retry", headers=JSON)
    assert desk.stack.retried == [["1"], None]


async def test_what_the_stack_is(desk: Desk) -> None:
    """Region and account; no keys."""
    answer = await desk.send("GET", "/_scalehook/info")
    assert answer.json() == {"region": "cn-hangzhou", "account_id": "1234567890123456"}
    assert (await desk.send("GET", "/_scalehook/none")).status_code == 404
    assert (await desk.send("GET", "/_scalehook/clock", headers={"host": HOST})).json()["now"]
