"""Networks as users write them: an address, or a block of addresses with the length of its prefix."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network

WRITTEN = re.compile(r"[^/]+(?:/[0-9]{1,3})?", re.ASCII)


def network_of(text: str) -> IPv4Network | IPv6Network:
    """`10.0.0.1` or `10.0.0.0/24`; bits of a host are no harm. ValueError for anything else, a mask
    (`/255.255.255.0`) too.
    """
    if not text.isascii() or not WRITTEN.fullmatch(text):
        raise ValueError(f"{text!r} is no address, nor a block of them")
    return ip_network(text, strict=False)
