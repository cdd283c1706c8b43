"""An instance of a group."""

from dataclasses import dataclass
from typing import Literal

from scalehook_contracts.scaling_controller.instances import CreationType, LifecycleState


@dataclass
class Instance:
    """An instance of a group. `entrusted` ones may be released by it. `weight` is what it was attached
    with; None: as its configuration says.
    """

    instance_id: str
    group_id: str
    configuration_id: str
    activity_id: str
    private_ip_address: str
    zone_id: str
    created_at: float
    lifecycle_state: LifecycleState = "Pending"
    creation_type: CreationType = "AutoCreated"
    entrusted: bool = True
    health: Literal["Healthy", "Unhealthy"] = "Healthy"
    v_switch_id: str = ""
    instance_type: str = ""
    weight: int | None = None
    in_service_at: float | None = None
