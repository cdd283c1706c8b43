"""A cloud with a yard of instances: zones to put them in, some that belong to no group, some that are
kept stopped.
"""

from typing import Any

from scalehook_contracts.base import Command
from scalehook_contracts.fleet.back_ends import SetWeightsInBackEnds
from scalehook_contracts.fleet.instances import (
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    InstanceStopped,
    LaunchInstances,
    ParkInstances,
    ReleaseInstances,
    ResumeInstances,
)
from scalehook_contracts.fleet.v_switches import VSwitchMapped
from scalehook_contracts.scaling_controller.activities import ScalingActivityStarted
from scalehook_contracts.scaling_controller.instance_changes import (
    AttachInstances,
    DetachInstances,
    RemoveInstances,
)
from scalehook_contracts.scaling_controller.instance_states import (
    EnterStandby,
    ExitStandby,
    SetInstanceHealth,
    SetInstancesProtection,
)
from scalehook_contracts.scaling_controller.instances import (
    DescribeScalingInstances,
    ScalingInstanceView,
)
from support.scaling.cloud import REGION, Cloud

ZONES = {"vsw-a": "zone-a", "vsw-b": "zone-b", "vsw-c": "zone-c"}


class Yard(Cloud):
    """`settings` are the group's; `full` names vSwitches in which no instance can be had any more."""

    def __init__(self, balancers: str = "", databases: str = "", **settings: Any) -> None:
        sizes = {name: settings.pop(name) for name in ("min_size", "max_size") if name in settings}
        self.full, self.outside = set[str](), 0
        super().__init__(load_balancers=balancers, databases=databases, more=settings, **sizes)
        for v_switch, zone in ZONES.items():
            self.rehearsal.tell(VSwitchMapped(v_switch_id=v_switch, zone_id=zone, vpc_id="vpc"))

    # -- the fleet ------------------------------------------------------------------------------

    def outsider(self, *, running: bool = True, **more: Any) -> str:
        """An instance that belongs to no group."""
        self.outside += 1
        instance_id = f"o-{self.outside}"
        self._created(instance_id, "vsw-a", number=200 + self.outside, **more)
        if running:
            self.started(instance_id)
        return instance_id

    def started(self, instance_id: str) -> None:
        """By hand."""
        self.rehearsal.tell(InstanceRunning(instance_id=instance_id))

    def stopped(self, instance_id: str) -> None:
        """By hand."""
        self.rehearsal.tell(InstanceStopped(instance_id=instance_id))
        self.fleet()

    def vanished(self, instance_id: str) -> None:
        """Deleted by hand."""
        self.rehearsal.tell(InstanceReleased(instance_id=instance_id))
        self.fleet()

    def _change(self, command: Command[Any]) -> None:
        super()._change(command)
        if isinstance(command, ParkInstances):
            for instance_id in command.instance_ids:
                self.rehearsal.tell(_of_activity(InstanceStopped, instance_id, command))
        if isinstance(command, ResumeInstances):
            for instance_id in command.instance_ids:
                self.rehearsal.tell(_of_activity(InstanceRunning, instance_id, command))

    def _launch(self, command: LaunchInstances) -> None:
        switches = [s for s in command.v_switch_ids if s not in self.full] or ["vsw-a"]
        made = [f"i-{self.launched + number}" for number in range(command.amount)]
        self.launched += command.amount
        activity = command.scaling_activity_id
        for instance_id in made:
            number = int(instance_id[2:])
            self._created(instance_id, switches[0], number=number, scaling_activity_id=activity)
        for instance_id in made:
            running = InstanceRunning(instance_id=instance_id, scaling_activity_id=activity)
            self.rehearsal.tell(running)

    def _created(self, instance_id: str, v_switch: str, number: int, **more: Any) -> None:
        self.rehearsal.tell(
            InstanceCreated(
                instance_id=instance_id,
                private_ip_address=f"172.16.0.{number}",
                v_switch_id=v_switch,
                zone_id=ZONES[v_switch],
                instance_type="ecs.g7.large",
                created_at=self.rehearsal.now.timestamp(),
                **more,
            )
        )

    # -- the group ------------------------------------------------------------------------------

    def attach(self, *ids: str, **more: Any) -> str:
        command = AttachInstances(scaling_group_id=self.group, instance_ids=list(ids), **more)
        return self._begun(command)

    def detach(self, *ids: str, **more: Any) -> str:
        command = DetachInstances(scaling_group_id=self.group, instance_ids=list(ids), **more)
        return self._begun(command)

    def remove(self, *ids: str, **more: Any) -> str:
        command = RemoveInstances(scaling_group_id=self.group, instance_ids=list(ids), **more)
        return self._begun(command)

    def standby(self, *ids: str) -> None:
        self.ask(EnterStandby(scaling_group_id=self.group, instance_ids=list(ids)))
        self.fleet()

    def back(self, *ids: str) -> None:
        self.ask(ExitStandby(scaling_group_id=self.group, instance_ids=list(ids)))
        self.fleet()

    def protect(self, *ids: str, on: bool = True) -> None:
        command = SetInstancesProtection(
            scaling_group_id=self.group, instance_ids=list(ids), protected_from_scale_in=on
        )
        self.ask(command)
        self.fleet()

    def mark(self, instance_id: str, health: Any = "Unhealthy") -> None:
        self.ask(SetInstanceHealth(instance_id=instance_id, health_status=health))
        self.fleet()

    def instances(self, **filters: Any) -> dict[str, ScalingInstanceView]:
        """Those of the group, by their ids."""
        command = DescribeScalingInstances(
            region_id=REGION, scaling_group_id=self.group, page_size=100, **filters
        )
        return {view.instance_id: view for view in self.ask(command).scaling_instances}

    def by_state(self) -> dict[str, list[str]]:
        """The ids of the group's instances, by their states."""
        found: dict[str, list[str]] = {}
        for view in self.instances().values():
            found.setdefault(view.lifecycle_state, []).append(view.instance_id)
        return found

    def zones(self) -> list[int]:
        """How many instances each zone has, in order of the zones."""
        placed = [view.zone_id for view in self.instances().values()]
        return [placed.count(zone) for zone in sorted(ZONES.values())]

    def begun(self) -> list[ScalingActivityStarted]:
        """All activities, in order."""
        return [e for e in self.rehearsal.recorded if isinstance(e, ScalingActivityStarted)]

    def released_ids(self) -> list[str]:
        """All that the fleet was asked to release."""
        asked = [c for c in self.rehearsal.sent if isinstance(c, ReleaseInstances)]
        return [instance_id for command in asked for instance_id in command.instance_ids]

    def weights(self) -> list[dict[str, int]]:
        """All that the back ends were asked to set, in order."""
        asked = [c for c in self.rehearsal.sent if isinstance(c, SetWeightsInBackEnds)]
        return [command.weights for command in asked]

    def _begun(self, command: Command[Any]) -> str:
        activity = str(self.ask(command).scaling_activity_id)
        self.fleet()
        return activity


def _of_activity(event: type[Any], instance_id: str, command: ParkInstances | ResumeInstances) -> Any:
    return event(instance_id=instance_id, scaling_activity_id=command.scaling_activity_id)
