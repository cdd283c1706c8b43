"""Tags of roles and policies."""

from collections.abc import Iterator, Sequence

from scalehook.access_control.listing import has_all
from scalehook.access_control.lookups import check_policy, role_of
from scalehook.access_control.settings import Settings
from scalehook.access_control.state import State
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook_contracts.access_control.tags import (
    MOST_TAGS,
    ListTagResources,
    ResourcesTagged,
    ResourcesUntagged,
    ResourceType,
    TagResourcePage,
    TagResources,
    TagResourceView,
    UntagResources,
)
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import InvalidParameter, MissingNamedParameter
from scalehook_contracts.errors.ram import LimitExceededTag
from scalehook_contracts.errors.ram_parameters import IncorrectParameter


def tag_resources(command: TagResources, work: Work[State, Settings]) -> Done:
    """All of them, or none."""
    _required("ResourceNames", command.resource_names)
    _required("Tag", command.tags)
    resources = _named(command.resource_type, command.resource_names, work)
    tags = {tag.key: tag.value for tag in command.tags}
    for resource in resources:
        if len(work.state.tags.get(resource, {}) | tags) > MOST_TAGS:
            raise LimitExceededTag()
    work.record(ResourcesTagged(resources=resources, tags=tags))
    return Done()


def untag_resources(command: UntagResources, work: Work[State, Settings]) -> Done:
    """Keys that are not there are no error; without keys and `All` there is nothing to do."""
    _required("ResourceNames", command.resource_names)
    resources = _named(command.resource_type, command.resource_names, work)
    keys = list(command.tag_keys)
    if command.all and not keys:
        keys = list({key: None for each in resources for key in work.state.tags.get(each, {})})
    if keys:
        work.record(ResourcesUntagged(resources=resources, tag_keys=keys))
    return Done()


def list_tag_resources(command: ListTagResources, work: Work[State, Settings]) -> TagResourcePage:
    """Tag by tag, as the resources were tagged."""
    try:
        page, token = next_page(_tags(command, work), command.next_token, command.page_size)
    except InvalidParameter as problem:
        raise IncorrectParameter(name="NextToken") from problem
    return TagResourcePage(next_token=token, tag_resources=list(page))


def _required(name: str, given: Sequence[object]) -> None:
    if not given:
        raise MissingNamedParameter(name=name)


def _tags(command: ListTagResources, work: Work[State, Settings]) -> Iterator[TagResourceView]:
    kind, state = command.resource_type, work.state
    named = _named(kind, command.resource_names, work)
    for resource in named or [each for each in state.tags if each.startswith(f"{kind}/")]:
        if has_all(resource, command.tags, state):
            name = _called(kind, resource.partition("/")[2], state)
            for key, value in state.tags.get(resource, {}).items():
                yield TagResourceView(
                    resource_type=kind, resource_name=name, tag_key=key, tag_value=value
                )


def _named(kind: ResourceType, names: list[str], work: Work[State, Settings]) -> list[str]:
    """As tags know them; the documented error for one that is not there."""
    for name in names:
        if kind == "role":
            role_of(name, work)
        else:
            check_policy("Custom", name, work.state)
    return [f"{kind}/{name.lower()}" for name in dict.fromkeys(names)]


def _called(kind: ResourceType, key: str, state: State) -> str:
    """With its letters as they were given."""
    return state.roles[key].role_name if kind == "role" else state.policies[key].policy_name
