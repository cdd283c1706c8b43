"""Where a client comes from, as far as the public endpoint is concerned."""

from scalehook.gateway.http import HttpRequest
from scalehook.gateway.mns.addresses import address_in


def client_of(request: HttpRequest) -> str:
    """Its address; empty for one that has come by a name of the cloud's internal network."""
    return "" if address_in(request.headers.get("host", "")).internal else request.client
