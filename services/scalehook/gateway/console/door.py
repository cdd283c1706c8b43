"""Where the console begins: knows who wants a page, and fetches the rest when somebody does."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from scalehook.gateway.control.plane import ControlPlane
from scalehook.gateway.faults.own import OwnFaults
from scalehook.gateway.http import Answer, HttpRequest, HttpResponse
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit import Requester
from scalehook_contracts.errors.gateway import NotFound

if TYPE_CHECKING:
    from scalehook.gateway.console.pages import Pages

Ask = Callable[[HttpRequest], Awaitable[HttpResponse]]
OF_CLIENTS = ("x-acs-", "x-mns-")


class Door:
    """The control face's annex. `ask` takes a signed request to the cloud's APIs."""

    def __init__(
        self,
        bus: Requester,
        plane: ControlPlane,
        settings: GatewaySettings,
        faults: OwnFaults,
        ask: Ask,
    ) -> None:
        self._bus, self._plane, self._settings = bus, plane, settings
        self._faults, self._ask = faults, ask
        self._pages: Pages | None = None

    def opens(self, request: HttpRequest) -> bool:
        """Whether somebody looks at `/` with a browser. Whatever a client of the cloud may send is not
        taken from it.
        """
        headers = request.headers
        return (
            self._settings.console
            and request.method in ("GET", "HEAD")
            and not request.query
            and "text/html" in headers.get("accept", "").lower()
            and "authorization" not in headers
            and not any(name.startswith(OF_CLIENTS) for name in headers)
        )

    async def answer(self, request: HttpRequest) -> Answer:
        """A page, or what one asks for."""
        if not self._settings.console:
            raise NotFound()
        return await self._fetched().answer(request)

    def close(self) -> None:
        """End the streams, and forget what they have told. Who asks again finds the stack as it is."""
        if self._pages is not None:
            self._pages.close()
            self._pages = None

    def _fetched(self) -> "Pages":
        if self._pages is None:
            from scalehook.gateway.console.desk import Desk
            from scalehook.gateway.console.pages import Pages

            desk = Desk(self._bus, self._plane, self._settings, self._faults, self._ask)
            self._pages = Pages(desk)
        return self._pages
