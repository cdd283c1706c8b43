"""Instances of the fleet that belong to no group."""

from dataclasses import dataclass
from typing import Literal

PowerStatus = Literal["Starting", "Running", "Stopped", "Released"]


@dataclass
class KnownInstance:
    """What has been heard of an instance that no group has: it could be attached to one."""

    instance_id: str
    private_ip_address: str
    zone_id: str
    v_switch_id: str
    instance_type: str
    status: PowerStatus = "Starting"
    charge_type: str = "PostPaid"
    spot_strategy: str = "NoSpot"
