"""Instances of a group that somebody names: whether they are there, and may be touched."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scalehook.scaling_controller.state import Group, Instance
from scalehook.scaling_controller.state.instances import SETTLED
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.scaling_instances import (
    IncorrectInstanceStatus,
    InvalidInstanceIdNotFound,
)
from scalehook_contracts.scaling_controller.instances import LifecycleState


@dataclass
class Members:
    """Those that may be touched, and those that may not."""

    named: int
    chosen: list[Instance] = field(default_factory=list)
    refused: dict[str, ApiError] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """Of those that may."""
        return [instance.instance_id for instance in self.chosen]


def examine(
    instance_ids: Sequence[str],
    group: Group,
    allowed: Collection[LifecycleState] = SETTLED,
    *,
    ignores_invalid: bool = False,
) -> Members:
    """Look at each, once. It must be in one of these states, and no activity be about it. One that may
    not be touched is refused, unless such are ignored and others may.
    """
    ids = list(dict.fromkeys(instance_ids))
    busy = {i for activity in group.running.values() for i in ids if i in activity.staying}
    members = Members(len(ids))
    for instance_id in ids:
        instance = group.instances.get(instance_id)
        if instance is None:
            members.refused[instance_id] = InvalidInstanceIdNotFound(name=instance_id)
        elif instance_id in busy or instance.lifecycle_state not in allowed:
            members.refused[instance_id] = IncorrectInstanceStatus(name=instance_id)
        else:
            members.chosen.append(instance)
    if members.refused and not (ignores_invalid and members.chosen):
        raise next(iter(members.refused.values()))
    return members
