"""Refuses requests that a web page could have made this machine's browser send."""

from functools import lru_cache
from urllib.parse import urlsplit

from scalehook.gateway.settings import GatewaySettings
from scalehook_contracts.errors.gateway import ForeignHost, ForeignOrigin, RequestTooLarge

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Guard:
    """Checks the headers of every request, whatever its path."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._hosts = LOOPBACK | {settings.host.lower(), *map(str.lower, settings.allowed_hosts)}
        self._limit = settings.max_header_bytes

    def check(self, headers: dict[str, str]) -> None:
        """Raises ForeignHost, ForeignOrigin or RequestTooLarge."""
        if sum(map(len, headers)) + sum(map(len, headers.values())) > self._limit:
            raise RequestTooLarge(limit=self._limit)
        host = headers.get("host", "")
        if _name(host) not in self._hosts:
            raise ForeignHost()
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            raise ForeignOrigin()


@lru_cache(maxsize=1000)
def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
