"""`/_scalehook/faults`: what goes wrong on purpose, for tests."""

from pydantic import ValidationError

from scalehook.gateway.control.bodies import MOST_BYTES, json_answer
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.faults.desk import FaultDesk
from scalehook.gateway.faults.kinds import KINDS, AnyKind
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.http import Answer, HttpRequest
from scalehook.kit import Requester
from scalehook_contracts.errors.common import InvalidParameter


class FaultEndpoints:
    """The paths."""

    def __init__(self, bus: Requester, plane: ControlPlane, own: OwnFaults) -> None:
        self._desk = FaultDesk(bus, plane, own)

    async def show_all(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/faults`: all, with how often each has fired."""
        return json_answer({"faults": await self._desk.all()})

    async def show(self, request: HttpRequest) -> Answer:
        """`GET /_scalehook/faults/ID`."""
        return json_answer(await self._desk.one(_id_in(request)))

    async def add(self, request: HttpRequest) -> Answer:
        """`POST /_scalehook/faults`: one more, with its id."""
        return json_answer(await self._desk.add(_kind_in(request)))

    async def remove(self, request: HttpRequest) -> Answer:
        """`DELETE /_scalehook/faults/ID`: as it stood."""
        return json_answer(await self._desk.remove(_id_in(request)))

    async def clear(self, request: HttpRequest) -> Answer:
        """`DELETE /_scalehook/faults`: all, as they stood."""
        return json_answer({"faults": await self._desk.clear()})


def _id_in(request: HttpRequest) -> str:
    return request.path.rpartition("/")[2]


def _kind_in(request: HttpRequest) -> AnyKind:
    """InvalidParameter when there is no such kind, or it cannot be told such a thing."""
    if len(request.body) > MOST_BYTES:
        raise InvalidParameter(f"the body is larger than {MOST_BYTES} bytes")
    try:
        return KINDS.validate_json(request.body or b"{}")
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "kind:"
        raise InvalidParameter(f"{where} {_said(problem)}") from problem


def _said(problem: ValidationError) -> str:
    """Whoever misspells a kind gets to read those that there are."""
    first = problem.errors(include_url=False, include_input=False)[0]
    if first["type"].startswith("union_tag"):
        return f"known are {', '.join(kind_names())}"
    return first["msg"]


def kind_names() -> list[str]:
    """All kinds."""
    schema = KINDS.json_schema()
    return sorted(schema["discriminator"]["mapping"])
