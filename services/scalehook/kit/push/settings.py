"""Where pushes may go, and how patient they are."""

from functools import cached_property
from ipaddress import ip_network
from typing import Annotated

from pydantic import Field

from scalehook.kit.clock.durations import Duration
from scalehook.kit.push.address import Network, Reach
from scalehook.kit.settings import Listing, Settings

LOOPBACK = ("127.0.0.0/8", "::1/128")
METADATA = ("169.254.0.0/16", "fe80::/10", "100.100.100.200/32")  # link-local; Alibaba Cloud's own


class PushSettings(Settings):
    """`SCALEHOOK_MNS_PUSH_…`: where pushes may go, and how patient they are; of every service that has
    any. What is refused is refused, whatever is allowed.
    """

    mns_push_timeout: Annotated[Duration, Field(gt=0)] = 5.0  # that an endpoint has to answer a push
    mns_push_allowed: Listing[Network] = [ip_network(text) for text in LOOPBACK]
    mns_push_refused: Listing[Network] = [ip_network(text) for text in METADATA]

    @cached_property
    def reach(self) -> Reach:
        """Where pushes may go."""
        return Reach(tuple(self.mns_push_allowed), tuple(self.mns_push_refused))
