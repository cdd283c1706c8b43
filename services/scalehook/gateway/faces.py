"""The faces of a stack: each claims requests, and answers or refuses them in its own form.

A new one is a folder and a line in `faces`. The first that claims a request has it. One that asks a
service and waits for nothing else is a `DirectFace`.
"""

from typing import Protocol

from scalehook.gateway.access_keys import AccessKeys
from scalehook.gateway.direct import DirectFace
from scalehook.gateway.eventbridge.face import EventBridgeFace
from scalehook.gateway.exchange import Office
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook.gateway.listening import Audience
from scalehook.gateway.mns.face import MnsFace
from scalehook.gateway.readers import Readers
from scalehook.gateway.rpc.face import RpcFace
from scalehook.gateway.rpc.roa import RoaFace
from scalehook.gateway.settings import GatewaySettings
from scalehook.gateway.trail import Trail
from scalehook.kit import Requester
from scalehook_contracts.errors import ApiError


class Face(Protocol):
    """One API of the port."""

    def claims(self, request: HttpRequest) -> bool:
        """Whether the request is this face's, by its head: the body is not read yet."""

    async def answer(self, request: HttpRequest) -> Answer:
        """The answer to a request that was let in; whatever it raises is refused."""

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """The error in the documented form. The request may be cut off anywhere."""

    def close(self) -> None:
        """End what waits: the server is about to stop."""


def faces(
    bus: Requester,
    settings: GatewaySettings,
    readers: Readers,
    faults: OwnFaults,
    audience: Audience,
) -> tuple[DirectFace, ...]:
    """Those of the cloud; the last takes what no other has claimed. `readers` learn who reads, and the
    audience hears every call.
    """
    keys, trail = AccessKeys(bus, settings), Trail(bus)
    queues = Office(bus, settings, keys, faults, readers, audience, trail)
    readers.polls.append(queues.polls)
    return (
        MnsFace(queues),
        RoaFace(Office(bus, settings, keys, faults, audience=audience, trail=trail)),
        EventBridgeFace(Office(bus, settings, keys, faults, audience=audience, trail=trail)),
        RpcFace(Office(bus, settings, keys, faults, audience=audience, trail=trail)),
    )
