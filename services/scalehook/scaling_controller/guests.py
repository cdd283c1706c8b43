"""Instances of the fleet that somebody wants to put into a group: whether they may come."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from scalehook.kit import Deferred, Work
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, Instance, State
from scalehook.scaling_controller.state.known_instances import KnownInstance
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling_instances import (
    IncorrectInstanceStatus,
    InvalidInstanceIdInUse,
    InvalidInstanceIdNotFound,
)

PREPAID = "PrePaid"


@dataclass(frozen=True)
class Invitation:
    """Which instances are to come, and how: each with its weight in the back ends, if there is one; as
    the group's own to release (`entrusted`); held by hooks. `ignores_invalid` ones, if others may come.
    """

    instance_ids: Sequence[str]
    weights: Sequence[int] = ()
    entrusted: bool = False
    hooks: bool = False
    ignores_invalid: bool = False

    @property
    def ids(self) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(self.instance_ids))

    def weight_of(self, instance_id: str) -> int | None:
        """The one that is given at the same place as the instance."""
        place = list(self.instance_ids).index(instance_id)
        return self.weights[place] if place < len(self.weights) else None


@dataclass
class Guests:
    """Those that may come, from outside or of the group's own that were stopped; and the others."""

    invitation: Invitation
    strangers: list[KnownInstance] = field(default_factory=list)
    stopped: list[Instance] = field(default_factory=list)
    refused: dict[str, ApiError] = field(default_factory=dict)

    @property
    def ids(self) -> list[str]:
        """Of those that may come."""
        return [guest.instance_id for guest in self.strangers] + [
            own.instance_id for own in self.stopped
        ]


def examine(invitation: Invitation, group: Group, work: Work[State, Settings]) -> Guests | Deferred:
    """Look at each. One that has been made or started just now may be heard of in a moment: it is
    waited for. One that may not come is refused, unless such are ignored and others may.
    """
    if len(invitation.weights) > len(invitation.instance_ids):
        raise InvalidParameter(name="LoadBalancerWeights")
    guests = Guests(invitation)
    for instance_id in invitation.ids:
        later = _await(instance_id, work)
        if later is not None:
            return later
        _look_at(instance_id, guests, group, work.state)
    if guests.refused and not (invitation.ignores_invalid and guests.ids):
        raise next(iter(guests.refused.values()))
    return guests


def key(instance_id: str) -> str:
    """What requests wait for that name an instance before it is known to be there, or to run."""
    return f"instance/{instance_id}"


def _await(instance_id: str, work: Work[State, Settings]) -> Deferred | None:
    known = work.state.known_instances.get(instance_id)
    is_there = known is not None and known.status == "Running"
    if is_there or instance_id in work.state.catalogue.instances.things:
        return None
    return work.await_event(key(instance_id), work.settings.late_events_seconds)


def _look_at(instance_id: str, guests: Guests, group: Group, state: State) -> None:
    own = group.instances.get(instance_id)
    known = state.known_instances.get(instance_id)
    if own is not None and own.lifecycle_state == "Stopped" and not _busy(instance_id, group):
        _check_manner(guests.invitation)
        guests.stopped.append(own)
    elif instance_id in state.catalogue.instances.things:
        guests.refused[instance_id] = InvalidInstanceIdInUse(name=instance_id)
    elif known is None:
        guests.refused[instance_id] = InvalidInstanceIdNotFound(name=instance_id)
    elif known.status != "Running":
        guests.refused[instance_id] = IncorrectInstanceStatus(name=instance_id)
    else:
        if known.charge_type == PREPAID:
            _check_manner(guests.invitation)
        guests.strangers.append(known)


def _busy(instance_id: str, group: Group) -> bool:
    return any(instance_id in activity.staying for activity in group.running.values())


def _check_manner(invitation: Invitation) -> None:
    """What is paid for in advance, or was kept for later, is not entrusted and not held by hooks."""
    if invitation.entrusted:
        raise InvalidParameter(name="Entrusted")
    if invitation.hooks:
        raise InvalidParameter(name="LifecycleHook")
