"""Pushing a notification to an HTTP endpoint, once."""

import asyncio
import importlib
import ssl
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from scalehook.kit import Outside
from scalehook.message_service.settings import Settings
from scalehook_contracts.message_service.pushes import PushNotification, RecordPushOutcome

if TYPE_CHECKING:
    import httpcore

    from scalehook.message_service.push_address import Network

LONGEST_REASON = 500


async def push_notification(intent: PushNotification, outside: Outside[Settings]) -> RecordPushOutcome:
    """POST it; the outcome says why it failed, or nothing. Whatever goes wrong is a failed attempt."""
    try:
        async with asyncio.timeout(outside.settings.mns_push_timeout):
            tls = await asyncio.to_thread(_tls)  # tens of milliseconds, the first time
            async with _connections(tls, outside.settings.mns_push_refused) as connections:
                return _outcome(intent, await post(connections, intent))
    except TimeoutError:
        return _outcome(intent, "no answer in time")
    except Exception as failure:  # of names, addresses, certificates, the other side's HTTP
        return _outcome(intent, str(failure) or type(failure).__name__)


async def post(connections: "httpcore.AsyncConnectionPool", intent: PushNotification) -> str:
    """Why the endpoint has not taken it: success is an answer of 200 to 299. Redirects are not followed,
    what else it says is not read. Header values are UTF-8.
    """
    headers = [(name.encode(), value.encode()) for name, value in intent.headers.items()]
    url, body = _ascii(intent.endpoint), intent.body.encode()
    async with connections.stream(b"POST", url, headers=headers, content=body) as answer:
        return "" if 200 <= answer.status < 300 else f"HTTP {answer.status}"


def _connections(tls: ssl.SSLContext, refused: "Sequence[Network]") -> "httpcore.AsyncConnectionPool":
    import httpcore

    from scalehook.message_service.push_address import guarded

    return httpcore.AsyncConnectionPool(ssl_context=tls, network_backend=guarded(refused))


@cache
def _tls() -> ssl.SSLContext:
    """Made once, in a thread, with the client's own import: most servers never push."""
    importlib.import_module("httpcore")
    return ssl.create_default_context()


def _ascii(endpoint: str) -> bytes:
    """The address as it stands on the wire: international names and paths encoded."""
    from urllib.parse import quote, urlsplit

    parts = urlsplit(endpoint)
    host = (parts.hostname or "").encode("idna").decode()
    host = f"[{host}]" if ":" in host else host
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    path, query = (quote(part, safe="/%:@!$&'()*+,;=?-._~") for part in (parts.path, parts.query))
    return parts._replace(netloc=netloc, path=path, query=query, fragment="").geturl().encode("ascii")


def _outcome(intent: PushNotification, reason: str) -> RecordPushOutcome:
    readable = reason.encode(errors="backslashreplace").decode()[:LONGEST_REASON]
    return RecordPushOutcome(push_id=intent.push_id, reason=readable)
