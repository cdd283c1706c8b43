"""ECS instances, deleted by hand."""

from typing import ClassVar

from scalehook_contracts.base import Done, Listed
from scalehook_contracts.fleet.base import EcsOperation, instances


class DeleteInstance(EcsOperation[Done]):
    """Deletes an instance that has stopped; with `force`, one that runs, too. What is paid for in
    advance is deleted only with `terminate_subscription`.
    """

    unsupported: ClassVar[frozenset[str]] = frozenset({"ForceStop"})

    instance_id: str
    force: bool = False
    terminate_subscription: bool = False
    dry_run: bool = False

    def resources(self) -> list[str]:
        """The instance."""
        return instances([self.instance_id])


class DeleteInstances(EcsOperation[Done]):
    """Deletes up to 100 instances, all or none."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"ForceStop"})

    region_id: str
    instance_ids: list[str] = Listed("InstanceId")
    force: bool = False
    terminate_subscription: bool = False
    dry_run: bool = False
    client_token: str = ""

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.instance_ids)
