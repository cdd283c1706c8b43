"""An instance."""

from dataclasses import dataclass
from typing import Literal

from scalehook_contracts.fleet.instances import InstanceCreated


@dataclass
class Instance:
    """An ECS instance."""

    created: InstanceCreated
    status: Literal["Starting", "Running"] = "Starting"
