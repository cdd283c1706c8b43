"""Refuses requests that a web page could have made this machine's browser send."""

from scalehook.gateway.certificate import is_for_certificate
from scalehook.gateway.hosts import Hosts
from scalehook.gateway.http import HttpRequest
from scalehook.gateway.settings import GatewaySettings
from scalehook_contracts.errors.gateway import (
    EndpointWithScheme,
    ForeignHost,
    ForeignOrigin,
    RequestTooLarge,
)

FOREIGN = frozenset(("cross-site", "same-site"))  # another port of this machine is the same site
PAGES = frozenset(("/", "/_scalehook/console/"))


class Guard:
    """Checks the head of every request, whatever its path."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._hosts = Hosts(settings)
        self._most_headers = settings.max_header_bytes
        self._most_target = settings.max_target_bytes

    def admit(self, request: HttpRequest) -> None:
        """From now on it is answered by the name that it came to; or raises ForeignHost, ForeignOrigin,
        RequestTooLarge.
        """
        headers = request.headers
        if request.head_bytes > self._most_headers:
            self._check_size(headers)
        if len(request.path) + len(request.query) > self._most_target:
            raise RequestTooLarge(limit=self._most_target)
        host = headers.get("host", "")
        if not self._hosts.know(host) and not is_for_certificate(request):
            raise EndpointWithScheme() if "://" in host else ForeignHost()
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in _origins(host.lower()):
            raise ForeignOrigin()
        if headers.get("sec-fetch-site") in FOREIGN and not _opens_a_page(request):
            raise ForeignOrigin()
        request.host = host

    def _check_size(self, headers: dict[str, str]) -> None:
        if sum(map(len, headers)) + sum(map(len, headers.values())) > self._most_headers:
            raise RequestTooLarge(limit=self._most_headers)


def _opens_a_page(request: HttpRequest) -> bool:
    """Whether somebody follows a link to the console: the page that has it reads no answer."""
    opens = request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"
    return opens and request.path in PAGES and not request.query


def _origins(host: str) -> tuple[str, str]:
    return f"http://{host}", f"https://{host}"
