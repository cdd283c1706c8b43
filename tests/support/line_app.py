"""An application behind a `Line`, whose answers a test holds back or lets go."""

import asyncio
from functools import partial
from typing import Any

from scalehook.gateway.body import Body
from scalehook.gateway.http import ClientLeft, HttpRequest, HttpResponse, read_body, request_of
from scalehook_contracts.errors import ApiError

HEAD = b"POST /p HTTP/1.1\r\nHost: h\r\n"
GET = b"GET /%s HTTP/1.1\r\nHost: h\r\n\r\n"
LIMIT = 16 * 2**20


class Exchange:
    """A direct request that is under way."""

    forgotten = False

    def forget(self) -> None:
        self.forgotten = True


class App:
    """Answers with the body that it has read, when it may; refuses with the code and the path. Takes
    requests directly when it `is_direct`; paths that begin with `/asgi` never.
    """

    most_body = LIMIT

    def __init__(self, is_direct: bool) -> None:
        self.is_direct = is_direct
        self.requests: list[HttpRequest] = []
        self.exchanges: list[Exchange] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.done: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = request_of(scope)
        self.requests.append(request)
        await self.may_answer.wait()
        try:
            early = request.path == "/asgi-early"
            body = b"" if early else await read_body(receive, LIMIT, request.expected)
            answer = HttpResponse(200, body or b"nothing")
        except ApiError as error:
            answer = self.refuse(error, request)
        except ClientLeft:
            return
        await answer.send(send)

    def direct_face(self, request: HttpRequest) -> Any:
        return self if self.is_direct and not request.path.startswith("/asgi") else None

    def take(self, face: Any, request: HttpRequest, body: Body | None, done: Any) -> Exchange:
        self.requests.append(request)
        exchange = Exchange()
        self.exchanges.append(exchange)
        try:
            answer = HttpResponse(200, (request.body if body is None else body.whole()) or b"nothing")
        except ApiError as error:
            answer = self.refuse(error, request)
        if self.may_answer.is_set():
            done(answer)
        else:
            self.done.append(partial(done, answer))
        return exchange

    def go_on(self) -> None:
        """Answer what is waiting, and all that comes."""
        self.may_answer.set()
        for done in self.done:
            done()

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        said = f"{error.code} {request.path} {sorted(request.headers)}"
        return HttpResponse(error.status, said.encode(), "text/x-refusal")
