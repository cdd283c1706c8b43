"""Finds what a call names, or refuses as its product documents."""

from collections.abc import Iterable
from typing import Any

from scalehook.kit import Deferred, Work
from scalehook.resource_provider.making import fresh, record
from scalehook.resource_provider.reading import several
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ecs_instances import InvalidInstanceIdNotFound
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import INSTANCE, Kind
from scalehook_contracts.resource_provider.operations import KINDS


def instance_key(instance_id: str) -> str:
    """Under which calls wait that name an instance nobody knows yet."""
    return f"instance/{instance_id}"


def resources_of(
    operation: ResourceOperation[Any], name: str, work: Work[State, Settings]
) -> list[Resource]:
    """Those that the parameter names. At first sight, what nobody has made is made, but not recorded:
    the call may be refused still.
    """
    kind = operation.call.kind
    return [resource_of(kind, each, work) for each in several(operation, name)]


def resource_of(kind: Kind, resource_id: str, work: Work[State, Settings]) -> Resource:
    """The one with this id; or the product's error."""
    found = work.state.find(kind.name, resource_id)
    if found is not None:
        return found
    if not work.settings.make_resources_at_first_sight:
        raise kind.unknown()
    return fresh(kind, work, resource_id)


def keep(resources: Iterable[Resource], work: Work[State, Settings]) -> None:
    """What was made at first sight is recorded."""
    for resource in resources:
        if work.state.find(resource.kind_name, resource.resource_id) is None:
            record(resource, work)


def check_needs(
    operation: ResourceOperation[Any], work: Work[State, Settings]
) -> Deferred | list[Resource]:
    """What its parameters name beside the resource itself is there. Instances may be heard of late."""
    found: list[Resource] = []
    for name, kind in operation.call.needs.items():
        for resource_id in several(operation, name):
            if isinstance(kind, Kind):
                found.append(resource_of(kind, resource_id, work))
            elif not _is_there(kind, resource_id, work.state):
                waiting = work.await_event(instance_key(resource_id), work.settings.late_events_seconds)
                if waiting is not None:
                    return waiting
                raise _absent(kind, resource_id)
    return found


def _is_there(kinds: str, resource_id: str, state: State) -> bool:
    """`kinds` is `instance`, or `instance or network-interface`."""
    if resource_id in state.instances:
        return True
    others = kinds.split(" or ")[1:]
    return any(state.find(kind, resource_id) is not None for kind in others)


def _absent(kinds: str, resource_id: str) -> ApiError:
    others = [KINDS[kind] for kind in kinds.split(" or ") if kind != INSTANCE]
    for kind in others:
        if resource_id.startswith(kind.prefix.partition("-")[0] + "-"):
            return kind.unknown()
    return InvalidInstanceIdNotFound()
