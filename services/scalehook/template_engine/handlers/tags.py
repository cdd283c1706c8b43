"""Tags of templates and of what the Parameter Store has."""

from collections.abc import Iterator, Mapping

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.state.events.tags import ResourcesTagged
from scalehook.template_engine.texts import MOST_TAGS, json_texts, tags_in
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.oos import (
    EntityNotExistsParameter,
    EntityNotExistsSecretParameter,
    EntityNotExistsTemplate,
    InvalidTemplateParameter,
)
from scalehook_contracts.template_engine.tags import (
    ListTagKeys,
    ListTagResources,
    ListTagValues,
    TaggedResources,
    TagKeyList,
    TagResource,
    TagResourceList,
    TagResources,
    TagValueList,
    UntagResources,
)

KINDS = ("template", "parameter", "secretparameter")
MISSING = {
    "template": EntityNotExistsTemplate,
    "parameter": EntityNotExistsParameter,
    "secretparameter": EntityNotExistsSecretParameter,
}
PAGE = 50


def tag_resources(command: TagResources, work: Work[State, Settings]) -> Done:
    """Values that a key has already are replaced."""
    tags = tags_in(command.tags)
    if not tags:
        raise InvalidParameter(name="Tags")
    changed = {name: {**has, **tags} for name, has in _named(command, work).items()}
    if any(len(each) > MOST_TAGS for each in changed.values()):
        raise InvalidTemplateParameter(why=f"a resource has no more than {MOST_TAGS} tags")
    work.record(ResourcesTagged(kind=command.resource_type, tags=changed))
    return Done()


def untag_resources(command: UntagResources, work: Work[State, Settings]) -> Done:
    """Keys that it does not have are passed over."""
    keys = set(json_texts("TagKeys", command.tag_keys))
    if bool(keys) is command.all:
        raise InvalidTemplateParameter(why="either TagKeys or All")
    changed = {
        name: {key: value for key, value in has.items() if not command.all and key not in keys}
        for name, has in _named(command, work).items()
    }
    work.record(ResourcesTagged(kind=command.resource_type, tags=changed))
    return Done()


def list_tag_resources(command: ListTagResources, work: Work[State, Settings]) -> TaggedResources:
    """One entry for each tag."""
    ids, wanted = json_texts("ResourceIds", command.resource_ids), tags_in(command.tags)
    found = [
        TagResource(resource_id=name, resource_type=command.resource_type, tag_key=key, tag_value=value)
        for name, has in sorted(_tagged(command.resource_type, work.state).items())
        if (not ids or name in ids) and wanted.items() <= has.items()
        for key, value in sorted(has.items())
    ]
    chosen, token = next_page(found, command.next_token, PAGE)
    return TaggedResources(tag_resources=TagResourceList(tag_resource=list(chosen)), next_token=token)


def list_tag_keys(command: ListTagKeys, work: Work[State, Settings]) -> TagKeyList:
    """Each once, by name."""
    found = sorted({key for has in _all(command.resource_type, work.state) for key in has})
    chosen, token = next_page(found, command.next_token, command.max_results)
    return TagKeyList(keys=list(chosen), max_results=command.max_results, next_token=token)


def list_tag_values(command: ListTagValues, work: Work[State, Settings]) -> TagValueList:
    """Each once, by name."""
    tagged = _all(command.resource_type, work.state)
    found = sorted({has[command.key] for has in tagged if command.key in has})
    chosen, token = next_page(found, command.next_token, command.max_results)
    return TagValueList(values=list(chosen), max_results=command.max_results, next_token=token)


def _named(
    command: TagResources | UntagResources, work: Work[State, Settings]
) -> dict[str, Mapping[str, str]]:
    """The tags that they have now; all of them must be there."""
    ids = list(dict.fromkeys(json_texts("ResourceIds", command.resource_ids)))
    if not 0 < len(ids) <= PAGE:
        raise InvalidParameter(name="ResourceIds")
    known = _tagged(command.resource_type, work.state)
    if any(name not in known for name in ids):
        raise MISSING[command.resource_type]()
    return {name: known[name] for name in ids}


def _tagged(kind: str, state: State) -> dict[str, Mapping[str, str]]:
    """Templates of the account's own, or what the Parameter Store has."""
    if kind == "template":
        return {name: each.tags for name, each in state.templates.items() if not each.public}
    stored = state.stored(secret=kind == "secretparameter")
    return {name: each.tags for name, each in stored.items()}


def _all(kind: str, state: State) -> Iterator[Mapping[str, str]]:
    for each in [kind] if kind else KINDS:
        yield from _tagged(each, state).values()
