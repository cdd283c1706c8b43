"""By what a request says that a client of MNS has sent it."""

import re

from scalehook.gateway.http import HttpRequest

VERSION = "x-mns-version"
SCHEME = re.compile(r"MNS |MNS4-HMAC-")


def is_marked(request: HttpRequest) -> bool:
    """Whatever its path is: such a client takes any answer that is no XML for success."""
    headers = request.headers
    return VERSION in headers or SCHEME.match(headers.get("authorization", "")) is not None
