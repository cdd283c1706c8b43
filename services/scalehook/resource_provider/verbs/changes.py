"""A call sets attributes of resources."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.finding import keep, resources_of
from scalehook.resource_provider.reading import said
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook.resource_provider.verbs.answers import filled
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import Changes, Removes
from scalehook_contracts.resource_provider.resources import ResourceChanged


def change(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """All that are named, or none."""
    verb = operation.call.verb
    assert isinstance(verb, Changes)
    found = resources_of(operation, verb.ids, work)
    for resource in found:
        check(operation, verb, resource)
    changes = {name: said(operation, source) for name, source in verb.sets.items()}
    fixed = {name: value for name, value in changes.items() if value is not None} | dict(verb.fixed)
    added = {name: said(operation, source) or [] for name, source in verb.adds.items()}
    keep(found, work)
    for resource in found:
        longer = {name: _added(resource.get(name), items) for name, items in added.items()}
        values = fixed | longer
        work.record(
            ResourceChanged(kind=resource.kind_name, resource_id=resource.resource_id, attributes=values)
        )
    return _answer(operation, verb, added)


def check(operation: ResourceOperation[Any], verb: Changes | Removes, resource: Resource) -> None:
    """It has the values that the call is for; else it is refused."""
    fits = all(resource.get(name) in allowed for name, allowed in verb.only.items())
    same = verb.same if isinstance(verb, Changes) else {}
    given = {name: said(operation, source) for name, source in same.items()}
    fits = fits and all(value in (None, resource.get(name)) for name, value in given.items())
    if not fits and verb.otherwise is not None:
        raise verb.otherwise()


def _added(known: list[Any], items: list[Any]) -> list[Any]:
    """A tag's value replaces that of the same key."""
    keys = {item["Key"] for item in items if isinstance(item, dict)}
    return [each for each in known if not isinstance(each, dict) or each["Key"] not in keys] + items


def _answer(operation: ResourceOperation[Any], verb: Changes, added: dict[str, list[Any]]) -> Reply:
    """What a command in a container answers with is the command."""
    said_back = {name: " ".join(map(str, added[source])) for name, source in verb.answers.items()}
    return filled(operation, said_back)
