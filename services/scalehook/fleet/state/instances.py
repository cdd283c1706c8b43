"""An instance."""

from dataclasses import dataclass
from typing import Literal

from scalehook.kit.shelves import Mark
from scalehook_contracts.fleet.instances import InstanceCreated


@dataclass
class Instance:
    """An ECS instance."""

    created: InstanceCreated
    status: Literal["Starting", "Running"] = "Starting"

    def marks(self) -> list[Mark]:
        """What can be asked of it."""
        created = self.created
        return [
            ("status", self.status),
            ("address", created.private_ip_address),
            ("zone", created.zone_id),
            ("v-switch", created.v_switch_id),
            ("security group", created.security_group_id),
        ]
