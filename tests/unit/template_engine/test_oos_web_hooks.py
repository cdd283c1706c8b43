"""What a web hook gets, and what comes of it."""

import asyncio

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.web_effects import ask_server, call_web_hook
from scalehook_contracts.template_engine.tasks import AskServer, CallWebHook, RecordApiAnswer


async def posted(uri: str) -> RecordApiAnswer:
    """What comes of a call."""
    intent = CallWebHook(task_execution_id="t", uri=uri, headers={"A": "b"}, body='{"c": 1}')
    outside = Outside(None, Settings(), "key", "")  # type: ignore[arg-type]  # asks nobody
    return await call_web_hook(intent, outside)


@pytest.mark.parametrize(("status", "code"), [(200, ""), (500, "WebHookFailed")])
async def test_a_web_hook_is_called(status: int, code: str) -> None:
    """With the headers and the content; another answer than 2xx is a failure."""
    received: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        received.append(head + await reader.readexactly(len(b'{"c": 1}')))
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        answer = await posted(f"http://{host}:{port}/hook")
    assert (answer.error_code, answer.task_execution_id) == (code, "t")
    assert received[0].startswith(b"POST /hook ")
    assert b"A: b\r\n" in received[0]
    assert received[0].endswith(b'{"c": 1}')


async def test_where_web_hooks_may_not_be() -> None:
    """As pushes: not where clouds have their metadata."""
    answer = await posted("http://169.254.169.254/")
    assert answer.error_code == "WebHookFailed"
    assert answer.error_message


@pytest.mark.parametrize(
    ("answer", "body", "error"),
    [
        ('200 X\r\nContent-Length: 8\r\n\r\n{"n": 1}', {"n": 1}, ""),
        ("201 X\r\nContent-Length: 3\r\n\r\n[1]", {"Body": [1]}, ""),
        ("200 X\r\nContent-Length: 2\r\n\r\nhi", {"Body": "hi"}, ""),
        ("404 X\r\nContent-Length: 2\r\n\r\nhi", {}, "HTTP 404"),
        (
            f"200 X\r\nContent-Length: 300000\r\n\r\n{'x' * 300_000}",
            {},
            "an answer of more than 262144 bytes",
        ),
    ],
)
async def test_a_server_is_asked(answer: str, body: dict[str, object], error: str) -> None:
    """What it says is the answer: a JSON object as it is, anything else as `Body`."""
    lines: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append((await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")[0])
        writer.write(f"HTTP/1.1 {answer}".encode())
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        intent = AskServer(
            task_execution_id="t", method="GET", uri=f"http://{host}:{port}/?a=b", headers={}, body=""
        )
        outside = Outside(None, Settings(), "key", "")  # type: ignore[arg-type]  # asks nobody
        found = await ask_server(intent, outside)
    assert (found.body, found.error_message) == (body, error)
    assert found.error_code == ("HttpRequestFailed" if error else "")
    assert lines == [b"GET /?a=b HTTP/1.1"]
