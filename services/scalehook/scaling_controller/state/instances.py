"""An instance of a group."""

from dataclasses import dataclass

from scalehook_contracts.scaling_controller.instances import LifecycleState


@dataclass
class Instance:
    """An instance of a group."""

    instance_id: str
    group_id: str
    configuration_id: str
    activity_id: str
    private_ip_address: str
    zone_id: str
    created_at: float
    lifecycle_state: LifecycleState = "Pending"
