"""Resources as they are looked at, made and removed by hand."""

from collections.abc import Iterable

from scalehook.kit import Work
from scalehook.resource_provider.attribute_checks import checked
from scalehook.resource_provider.making import fresh, record
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook_contracts.base import Done
from scalehook_contracts.errors.resources import (
    ResourceExists,
    UnknownKind,
    UnknownResource,
)
from scalehook_contracts.resource_provider.declaration import Kind
from scalehook_contracts.resource_provider.operations import KINDS
from scalehook_contracts.resource_provider.resources import (
    AddResource,
    ListResources,
    RemoveResource,
    ResourceList,
    ResourceRemoved,
    ResourceView,
)


def list_resources(command: ListResources, work: Work[State, Settings]) -> ResourceList:
    """All, those of a kind, or one."""
    if command.resource_id:
        return ResourceList(resources=[view_of(_found(command.kind, command.resource_id, work))])
    if command.kind:
        chosen: Iterable[Resource] = work.state.of(_kind(command.kind).name).values()
    else:
        each = (found for kind in work.state.resources.values() for found in kind.values())
        chosen = (resource for resource in each if not resource.implied)
    return ResourceList(resources=[view_of(resource) for resource in chosen])


def add_resource(command: AddResource, work: Work[State, Settings]) -> ResourceList:
    """One more; what it is not given it gets as a new one does."""
    kind = _kind(command.kind)
    if command.resource_id and work.state.find(kind.name, command.resource_id):
        raise ResourceExists(kind=kind.name, name=command.resource_id)
    given = checked(kind, command.attributes)
    resource = fresh(kind, work, command.resource_id, given)
    record(resource, work)
    return ResourceList(resources=[view_of(resource)])


def remove_resource(command: RemoveResource, work: Work[State, Settings]) -> Done:
    """One less."""
    resource = _found(command.kind, command.resource_id, work)
    work.record(ResourceRemoved(kind=resource.kind_name, resource_id=resource.resource_id))
    return Done()


def view_of(resource: Resource) -> ResourceView:
    """The resource as it is shown."""
    return ResourceView(
        kind=resource.kind_name,
        resource_id=resource.resource_id,
        attributes=resource.attributes(),
    )


def _kind(name: str) -> Kind:
    kind = KINDS.get(name.lower())
    if kind is None:
        raise UnknownKind(name=name, known=", ".join(KINDS))
    return kind


def _found(kind: str, resource_id: str, work: Work[State, Settings]) -> Resource:
    resource = work.state.find(_kind(kind).name, resource_id)
    if resource is None:
        raise UnknownResource(kind=kind, name=resource_id)
    return resource
