"""A call removes resources."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.finding import resources_of
from scalehook.resource_provider.making import fresh, record
from scalehook.resource_provider.reading import said
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.verbs.answers import answer_of, filled
from scalehook.resource_provider.verbs.changes import check
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import Removes
from scalehook_contracts.resource_provider.resources import ResourceRemoved


def remove(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """All that are named, or none."""
    verb = operation.call.verb
    assert isinstance(verb, Removes)
    found = resources_of(operation, verb.ids, work)
    for resource in found:
        check(operation, verb, resource)
    for resource in found:
        if work.state.find(resource.kind_name, resource.resource_id) is not None:
            work.record(ResourceRemoved(kind=resource.kind_name, resource_id=resource.resource_id))
    return _left(operation, verb, work)


def _left(operation: ResourceOperation[Any], verb: Removes, work: Work[State, Settings]) -> Reply:
    """What tells of it."""
    if verb.leaves is None:
        return filled(operation, {})
    told = {name: said(operation, source) for name, source in verb.sets.items()}
    left = fresh(verb.leaves, work, "", {name: v for name, v in told.items() if v is not None})
    record(left, work)
    return answer_of(operation, verb.answers, left)
