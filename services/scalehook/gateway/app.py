"""The ASGI application: one port for everything."""

from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from scalehook.gateway.control.face import ControlFace
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.guard import Guard
from scalehook.gateway.http import ClientLeft, HttpRequest, HttpResponse, request_of, with_body
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.errors import ApiError

if TYPE_CHECKING:
    from scalehook.gateway.faces import Face


class Gateway:
    """Lets a request in, and hands it to the face that claims it."""

    def __init__(self, bus: Requester, settings: GatewaySettings, plane: ControlPlane) -> None:
        self._guard = Guard(settings)
        self._limit = settings.max_body_bytes
        self._bus, self._settings = bus, settings
        self._faces: list[Face] = [ControlFace(bus, plane, settings)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the client gets an error of the documented form."""
        if scope["type"] != "http":
            return
        request = request_of(scope)
        face = self._face_of(request)
        try:
            request = self._guard.admit(request)
            answer = await face.answer(await with_body(request, receive, self._limit))
        except ClientLeft:
            return
        except Exception as problem:
            answer = face.refuse(refusal_of(problem, path=request.path), request)
        await answer.send(send)

    def refuse(self, error: ApiError, scope: Scope) -> HttpResponse:
        """The answer to a request of which no more than a part of its head could be read."""
        request = request_of(scope)
        return self._face_of(request).refuse(error, request)

    def close(self) -> None:
        """End streams and long polls: the server is about to stop."""
        for face in self._faces:
            face.close()

    def _face_of(self, request: HttpRequest) -> "Face":
        for face in self._faces:
            if face.claims(request):
                return face
        self._fetch_faces()
        return self._face_of(request)

    def _fetch_faces(self) -> None:
        """Those of the cloud, for the first request that is theirs: they know every contract."""
        from scalehook.gateway.faces import faces

        self._faces += faces(self._bus, self._settings)
