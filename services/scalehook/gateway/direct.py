"""Faces whose requests need nothing but a question to a service, which calls back with its answer."""

import asyncio
from abc import ABC, abstractmethod
from typing import Any

from scalehook.gateway.call import Call
from scalehook.gateway.exchange import Done, Exchange, Office
from scalehook.gateway.http import HttpRequest, HttpResponse
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import ServiceUnavailable


class DirectFace(ABC):
    """Takes a request without a task of its own; or answers it as any other face does."""

    roots: tuple[str, ...] = ()  # what is below these is its own, whatever else a request says

    def __init__(self, office: Office) -> None:
        self._office = office

    @abstractmethod
    def claims(self, request: HttpRequest) -> bool:
        """Whether the request is this face's."""

    @abstractmethod
    def call_of(self, request: HttpRequest) -> Call:
        """The request as this face reads it."""

    @abstractmethod
    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """The error in the documented form."""

    def take(self, request: HttpRequest, done: Done) -> Exchange:
        """Begin; `done` is called with the answer, later or at once."""
        exchange = Exchange(self.call_of(request), self._office, done)
        exchange.begin()
        return exchange

    async def answer(self, request: HttpRequest) -> HttpResponse:
        """The same for a task that waits, until the client leaves."""
        answer: asyncio.Future[HttpResponse] = asyncio.get_running_loop().create_future()
        exchange = self.take(request, answer.set_result)
        if answer.done():
            return answer.result()
        leaving = asyncio.ensure_future(request.left())
        either: set[asyncio.Future[Any]] = {answer, leaving}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return answer.result() if answer.done() else self.refuse(ServiceUnavailable(), request)
        finally:
            leaving.cancel()
            exchange.forget()

    def close(self) -> None:
        """End what waits for long."""
        self._office.close()
