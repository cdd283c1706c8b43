"""Talks to a running stack over HTTP, under `/_scalehook/`."""

from typing import Annotated, Any

import httpx
import typer

from scalehook.cli import failure

Endpoint = Annotated[
    str,
    typer.Option(envvar="SCALEHOOK_ENDPOINT", help="Where the stack listens."),
]
DEFAULT_ENDPOINT = "http://127.0.0.1:4580"
TIMEOUT_SECONDS = 120


def ask(endpoint: str, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """One request; the JSON of the answer. Ends the program with a message when it fails."""
    url = f"{endpoint.rstrip('/')}/_scalehook/{path}"
    try:
        response = httpx.request(method, url, json=body, timeout=TIMEOUT_SECONDS, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        failure.fail(
            failure.UNREACHABLE,
            f"no stack answers at {endpoint} ({problem}): start one with `scalehook up`, "
            "or name it with --endpoint or SCALEHOOK_ENDPOINT",
        )
    if response.is_error:
        failure.fail(failure.REFUSED, f"{response.status_code} {_message(response)}")
    return response.json()


def _message(response: httpx.Response) -> str:
    try:
        return str(response.json()["Message"])
    except (ValueError, KeyError, TypeError):
        return response.text
