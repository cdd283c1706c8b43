"""What can be told of a request that is no HTTP: whose API its client speaks, so that it is answered."""

import re

NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
MOST = 100  # lines: who has more than that is not looked at any further


def headers_in(data: bytes) -> list[tuple[bytes, bytes]]:
    """Whatever reads like a header, up to the first empty line; names in lower case."""
    head = data.partition(b"\r\n\r\n")[0]
    parts = (line.partition(b":") for line in head.split(b"\n", MOST)[:MOST])
    return [(name.lower(), value.strip()) for name, _, value in parts if NAME.fullmatch(name)]
