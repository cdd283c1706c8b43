"""A call lists resources."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.finding import keep, resource_of
from scalehook.resource_provider.reading import several
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook.resource_provider.verbs.answers import filled
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.building import shown
from scalehook_contracts.resource_provider.declaration import Describes, Nested
from scalehook_contracts.resource_provider.operations import KINDS

MOST = 100  # of a list without pages


def describe(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """Those that fit all filters, a page of them."""
    verb, kind = operation.call.verb, operation.call.kind
    assert isinstance(verb, Describes)
    wanted = {
        attribute: values
        for name, attribute in verb.filters.items()
        if (values := several(operation, name))
    }
    _make(operation, wanted, work)
    found, total = _found(kind.name, kind.id, wanted, work.state)
    number, size = _page(operation, verb)
    page = islice(found, (number - 1) * size, number * size)
    names = shown(kind, verb)
    items = [
        {name: resource.get(name) for name in names}
        | {name: [_nested(nested, resource, work.state)] for name, nested in verb.nests.items()}
        for resource in page
    ]
    return filled(operation, {verb.items: items} | _pages(verb, number, size, total))


def _nested(nested: Nested, resource: Resource, state: State) -> dict[str, Any]:
    shown = {name: resource.get(attribute) for name, attribute in nested.shows.items()}
    bound: dict[str, Any] = {}
    for each in state.marked(nested.kind, "InstanceId", resource.resource_id):
        other = state.of(nested.kind)[each]
        bound = {name: other.get(attribute) for name, attribute in nested.of_bound.items()}
    return {**nested.fixed, **shown, nested.bound: bound}


def _make(
    operation: ResourceOperation[Any], wanted: dict[str, list[str]], work: Work[State, Settings]
) -> None:
    """At first sight, those whose ids are asked for are there."""
    if work.settings.make_resources_at_first_sight:
        kind = operation.call.kind
        keep([resource_of(kind, each, work) for each in wanted.get(kind.id, ())], work)


def _found(
    kind: str, id_name: str, wanted: dict[str, list[str]], state: State
) -> tuple[Iterator[Resource], int]:
    """They are looked for among as few as can be."""
    all_of = state.of(kind)
    if not wanted:
        return iter(all_of.values()), len(all_of)
    ids = _fewest(kind, id_name, wanted, state)
    names = [name for name in wanted if name != ids[1]]
    chosen = [all_of[each] for each in ids[0] if each in all_of]
    if names:
        chosen = [each for each in chosen if all(_fits(each.get(n), wanted[n]) for n in names)]
    return iter(chosen), len(chosen)


def _fits(value: Any, wanted: list[str]) -> bool:
    """A list fits by any of its items."""
    return any(each in wanted for each in value) if isinstance(value, list) else value in wanted


def _fewest(
    kind: str, id_name: str, wanted: dict[str, list[str]], state: State
) -> tuple[list[str], str]:
    """The ids among which all that fit are, and the filter that says so."""
    if id_name in wanted:
        return wanted[id_name], id_name
    marked = {
        name: [each for value in values for each in state.marked(kind, name, value)]
        for name, values in wanted.items()
        if name in KINDS[kind].found_by
    }
    if not marked:
        return list(state.of(kind)), ""
    name = min(marked, key=lambda each: len(marked[each]))
    return marked[name], name


def _page(operation: ResourceOperation[Any], verb: Describes) -> tuple[int, int]:
    if verb.paging == "none":
        return 1, MOST
    first = "PageNumber" if verb.paging == "numbers" else "pageNumber"
    size = "PageSize" if verb.paging == "numbers" else "pageSize"
    return operation.value(first), operation.value(size)


def _pages(verb: Describes, number: int, size: int, total: int) -> dict[str, Any]:
    if verb.paging == "numbers":
        return {"PageNumber": number, "PageSize": size, "TotalCount": total}
    page = {"page_number": number, "page_size": size, "total_count": total}
    return {"page": page} if verb.paging == "page" else {}
