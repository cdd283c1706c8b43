"""Where a client comes from, as far as the public endpoint is concerned."""

import re

from scalehook.gateway.http import HttpRequest

INTERNAL = re.compile(r"[0-9]+\.mns\.[a-z0-9-]+-(internal|internal-vpc|vpc)\.aliyuncs\.com(:[0-9]+)?")


def client_of(request: HttpRequest) -> str:
    """Its address; empty for one that has come by a name of the cloud's internal network."""
    host = request.headers.get("host", "")
    is_internal = host[:1].isdigit() and INTERNAL.fullmatch(host.lower()) is not None
    return "" if is_internal else request.client
