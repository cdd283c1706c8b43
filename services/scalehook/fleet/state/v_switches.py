"""A vSwitch."""

from dataclasses import dataclass


@dataclass(frozen=True)
class VSwitch:
    """Where a vSwitch is."""

    zone_id: str
    vpc_id: str
