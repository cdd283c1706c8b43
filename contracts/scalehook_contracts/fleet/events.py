"""What the fleet tells the others."""

from scalehook_contracts.base import Event, Listed
from scalehook_contracts.fleet.commands import InstanceSpecification


class InstanceCreated(InstanceSpecification, Event):
    """An instance exists; it is not running yet."""

    instance_id: str
    private_ip_address: str
    zone_id: str
    scaling_activity_id: str = ""
    scaling_group_id: str = ""
    created_at: float  # Unix seconds, virtual


class InstanceRunning(Event):
    """The instance has started."""

    instance_id: str
    scaling_activity_id: str = ""


class InstanceReleased(Event):
    """The instance is gone."""

    instance_id: str


class WhitelistChanged(Event):
    """A database now lets exactly these addresses in."""

    db_instance_id: str = ""
    addresses: list[str] = Listed("Address")


class BackendServersChanged(Event):
    """A load balancer now forwards to exactly these instances."""

    load_balancer_id: str
    instance_ids: list[str] = Listed("InstanceId")
