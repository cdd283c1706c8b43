"""What can be configured."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated

from pydantic import Field

from scalehook.kit import Settings as KitSettings
from scalehook.kit.clock.durations import Duration
from scalehook.kit.settings import Listing

METADATA = ("169.254.0.0/16", "fe80::/10", "100.100.100.200/32")  # link-local; Alibaba Cloud's own


class Settings(KitSettings):
    """`SCALEHOOK_MNS_…`: where pushes may go, how patient they are, how strict names."""

    mns_push_timeout: Annotated[Duration, Field(gt=0)] = 5.0  # that an endpoint has to answer a push
    mns_push_refused: Listing[IPv4Network | IPv6Network] = [ip_network(text) for text in METADATA]
    mns_name_length: int = Field(256, ge=1)  # 120 in current documents; the error text still says 256
