"""The certificate of pushes as a face: whoever gets one may fetch it, unsigned and by any name."""

from scalehook.gateway.as_json import as_json
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook.gateway.marks import is_marked
from scalehook.kit import Requester
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import MethodNotAllowed, NotFound

PATH = "/x509_public_certificate.pem"  # the cloud's own file name
PEM = "application/x-pem-file"
JSON = "application/json"


def is_for_certificate(request: HttpRequest) -> bool:
    """Whether it is about that, whoever asks by whatever name; a client of MNS does not."""
    return request.path == PATH and not is_marked(request)


class CertificateFace:
    """One path. There is nothing secret in it, and nothing that a web page could do with it."""

    def __init__(self, bus: Requester) -> None:
        self._bus = bus

    def claims(self, request: HttpRequest) -> bool:
        """By its path, unless a client of MNS asks."""
        return is_for_certificate(request)

    async def answer(self, request: HttpRequest) -> Answer:
        """The certificate as PEM; not found before the first push."""
        from scalehook_contracts.message_service.signing import GetSigningCertificate

        if request.method not in ("GET", "HEAD"):
            raise MethodNotAllowed(method=request.method)
        found = await self._bus.call(GetSigningCertificate())
        if not found.certificate:
            raise NotFound()
        return HttpResponse(200, found.certificate.encode(), PEM)

    def refuse(self, error: ApiError, request: HttpRequest) -> HttpResponse:
        """As JSON, with a code and a message."""
        return HttpResponse(error.status, as_json({"Code": error.code, "Message": error.message}), JSON)

    def close(self) -> None:
        """Nobody waits here."""
