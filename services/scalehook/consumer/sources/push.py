"""An HTTP endpoint that a topic pushes to."""

import asyncio
import hashlib
import re
from collections import OrderedDict
from contextlib import AsyncExitStack
from email.utils import parsedate_to_datetime
from typing import ClassVar
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from scalehook.consumer.connections import connection
from scalehook.consumer.dead_letters import DeadLetters
from scalehook.consumer.logs import log
from scalehook.consumer.notification import wrapping
from scalehook.consumer.push_signatures import BadSignature, PushSignatures
from scalehook.consumer.settings import Settings, WrongSettings
from scalehook.consumer.sources.delivery import Receiving, Source
from scalehook.consumer.sources.push_delivery import AGAIN, PushDelivery
from scalehook.consumer.sources.surroundings import Surroundings
from scalehook.consumer.web import serving

LARGEST = 1 << 20  # bytes of a body; a topic's message has 64 KiB
REFUSED, TOO_LARGE = 403, 413
MOST_COUNTED = 10_000
AT_ONCE_SECONDS = 0.05
HERE = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}
MILLISECONDS = re.compile(r"[0-9]{1,14}")


class PushSource(Source):
    """Answers when the work is over or, if that takes longer than the topic waits, as soon as it must:
    from then on the message is this consumer's alone.
    """

    shared: ClassVar[bool] = False

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._settings = settings = around.settings
        if settings.push_port is None:
            raise WrongSettings("which port? Set SCALEHOOK_CONSUMER_PUSH_PORT")
        # a stack's time stands while it waits for an answer: there will be no room before that
        patience = settings.push_answer_seconds
        self._room_seconds = AT_ONCE_SECONDS if around.clock.virtual else patience
        self._client = connection("", many=2, proxies=not settings.endpoint, transport=around.transport)
        self._signatures = PushSignatures(
            self._client, certificate_hosts(settings), required=settings.push_signed
        )
        self._dead = _dead_letters(around)
        self._counts: OrderedDict[str, int] = OrderedDict()
        self._server = AsyncExitStack()
        self.port = 0  # that is listened at

    async def receive(self, to: Receiving) -> None:
        """Serves until it is closed: requests that are open when this is cancelled get their answers."""
        host, port = self._settings.push_host, self._settings.push_port or 0
        self.port = await self._server.enter_async_context(serving(self.app(to), host, port))
        self.ready.set()
        log.info("listening for pushes", host=host, port=self.port)
        await asyncio.Event().wait()

    def app(self, to: Receiving) -> Starlette:
        """What is served: one path, or any."""

        async def pushed(request: Request) -> Response:
            return Response(status_code=await self._answer(request, to))

        path = self._settings.push_path.rstrip("/") or "/{any:path}"
        return Starlette(routes=[Route(path, pushed, methods=["POST"])])

    async def close(self) -> None:
        """Stop listening, and give up the connections."""
        await self._server.aclose()
        await self._client.aclose()
        await self._dead.close()

    async def _answer(self, request: Request, to: Receiving) -> int:
        body = await _body(request)
        if body is None:
            return TOO_LARGE
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            await self._signatures.check(headers, _target(request), body)
        except BadSignature as problem:
            log.warning("a push is refused", problem=str(problem))
            return REFUSED
        try:
            async with asyncio.timeout(self._room_seconds):
                await to.room()
        except TimeoutError:
            return AGAIN
        delivery = self._delivery(headers, body)
        to.take(delivery)
        return await delivery.answered(self._settings.push_answer_seconds)

    def _delivery(self, headers: dict[str, str], body: bytes) -> "PushDelivery":
        said = wrapping(body)
        key = (
            headers.get("x-mns-message-id") or said.get("MessageId") or hashlib.sha256(body).hexdigest()
        )
        self._counts[key] = count = self._counts.pop(key, 0) + 1
        if len(self._counts) > MOST_COUNTED:
            self._counts.popitem(last=False)
        published = _published(headers.get("x-mns-publish-time") or said.get("PublishTime") or "")
        return PushDelivery(
            self._dead,
            key=key,
            body=body,
            count=count,
            sent_at=published,
            received_at=None if published is None else _date(headers.get("date", "")),
            headers=headers,
        )


def _dead_letters(around: Surroundings) -> DeadLetters:
    """In the queue of the settings or, where the keys allow it, in one with the consumer's name."""
    settings = around.settings
    name = settings.dead_queue
    if not name and settings.finds_queues:
        name = f"{re.sub('[^A-Za-z0-9-]', '-', around.consumer)}-dead"
    return DeadLetters(name, settings, around.transport, asked=bool(settings.dead_queue))


async def _body(request: Request) -> bytes | None:
    """None when it is too large: then it is not read to its end."""
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > LARGEST:
            return None
    return bytes(found)


def _target(request: Request) -> str:
    """Path and query as they stand on the request line."""
    path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def certificate_hosts(settings: Settings) -> set[str]:
    """Whose certificates count, besides the cloud's own: those of the endpoint that is set."""
    given = (settings.endpoint, settings.mns_endpoint)
    found = {urlsplit(url if "://" in url else f"//{url}").netloc for url in given if url}
    return found | set(map(_other_name, found))


def _other_name(place: str) -> str:
    """A loopback has two; a stack may go by the other one."""
    host, colon, port = place.partition(":")
    return f"{HERE.get(host, host)}{colon}{port}"


def _published(text: str) -> float | None:
    """Unix seconds, of milliseconds as they are written; None when nobody could mean them."""
    return int(text) / 1000 if MILLISECONDS.fullmatch(text) else None


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, OverflowError):
        return None
