"""All that the console answers: files, what they show, live changes, and calls of the cloud's APIs."""

from scalehook.gateway.console.calling import Calls
from scalehook.gateway.console.desk import Desk
from scalehook.gateway.console.files import file_answer
from scalehook.gateway.console.headers import OF_ANSWERS
from scalehook.gateway.console.streams import Streams
from scalehook.gateway.console.views import VIEWS, check_path, show
from scalehook.gateway.control.bodies import json_answer
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook_contracts.errors.gateway import MethodNotAllowed

ROOT = "/_scalehook/"
HOME = f"{ROOT}console/"
CALL, SAMPLES, STREAM = f"{ROOT}call", f"{ROOT}samples", f"{ROOT}stream"


class Pages:
    """Of one stack."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._calls = Calls(desk)
        self._streams = Streams(desk)

    async def answer(self, request: HttpRequest) -> Answer:
        """NotFound where there is nothing."""
        path = request.path
        if path.startswith(HOME) and path.removeprefix(ROOT) not in VIEWS:
            return file_answer(path.removeprefix(HOME), request)
        if path in ("/", HOME[:-1]):
            return _to_home()
        if path in (CALL, SAMPLES):
            return await self._posted(request)
        if request.method != "GET":
            if path != STREAM:
                check_path(path.removeprefix(ROOT))
            raise MethodNotAllowed(method=request.method)
        if path == STREAM:
            return self._streams.open(request)
        return await self._show(request)

    def close(self) -> None:
        """End the streams."""
        self._streams.close()
        self._desk.traffic.close()

    async def _posted(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            raise MethodNotAllowed(method=request.method)
        if request.path == SAMPLES:
            return _unkept(self._calls.sample(request))
        return _unkept(await self._calls.call(request))

    async def _show(self, request: HttpRequest) -> HttpResponse:
        where = request.path.removeprefix(ROOT)
        target = f"{where}?{request.query}" if request.query else where
        return _unkept(json_answer(await show(self._desk, target)))


def _to_home() -> HttpResponse:
    return HttpResponse(302, headers={"location": HOME, "vary": "accept", "cache-control": "no-store"})


def _unkept(answer: HttpResponse) -> HttpResponse:
    answer.headers |= OF_ANSWERS
    return answer
