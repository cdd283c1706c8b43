"""The endpoints of the stack itself."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from scalehook.kit.clock.moves import Move
from scalehook_contracts.errors.common import ServiceUnavailable
from support.desk_of_gateway import HOST, Desk

JSON = {"content-type": "application/json"}
PUSHER = "Aliyun Notification Service Agent"


async def test_health_and_readiness(desk: Desk) -> None:
    """Alive is not ready: one service that does not run is told."""
    assert (await desk.send("GET", "/healthz")).status_code == 200
    assert (await desk.send("GET", "/readyz")).json()["ready"] is True
    desk.stack.services["fleet"] = False
    answer = await desk.send("GET", "/readyz")
    assert (answer.status_code, answer.json()["services"]) == (503, {"fleet": False})
    shown = await desk.send("GET", "/metrics", headers={"accept": "text/plain"})
    assert b"scalehook_messages_total" in shown.content
    assert shown.headers["content-type"] == "text/plain"


async def test_moving_the_clock(desk: Desk) -> None:
    """Answers where it stands, and who is still busy: as an object each, and in words."""
    answer = await desk.send("POST", "/_scalehook/clock/advance", json={"seconds": 600})
    told = answer.json()
    assert (told["now"], told["names"]) == ("2026-05-01T00:00:00Z", ["script_runner:run/t-1/i-1"])
    assert [(each["kind"], each["name"]) for each in told["busy"]] == [
        ("script", "script_runner:run/t-1/i-1")
    ]
    assert (told["passed"], told["happened"]) == ([], False)
    assert desk.stack.advanced == [600]


async def test_moving_the_clock_with_conditions(desk: Desk) -> None:
    """To an instant or the next deadline, until an event, with a patience, strictly: all is told."""
    asked = {"to": "2026-05-02T00:00:00Z", "until": "fleet.x", "patience": "2s", "strict": True}
    await desk.send("POST", "/_scalehook/clock/advance", json=asked)
    await desk.send("POST", "/_scalehook/clock/settle", json={"patience": 0})
    await desk.send("POST", "/_scalehook/clock/advance", json={"to": "next"})
    to = datetime(2026, 5, 2, tzinfo=UTC)
    assert desk.stack.moves == [
        Move(to=to, until="fleet.x", patience=2, strict=True),
        Move(seconds=0, patience=0, settles=True),
        Move(to="next"),
    ]


async def test_sleeping(desk: Desk) -> None:
    """Answered when virtual time has come, with where it stands; for an action, if one is named."""
    answer = await desk.send("GET", "/_scalehook/clock/wait?seconds=10m&action=T-1")
    assert answer.json()["now"] == desk.stack.date.isoformat()
    to = datetime(2030, 1, 1, tzinfo=UTC)
    await desk.send("GET", f"/_scalehook/clock/wait?to={to:%Y-%m-%dT%H:%M:%SZ}")
    assert desk.stack.slept == [(desk.stack.date + timedelta(minutes=10), "T-1"), (to, "")]
    for query in (
        "", "?seconds=-1", "?seconds=x", "?seconds=nan", "?seconds=1e99", "?to=x",
        "?to=2030-01-01T00:00:00", "?to=9999-01-01T00:00:00Z",
        "?seconds=1&second=2", "?seconds=1&to=2030-01-01T00:00:00Z",
    ):  # fmt: skip
        answer = await desk.send("GET", f"/_scalehook/clock/wait{query}")
        assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"x" * 100_000,
        b"{",
        b"[]",
        b"[" * 50_000,
        b"\xff",
        b'{"seconds": -1}',
        b'{"seconds": 1, "to": "2027-01-01T00:00:00Z"}',
        b'{"to": "2027-01-01T00:00:00"}',
        b'{"to": "nxt"}',
        b'{"seconds": 1, "to": "next"}',
        b'{"seconds": 1, "patience": -1}',
        b'{"patience": 1}',
        b'{"seconds": 1, "patiense": 1}',
        b'{"seconds": 1, "strict": 1}',
        b'{"seconds": 1, "hold_scripts": "yes"}',
        b'{"to": "9000-01-01T00:00:01Z"}',
        b'{"seconds": "x"}',
        b'{"seconds": 1e99}',
        b'{"seconds": 1e999}',
        b'{"seconds": NaN}',
        b'{"seconds": "nan"}',
        b'{"seconds": "\\ud800"}',
    ],
)
async def test_moves_that_make_no_sense(desk: Desk, body: bytes) -> None:
    """Are refused with a reason, and nothing moves."""
    answer = await desk.send("POST", "/_scalehook/clock/advance", content=body, headers=JSON)
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.stack.advanced == []


async def test_the_stack_is_emptied(desk: Desk) -> None:
    """Once for each request that asks for it, and for none that asks for something else."""
    answer = await desk.send("POST", "/_scalehook/reset", json={})
    assert (answer.status_code, answer.json()) == (200, {"now": "2026-05-01T00:00:00+00:00"})
    answer = await desk.send("POST", "/_scalehook/reset", json={"queues": ["q"]})
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.stack.resets == 1


async def test_dead_letters(desk: Desk) -> None:
    """Listed with their reasons, sent again one by one or all; those that are named are forgotten."""
    [letter] = (await desk.send("GET", "/_scalehook/dead")).json()["dead_letters"]
    assert (letter["id"], letter["reason"], letter["body"]) == ("1", "r", {"a": 1})
    answer = await desk.send("POST", "/_scalehook/dead/retry", json={"ids": ["1"]})
    assert answer.json() == {"retried": 1, "kept": {}}
    await desk.send("POST", "/_scalehook/dead/retry", headers=JSON)
    assert desk.stack.retried == [["1"], None]
    answer = await desk.send("POST", "/_scalehook/dead/drop", json={"ids": ["1"]})
    assert answer.json() == {"dropped": 1}
    for wrong in ({}, {"ids": []}, {"ids": None}, {"ids": ["1"], "all": True}):
        answer = await desk.send("POST", "/_scalehook/dead/drop", json=wrong)
        assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.stack.dropped == [["1"]]


async def test_a_slip_sends_no_letters_again(desk: Desk) -> None:
    """A field that there is not is refused: without `ids` all letters would be meant."""
    for wrong in ({"id": ["1"]}, {"ids": ["1"], "all": True}):
        answer = await desk.send("POST", "/_scalehook/dead/retry", json=wrong)
        assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.stack.retried == []


async def test_a_letter_that_is_none(desk: Desk) -> None:
    """Is named, and nothing is sent again."""
    answer = await desk.send("POST", "/_scalehook/dead/retry", json={"ids": ["nope"]})
    assert answer.status_code == 404
    said = answer.json()
    assert (said["Code"], said["Message"]) == ("NoSuchDeadLetter", "no such dead letter: nope")
    assert len(said["RequestId"]) == 36
    assert desk.stack.retried == []


async def test_what_the_stack_is(desk: Desk) -> None:
    """Region and account; no keys."""
    answer = await desk.send("GET", "/_scalehook/info")
    assert answer.json() == {"region": "cn-hangzhou", "account_id": "1234567890123456"}
    assert (await desk.send("GET", "/_scalehook/none")).status_code == 404
    assert (await desk.send("GET", "/_scalehook/clock", headers={"host": HOST})).json()["now"]


@pytest.mark.parametrize("path", ["/healthz", "/_scalehook/clock/advance", "/_scalehook/dead/retry"])
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Mns-Message-Tag": "t"},
        {"user-agent": PUSHER, "x-mns-version": "2015-06-06"},
        {"user-agent": f"{PUSHER.upper()}/2"},
    ],
)
async def test_pushes_do_not_reach_the_stack(desk: Desk, path: str, headers: dict[str, str]) -> None:
    """A subscriber may name any URL as its endpoint: nothing moves, and the answer is JSON."""
    answer = await desk.send("POST", path, json={"seconds": 5}, headers=headers)
    assert (answer.status_code, answer.json()["Code"]) == (403, "Forbidden.Push")
    assert desk.stack.advanced == []


@pytest.mark.parametrize(
    "path", ["/healthz", "/metrics", "/_scalehook/clock/advance", "/x509_public_certificate.pem"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {"x-mns-version": "2015-06-06"},
        {"authorization": "MNS a:b"},
        {"authorization": "MNS4-HMAC-SHA256 x", "x-mns-request-id": "1"},
    ],
)
async def test_clients_of_mns_do_not_reach_the_stack(
    desk: Desk, path: str, headers: dict[str, str]
) -> None:
    """They have no use for its paths, but take any answer that is no XML for success."""
    answer = await desk.send("POST", path, json={"seconds": 5}, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "text/xml;charset=utf-8")
    assert answer.headers["x-mns-request-id"] in answer.text
    assert desk.stack.advanced == []


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "text/xml", "application/x-www-form-urlencoded", "application/jsonx"]
)
async def test_only_json_is_taken(desk: Desk, kind: str) -> None:
    """What a page may send without being asked for is none."""
    for path in ("clock/advance", "dead/retry"):
        answer = await desk.send(
            "POST", f"/_scalehook/{path}", content=b'{"seconds": 5}', headers={"content-type": kind}
        )
        assert (answer.status_code, answer.json()["Code"]) == (415, "UnsupportedMediaType")
    assert desk.stack.advanced == desk.stack.retried == []
    kind = "Application/JSON; charset=utf-8"
    answer = await desk.send(
        "POST", "/_scalehook/clock/advance", content=b'{"seconds": 5}', headers={"content-type": kind}
    )
    assert answer.status_code == 200


async def test_the_end_of_time(desk: Desk) -> None:
    """The clock stops where dates would end, and says so."""
    desk.stack.date = desk.stack.date.replace(year=8995)
    answer = await desk.send("POST", "/_scalehook/clock/advance", json={"seconds": 9 * 365 * 86400})
    assert (answer.status_code, answer.json()["Code"]) == (400, "InvalidParameter")
    assert desk.stack.advanced == []
    answer = await desk.send("POST", "/_scalehook/clock/advance", json={"seconds": 86400})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/_scalehook", 404),
        ("GET", "/_scalehook/", 404),
        ("GET", "/_scalehook/none", 404),
        ("GET", "/_scalehook/clock%2Fadvance", 404),
        ("GET", "/_scalehook/clock/advance", 405),
        ("POST", "/healthz", 405),
        ("DELETE", "/_scalehook/dead", 405),
        ("HEAD", "/_scalehook/events", 405),
        ("HEAD", "/healthz", 200),
    ],
)
async def test_paths_and_methods_that_there_are_not(
    desk: Desk, method: str, path: str, status: int
) -> None:
    """Are refused as JSON like everything else here."""
    answer = await desk.send(method, path)
    assert answer.status_code == status
    assert method == "HEAD" or answer.json()["Code"]


@pytest.mark.parametrize(
    ("problem", "status"),
    [(ServiceUnavailable(), 503), (ValueError("inside"), 500), (OverflowError(), 500)],
)
async def test_what_fails_is_answered_once(desk: Desk, problem: Exception, status: int) -> None:
    """With a code, and nothing of the inside."""
    desk.stack.problem = problem
    answer = await desk.send("POST", "/_scalehook/clock/advance", json={"seconds": 5})
    assert answer.status_code == status
    assert answer.json().keys() == {"Code", "Message", "RequestId"}
    assert "inside" not in answer.text


@pytest.mark.parametrize("who", ["client", "server"])
async def test_live_events(desk: Desk, who: str) -> None:
    """As server-sent events, until the client leaves or the server stops."""
    chunks: asyncio.Queue[Any] = asyncio.Queue()
    leaving = asyncio.Event()
    told = iter([{"type": "http.request", "body": b""}])

    async def receive() -> Any:
        for message in told:
            return message
        await leaving.wait()
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/_scalehook/events",
        "query_string": b"",
        "headers": [(b"host", HOST.encode())],
    }
    stream = asyncio.create_task(desk.gateway(scope, receive, chunks.put))
    start = await chunks.get()
    assert (b"content-type", b"text/event-stream; charset=utf-8") in start["headers"]
    assert (await chunks.get())["body"] == b": listening\n\n"
    assert b'data: {"type":"one"' in (await chunks.get())["body"]
    assert b'data: {"type":"two"' in (await chunks.get())["body"]
    leaving.set() if who == "client" else desk.gateway.close()
    await stream
    assert (await chunks.get()) == {"type": "http.response.body", "body": b""}
