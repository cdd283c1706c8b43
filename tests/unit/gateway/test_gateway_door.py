"""What the gateway lets in."""

from typing import Any

import httpx
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import example, given
from hypothesis import strategies as st

from scalehook.gateway.guard import Guard
from scalehook.gateway.hosts import name_in
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.settings import GatewaySettings
from scalehook_contracts.errors.gateway import RequestTooLarge
from support.desk_of_gateway import HOST, Desk, percent

PATHS = ["/", "/queues", "/topics/t", "/healthz", "/readyz", "/metrics", "/_scalehook/clock"]


def code_in(answer: httpx.Response) -> str:
    """The error's code, whichever form the claiming face has."""
    if answer.headers["content-type"].startswith("text/xml"):
        return str(fromstring(answer.content).findtext("{*}Code"))
    return str(answer.json()["Code"])


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"host": "evil.example"}, "Forbidden.Host"),
        ({"host": "evil.example:4580"}, "Forbidden.Host"),
        ({"host": "127.0.0.1.evil.example"}, "Forbidden.Host"),
        ({"host": ""}, "Forbidden.Host"),
        ({"host": "[::1"}, "Forbidden.Host"),
        ({"host": "evil.example@127.0.0.1:4580"}, "Forbidden.Host"),
        ({"host": "127.0.0.1:4580@evil.example"}, "Forbidden.Host"),
        ({"host": "127.0.0.1:"}, "Forbidden.Host"),
        ({"host": "127.0.0.1:4580/"}, "Forbidden.Host"),
        ({"host": "127.0.0.1:4580, evil.example"}, "Forbidden.Host"),
        ({"host": "127.0.0.1#.evil.example"}, "Forbidden.Host"),
        ({"host": "1.mns.cn-hangzhou.aliyuncs.com.evil.example"}, "Forbidden.Host"),
        ({"host": "1" * 5000}, "Forbidden.Host"),
        ({"host": "http://127.0.0.1:4580"}, "Forbidden.Host"),
        ({"origin": "http://evil.example"}, "Forbidden.Origin"),
        ({"origin": "http://127.0.0.1:3000"}, "Forbidden.Origin"),
        ({"origin": "null"}, "Forbidden.Origin"),
        ({"origin": "http://["}, "Forbidden.Origin"),
        ({"origin": ""}, "Forbidden.Origin"),
    ],
)
async def test_web_pages_are_kept_out(desk: Desk, headers: dict[str, str], code: str) -> None:
    """On every path: a name that leads here by DNS rebinding, and foreign pages."""
    for path in PATHS:
        answer = await desk.send("GET", path, headers=headers)
        assert (answer.status_code, code_in(answer)) == (403, code), path
        assert "evil" not in answer.text, path


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost:99",
        "[::1]:4580",
        "LOCALHOST",
        "gate",
        "a.example.test:80",
        "1234567890123456.mns.cn-hangzhou.aliyuncs.com",
        "1.mns.cn-beijing-internal.aliyuncs.com",
        "1.mns.cn-beijing-internal-vpc.aliyuncs.com:80",
        "mns-open.cn-hangzhou.aliyuncs.com",
    ],
)
async def test_names_that_are_let_in(host: str) -> None:
    """Loopback by any name, the cloud's own, and what the settings allow; its own pages too."""
    desk = Desk(allowed_hosts=["gate", "*.Example.test"])
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


async def test_two_hosts_are_none(desk: Desk) -> None:
    """Whichever comes last."""
    for hosts in ((HOST, "evil.example"), ("evil.example", HOST)):
        headers = [("host", host) for host in hosts]
        async with httpx.AsyncClient(transport=desk.transport()) as client:
            answer = await client.get(f"http://{HOST}/healthz", headers=headers)
        assert (answer.status_code, code_in(answer)) == (403, "Forbidden.Host")


async def test_an_endpoint_with_a_scheme(desk: Desk) -> None:
    """Some SDKs send it as the host; their user is told what to write instead."""
    answer = await desk.send("POST", "/", headers={"host": "http://127.0.0.1:4580"})
    assert answer.json()["Code"] == "Forbidden.Host"
    assert "without http://" in answer.json()["Message"]
    assert answer.json()["HostId"] == "127.0.0.1:4580"


def test_scripts_in_the_query() -> None:
    """SDKs send them there: what is documented fits, however it is escaped; much more does not."""
    guard = Guard(GatewaySettings())
    script = HttpRequest("POST", "/", "CommandContent=" + percent("\n" * 24 * 1024), {"host": HOST})
    guard.admit(script)
    assert script.host == HOST
    with pytest.raises(RequestTooLarge):
        guard.admit(HttpRequest("POST", "/" + "x" * 300_000, "", {"host": HOST}))


@given(st.text(st.characters(max_codepoint=255), max_size=40))
@example("[::1]:4580")
@example("1.mns.a.aliyuncs.com")
def test_any_host_is_one_name_or_none(header: str) -> None:
    """A name is made of what names are made of, and stands at the header's start."""
    name = name_in(header)
    assert name == "" or header.lower().removeprefix("[").startswith(name)
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-_.:")


async def test_a_client_that_leaves_while_it_sends(desk: Desk) -> None:
    """Half a request is none: nobody is asked, and nothing is answered."""
    sent: list[Any] = []
    told = iter(
        [
            {"type": "http.request", "body": b"<Queue/>", "more_body": True},
            {"type": "http.disconnect"},
        ]
    )

    async def receive() -> Any:
        return next(told)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", HOST.encode())]
    scope = {
        "type": "http",
        "method": "PUT",
        "path": "/queues/q",
        "query_string": b"",
        "headers": headers,
    }
    await desk.gateway(scope, receive, send)
    assert sent == []
    assert desk.bus.asked == []


async def test_headers_that_are_too_large(desk: Desk) -> None:
    """Are refused too."""
    answer = await desk.send("GET", "/healthz", headers={"x-filler": "x" * 70_000})
    assert answer.status_code == 413
