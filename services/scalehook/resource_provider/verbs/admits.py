"""A call changes a whitelist of a database."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.finding import keep, resources_of
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import State
from scalehook.resource_provider.verbs.answers import filled
from scalehook_contracts.base import Reply
from scalehook_contracts.networks import network_of
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import Admits
from scalehook_contracts.resource_provider.resources import ResourceChanged
from scalehook_contracts.resource_provider.whitelists import FIRST, LOCALHOST, WHITELISTS

MOST = 1000  # addresses


def admit(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """Append, Delete, or replace all. A whitelist without anybody has the address of the host itself."""
    verb = operation.call.verb
    assert isinstance(verb, Admits)
    (resource,) = resources_of(operation, verb.id, work)
    given = _addresses(operation, verb)
    name = operation.value(verb.group) or FIRST
    known: dict[str, list[str]] = resource.get(WHITELISTS)
    changed = _changed(known.get(name, []), given, operation.value(verb.mode), verb)
    if len(changed) > MOST:
        raise verb.malformed()
    keep([resource], work)
    lists = {**known, name: changed or [LOCALHOST]}
    work.record(
        ResourceChanged(
            kind=resource.kind_name,
            resource_id=resource.resource_id,
            attributes={WHITELISTS: lists},
        )
    )
    return filled(operation, {})


def _addresses(operation: ResourceOperation[Any], verb: Admits) -> list[str]:
    """Addresses and networks, with commas between them."""
    texts = [text.strip() for text in operation.value(verb.addresses).split(",")]
    try:
        for text in texts:
            network_of(text)
    except ValueError as problem:
        raise verb.malformed() from problem
    return list(dict.fromkeys(texts))


def _changed(known: list[str], given: list[str], mode: str, verb: Admits) -> list[str]:
    if mode == "Delete":
        left = [address for address in known if address not in given]
        if len(left) == len(known):
            raise verb.absent()
        return left
    if mode.startswith("Append"):
        others = [address for address in known if address not in (*given, LOCALHOST)]
        return others + given
    return given
