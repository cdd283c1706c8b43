"""A call says whom a database lets in."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.finding import keep, resources_of
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.verbs.answers import filled
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import ShowsAdmitted
from scalehook_contracts.resource_provider.whitelists import FIRST, WHITELISTS


def show_admitted(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """All its whitelists."""
    verb = operation.call.verb
    assert isinstance(verb, ShowsAdmitted)
    (resource,) = resources_of(operation, verb.id, work)
    keep([resource], work)
    lists: dict[str, list[str]] = resource.get(WHITELISTS)
    name, beside, addresses = verb.names
    items = [{name: each, beside: "", addresses: ",".join(admitted)} for each, admitted in lists.items()]
    flat = {verb.flat: ",".join(lists[FIRST])} if verb.flat else {}
    return filled(operation, {verb.items: items} | flat)
