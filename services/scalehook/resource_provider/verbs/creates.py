"""A call makes a resource."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.making import fresh, record
from scalehook.resource_provider.reading import said, several
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.verbs.answers import answer_of, filled
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import Creates


def create(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """One, or one for each item of a parameter: that is its `instance_id`."""
    verb, kind = operation.call.verb, operation.call.kind
    assert isinstance(verb, Creates)
    values = {name: said(operation, source) for name, source in verb.sets.items()}
    values |= {name: _list_in(operation, names) for name, names in verb.lists.items()}
    values = {name: value for name, value in values.items() if value is not None}
    resource_id = str(values.pop(kind.id, ""))
    if resource_id and work.state.find(kind.name, resource_id):
        return filled(operation, {})
    items = several(operation, verb.each) if verb.each else [""]
    made = []
    for item in items:
        own = values | ({"instance_id": item} if item else {})
        made.append(fresh(kind, work, resource_id, own))
        record(made[-1], work)
    return answer_of(operation, verb.answers, made[-1])


def _list_in(operation: ResourceOperation[Any], names: tuple[str, ...]) -> list[str] | None:
    """What one of the parameters says; two are refused, as the cloud's documents say."""
    given = {name: found for name in names if (found := several(operation, name))}
    if len(given) > 1:
        raise operation.invalid(name=next(iter(given)))
    return next(iter(given.values()), None)
