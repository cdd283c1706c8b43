"""Talks to a running stack over HTTP, under `/_scalehook/`."""

import json
from collections.abc import Iterator
from typing import Annotated, Any, NoReturn

import httpx
import typer

from scalehook.cli import failure

Endpoint = Annotated[
    str,
    typer.Option(envvar="SCALEHOOK_ENDPOINT", help="Where the stack listens."),
]
DEFAULT_ENDPOINT = "http://127.0.0.1:4580"
TIMEOUT_SECONDS = 120
MISSPELT = (httpx.InvalidURL, httpx.UnsupportedProtocol)
SILENCE_SECONDS = 60  # a stream says more often that it is still there


def ask(endpoint: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """One request; the JSON of the answer. Ends the program with a message when it fails."""
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    return exchange(endpoint, method, path, content).json()


def exchange(endpoint: str, method: str, path: str, content: bytes | None = None) -> httpx.Response:
    """The same with bodies as bytes, which are JSON."""
    url, headers = _url(endpoint, path), {} if content is None else {"Content-Type": "application/json"}
    try:
        response = httpx.request(
            method, url, content=content, headers=headers, timeout=TIMEOUT_SECONDS, trust_env=False,
            verify=_is_secure(url),
        )  # fmt: skip
    except MISSPELT as problem:
        misspelt(endpoint, problem)
    except httpx.HTTPError as problem:
        unreachable(endpoint, problem)
    if response.is_error:
        refused(response)
    return response


def lines(endpoint: str, path: str) -> Iterator[str]:
    """The lines of an answer that goes on for as long as the stack is there."""
    yield from all_lines(endpoint, path)
    unreachable(endpoint, "it has ended")


def all_lines(endpoint: str, path: str) -> Iterator[str]:
    """The lines of an answer, as they come, to its end."""
    timeout, url = httpx.Timeout(10, read=SILENCE_SECONDS), _url(endpoint, path)
    try:
        with httpx.stream(
            "GET", url, timeout=timeout, trust_env=False, verify=_is_secure(url)
        ) as response:
            if response.is_error:
                response.read()
                refused(response)
            yield from response.iter_lines()
    except MISSPELT as problem:
        misspelt(endpoint, problem)
    except httpx.HTTPError as problem:
        unreachable(endpoint, problem)


def misspelt(endpoint: str, problem: object) -> NoReturn:
    """Nobody can be there: the address is none."""
    failure.fail(
        failure.USAGE, f"{endpoint!r} is no endpoint ({problem}): write it as {DEFAULT_ENDPOINT}"
    )


def unreachable(endpoint: str, problem: object) -> NoReturn:
    """Nobody is there, or is no more."""
    failure.fail(
        failure.UNREACHABLE,
        f"no stack answers at {endpoint} ({problem}): start one with `scalehook up`, "
        "or name it with --endpoint or SCALEHOOK_ENDPOINT",
    )


def refused(response: httpx.Response) -> NoReturn:
    """It is there, and says no."""
    failure.fail(failure.REFUSED, f"{response.status_code} {_message(response)}")


def _url(endpoint: str, path: str) -> str:
    return f"{endpoint.rstrip('/')}/_scalehook/{path}"


def _is_secure(url: str) -> bool:
    """Else to read all certificates of the machine would take longer than the rest."""
    return url.startswith("https:")


def _message(response: httpx.Response) -> str:
    try:
        return str(response.json()["Message"])
    except (ValueError, KeyError, TypeError):
        return response.text
