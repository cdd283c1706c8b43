"""One port for everything: as an ASGI application, and for what needs less than ASGI."""

from functools import partial
from typing import TYPE_CHECKING

from starlette.types import Receive, Scope, Send

from scalehook.gateway.body import Body
from scalehook.gateway.certificate import CertificateFace
from scalehook.gateway.console.door import Door
from scalehook.gateway.control.face import ControlFace
from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.failures import refusal_of
from scalehook.gateway.faults.cut import Cut, HungUp, cut
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.guard import Guard
from scalehook.gateway.http import (
    Answer,
    ClientLeft,
    HttpRequest,
    HttpResponse,
    client_left,
    read_body,
    request_of,
)
from scalehook.gateway.listening import Audience
from scalehook.gateway.readers import Readers
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.errors import ApiError

if TYPE_CHECKING:
    from scalehook.gateway.direct import DirectFace
    from scalehook.gateway.exchange import Done, Exchange
    from scalehook.gateway.faces import Face


class Gateway:
    """Lets a request in, and hands it to the face that claims it."""

    def __init__(
        self,
        bus: Requester,
        settings: GatewaySettings,
        plane: ControlPlane,
        readers: Readers | None = None,
    ) -> None:
        self._guard = Guard(settings)
        self.most_body = settings.max_body_bytes
        self._bus, self._settings, self._readers = bus, settings, readers or Readers()
        self.faults = OwnFaults(plane.now)
        self.audience = Audience()
        self._door = Door(bus, plane, settings, self.faults, self.ask)
        control = ControlFace(bus, plane, settings, self.faults, self._door)
        self._faces: list[Face] = [control, CertificateFace(bus)]
        self._direct: dict[Face, DirectFace] = {}
        self._roots: dict[str, DirectFace] = {}  # by the first part of a path that is nobody else's

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the client gets an error of the documented form."""
        if scope["type"] != "http":
            return
        request = request_of(scope)
        face = self._face_of(request)
        try:
            self._guard.admit(request)
            limit = ControlFace.longest_body(request, self.most_body)
            request.body = await read_body(receive, limit, request.expected)
            request.left = partial(client_left, receive)
            answer = await face.answer(request)
        except ClientLeft:
            return
        except Exception as problem:
            answer = face.refuse(refusal_of(problem, path=request.path), request)
        if isinstance(answer, Cut):
            await cut(answer, scope, receive)
        else:
            await self._sent(answer, scope, receive, send)

    @staticmethod
    async def _sent(answer: Answer, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await answer.send(send)
        except HungUp as over:
            await cut(Cut(0, reset=over.reset), scope, receive)

    def direct_face(self, request: HttpRequest) -> "DirectFace | None":
        """The face of a request of which the head has come, if it takes requests directly."""
        own = self._roots.get(request.path[1:].partition("/")[0])
        return self._direct.get(self._face_of(request)) if own is None else own

    def take(
        self, face: "DirectFace", request: HttpRequest, body: Body | None, done: "Done"
    ) -> "Exchange | None":
        """The same as a call of the application; `done` is called with the answer, later or at once.
        A request without a `body` here has its own.
        """
        try:
            self._guard.admit(request)
            if body is not None:
                request.body = body.whole()
            return face.take(request, done)
        except Exception as problem:
            done(face.refuse(refusal_of(problem, path=request.path), request))
            return None

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """The answer to a request of which no more than a part could be read."""
        return self._face_of(request).refuse(error, request)

    async def ask(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request that comes from inside, and is signed as any client's."""
        face = self._face_of(request)
        try:
            answer = await face.answer(request)
        except Exception as problem:
            answer = face.refuse(refusal_of(problem, path=request.path), request)
        assert isinstance(answer, HttpResponse)
        return answer

    def close(self) -> None:
        """End streams and long polls: the server is about to stop."""
        for face in self._faces:
            face.close()

    def forget(self) -> None:
        """What is known in this process alone: who reads, faults of calls, what the console has seen."""
        self._readers.forget()
        self.faults.forget()
        self._door.close()

    def _face_of(self, request: HttpRequest) -> "Face":
        for face in self._faces:
            if face.claims(request):
                return face
        self._fetch_faces()
        return self._face_of(request)

    def _fetch_faces(self) -> None:
        """Those of the cloud, for the first request that is theirs: they know every contract."""
        from scalehook.gateway.faces import faces

        fetched = faces(self._bus, self._settings, self._readers, self.faults, self.audience)
        self._faces += fetched
        self._direct |= {face: face for face in fetched}
        self._roots |= {root: face for face in fetched for root in face.roots}
