"""Where a client comes from, as far as the public endpoint is concerned."""

import re
from functools import lru_cache

from scalehook.gateway.http import HttpRequest

INTERNAL = re.compile(r"[0-9]+\.mns\.[a-z0-9-]+-(internal|internal-vpc|vpc)\.aliyuncs\.com(:[0-9]+)?")


def client_of(request: HttpRequest) -> str:
    """Its address; empty for one that has come by a name of the cloud's internal network."""
    return "" if _is_internal(request.headers.get("host", "")) else request.client


@lru_cache(maxsize=100)  # a server has few names
def _is_internal(host: str) -> bool:
    return INTERNAL.fullmatch(host.lower()) is not None
