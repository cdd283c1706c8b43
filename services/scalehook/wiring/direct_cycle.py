"""A request on its way through a face that takes it directly: no scope, no task, no future."""

import asyncio
from typing import TYPE_CHECKING, Protocol

from scalehook.gateway.app import Gateway
from scalehook.gateway.body import Body
from scalehook.gateway.faults.cut import Cut
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook_contracts.errors.common import ServiceUnavailable

if TYPE_CHECKING:
    from scalehook.gateway.direct import DirectFace
    from scalehook.gateway.exchange import Exchange

NOBODY_WAITS = asyncio.Event()


class Connection(Protocol):
    """What a request needs of the connection that it came by."""

    gateway: Gateway

    def write(self, response: HttpResponse, *, closing: bool, bodiless: bool, lingering: bool) -> None:
        """A whole answer; afterwards the connection is closed or not: when `lingering`, not before the
        rest of the request has come.
        """

    def hang_up(self, *, reset: bool) -> None:
        """No answer: the connection ends, or breaks."""

    def on_response_complete(self) -> None:
        """The next request may come."""


class DirectCycle:
    """Stands where uvicorn has its cycle of request and response, with what uvicorn looks at there."""

    __slots__ = (
        "_connection", "_exchange", "_face", "_is_taken", "_is_whole", "_request",
        "body", "disconnected", "keep_alive", "response_complete",
    )  # fmt: skip
    response_started = False  # an answer starts and ends in one write
    message_event = NOBODY_WAITS

    def __init__(
        self,
        connection: Connection,
        face: "DirectFace",
        request: HttpRequest,
        keep_alive: bool,
        is_whole: bool = False,
    ) -> None:
        self._connection = connection
        self._face = face
        self._request = request
        self.body: Body | None = None  # of a request that has it already
        if not is_whole:
            self.body = Body(connection.gateway.most_body, request.headers.get("content-length", ""))
        self._exchange: Exchange | None = None
        self.disconnected = self.response_complete = self._is_taken = False
        self._is_whole = is_whole
        self.keep_alive = keep_alive

    def add(self, part: bytes) -> None:
        """A part of the body. Of one that is too large the end is not waited for."""
        if self.body is not None:
            self.body.add(part)
        if self.is_too_large():
            self.take()

    def is_too_large(self) -> bool:
        """Whether the body is, or will be."""
        return self.body is not None and self.body.is_too_large

    def end(self) -> None:
        """The request is all there."""
        self._is_whole = True
        self.take()

    def take(self) -> None:
        """It is the face's now, if it was not before."""
        if self._is_taken:
            return
        self._is_taken = True
        gateway = self._connection.gateway
        self._exchange = gateway.take(self._face, self._request, self.body, self.answer)

    def answer(self, response: HttpResponse) -> None:
        """Write it, and let the next request come; nothing when the client has gone."""
        if self.response_complete or self.disconnected:
            return
        self.response_complete = True
        if isinstance(response, Cut):
            self._connection.hang_up(reset=response.reset)
            return
        bodiless, lingering = self._request.method == "HEAD", not self._is_whole
        self._connection.write(
            response, closing=not self.keep_alive, bodiless=bodiless, lingering=lingering
        )
        self._connection.on_response_complete()

    def leave(self) -> None:
        """The client has gone: what it has asked for is forgotten."""
        self.disconnected = True
        if self._exchange is not None:
            self._exchange.forget()

    def give_up(self) -> None:
        """The server does not wait any longer."""
        self.keep_alive, self._is_whole = False, True  # whatever more would come
        self.answer(self._face.refuse(ServiceUnavailable(), self._request))
        self.leave()
