"""Which names this server goes by: what a Host header may say."""

import re

from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.api.wildcards import matches

LOOPBACK = ("127.0.0.1", "localhost", "::1")
FORM = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+))(?::[0-9]{1,5})?")
# The cloud's own names of its message service, and of its control plane; no web page can make them lead
# to this machine.
CLOUD = re.compile(r"(?:[0-9]+\.mns|mns-open)\.[a-z0-9-]+\.aliyuncs\.com")
LONGEST = 300
MOST_KEPT = 1000


class Hosts:
    """Loopback, the address that is listened on, the cloud's names, and what the settings allow."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._names = {*LOOPBACK, settings.host.lower()}
        self._patterns = [pattern.lower() for pattern in settings.allowed_hosts]
        self._known: dict[str, bool] = {}

    def know(self, header: str) -> bool:
        """Whether the header is a host, with a port or without, that leads here."""
        known = self._known.get(header)
        return self._look_up(header) if known is None else known

    def _look_up(self, header: str) -> bool:
        if len(header) > LONGEST:
            return False
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        known = self._known[header] = self._leads_here(name_in(header))
        return known

    def _leads_here(self, name: str) -> bool:
        return bool(name) and (
            name in self._names
            or CLOUD.fullmatch(name) is not None
            or any(matches(pattern, name) for pattern in self._patterns)
        )


def name_in(header: str) -> str:
    """The name, in lower case; empty when the header is anything but a host and a port."""
    found = FORM.fullmatch(header.lower())
    return found[1] or found[2] if found else ""
