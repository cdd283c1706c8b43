"""A call says what one resource is."""

from typing import Any

from scalehook.kit import Work
from scalehook.resource_provider.finding import keep, resources_of
from scalehook.resource_provider.reading import several
from scalehook.resource_provider.settings import Settings
from scalehook.resource_provider.state import Resource, State
from scalehook.resource_provider.verbs.answers import filled
from scalehook_contracts.base import Reply
from scalehook_contracts.resource_provider.base import ResourceOperation
from scalehook_contracts.resource_provider.declaration import Shows


def show(operation: ResourceOperation[Any], work: Work[State, Settings]) -> Reply:
    """Its attributes, and texts that are made of them."""
    verb = operation.call.verb
    assert isinstance(verb, Shows)
    (resource,) = resources_of(operation, verb.id, work)
    keep([resource], work)
    words = _words(operation, verb, resource, work)
    values = {name: resource.get(source) for name, source in verb.answers.items()}
    texts = {name: text.format_map(words) for name, text in verb.texts.items()}
    return filled(operation, values | texts)


def _words(
    operation: ResourceOperation[Any], verb: Shows, resource: Resource, work: Work[State, Settings]
) -> dict[str, str]:
    words = {"RegionId": work.settings.region}
    words |= {name: str(value) for name, value in resource.attributes().items()}
    for parameter in operation.call.parameters:
        given = "".join(several(operation, parameter.name)[:1]) if parameter.type != "number" else ""
        said = given or ("" if parameter.type != "number" else str(operation.value(parameter.name)))
        mapped = verb.words.get(parameter.name, {}).get(said, said)
        if mapped or parameter.name not in words:
            words[parameter.name] = mapped
    return words
