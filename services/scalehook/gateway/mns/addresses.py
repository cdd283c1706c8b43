"""What the cloud's own host names of MNS say: whose queues are meant, where, and by which network."""

import re
from functools import lru_cache
from typing import NamedTuple

CLOUD = re.compile(
    r"([0-9]+)\.mns\.([a-z0-9-]+?)(-internal|-internal-vpc|-vpc)?\.aliyuncs\.com(?::[0-9]{1,5})?"
)


class Address(NamedTuple):
    """All of it is empty, or `internal` false, where the name says nothing of it."""

    account: str = ""
    region: str = ""
    internal: bool = False


NOWHERE = Address()


@lru_cache(maxsize=100)  # a server has few names
def address_in(host: str) -> Address:
    """By a Host header; loopback and names of the settings say nothing."""
    found = CLOUD.fullmatch(host.lower())
    return Address(found[1], found[2], bool(found[3])) if found else NOWHERE
