"""Resources as they are looked at and made by hand, and what happens to them."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from scalehook_contracts.base import Command, Done, Event, Fresh, Listed, Part, Reply
from scalehook_contracts.plain import PlainObject, parse_json


def _from_text(value: Any) -> Any:
    """An object, or its JSON."""
    return parse_json(value) if isinstance(value, str) else value


class ResourceView(Part):
    """A resource with all that it has."""

    kind: str
    resource_id: str
    attributes: PlainObject = Fresh(dict)


class ResourceList(Reply):
    """Resources, in the order in which they came."""

    resources: list[ResourceView] = Listed("Resource")


class ListResources(Command[ResourceList]):
    """All resources, those of a kind, or one. The system disks and network interfaces that ECS instances
    bring along are left out unless their kind is asked for.
    """

    kind: str = ""
    resource_id: str = ""


class AddResource(Command[ResourceList]):
    """Makes a resource by hand: of a kind, with an id or a new one, and what it is to have beside the
    usual.
    """

    kind: str
    resource_id: str = Field("", max_length=200)
    attributes: Annotated[PlainObject, BeforeValidator(_from_text)] = Fresh(dict)


class RemoveResource(Command[Done]):
    """Removes a resource by hand."""

    kind: str
    resource_id: str


class ResourceCreated(Event):
    """There is one more."""

    kind: str
    resource_id: str
    attributes: PlainObject = Fresh(dict)


class ResourceChanged(Event):
    """It has these values from now on; its others stay."""

    kind: str
    resource_id: str
    attributes: PlainObject = Fresh(dict)


class ResourceRemoved(Event):
    """It is gone."""

    kind: str
    resource_id: str
