"""Tags of scaling groups."""

from collections.abc import Iterable, Iterator
from itertools import chain

from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook.kit.shelves import Found, Mark
from scalehook.scaling_controller import modifying, tag_checks
from scalehook.scaling_controller.lookups import changeable, group_of, required
from scalehook.scaling_controller.settings import Settings
from scalehook.scaling_controller.state import Group, State
from scalehook.scaling_controller.views.tags import tag_views
from scalehook_contracts.base import Done
from scalehook_contracts.errors.scaling_groups import MissingParameterTagKey
from scalehook_contracts.scaling_controller.tags import (
    GroupTag,
    ListTagKeys,
    ListTagResources,
    ListTagValues,
    TagKeyPage,
    TagResourcePage,
    TagResources,
    TagValuePage,
    UntagResources,
)

ON_A_PAGE = 50  # of the listing whose pages have no size


def tag_resources(command: TagResources, work: Work[State, Settings]) -> Done:
    """The groups have these tags, too; all of them or none."""
    groups = _groups(command, work)
    required("Tags", command.tags)
    tag_checks.check(command.tags)
    tagged = [(group, _with(group, command.tags)) for group in groups]
    for _, tags in tagged:
        tag_checks.check_amount(tags)
    for group, tags in tagged:
        _settle(group, tags, work)
    return Done()


def untag_resources(command: UntagResources, work: Work[State, Settings]) -> Done:
    """The groups have tags with these keys no more."""
    groups = _groups(command, work)
    if not command.all:
        required("TagKeys", command.tag_keys)
    gone = set(command.tag_keys)
    for group in groups:
        _settle(group, [tag for tag in group.request.tags if gone and tag.key not in gone], work)
    return Done()


def list_tag_resources(command: ListTagResources, work: Work[State, Settings]) -> TagResourcePage:
    """The tags of the groups that are asked for, by id or by tags."""
    tag_checks.check_resources(command.region_id, command.resource_type, work)
    required("ResourceIds", command.resource_ids or command.tags)
    if not all(tag.key for tag in command.tags):
        raise MissingParameterTagKey()
    views = chain.from_iterable(tag_views(group) for group in _found(command, work.state))
    chosen, token = next_page(views, command.next_token, ON_A_PAGE)
    return TagResourcePage(next_token=token, tag_resources=list(chosen))


def list_tag_keys(command: ListTagKeys, work: Work[State, Settings]) -> TagKeyPage:
    """The keys of all groups' tags, in order."""
    tag_checks.check_resources(command.region_id, command.resource_type, work)
    chosen, token = next_page(work.state.catalogue.tags.keys(), command.next_token, command.page_size)
    return TagKeyPage(page_size=command.page_size, next_token=token, keys=list(chosen))


def list_tag_values(command: ListTagValues, work: Work[State, Settings]) -> TagValuePage:
    """The values of this key, in order."""
    tag_checks.check_resources(command.region_id, command.resource_type, work)
    tag_checks.check_keys([command.key])
    values = work.state.catalogue.tags.values(command.key)
    chosen, token = next_page(values, command.next_token, command.page_size)
    return TagValuePage(page_size=command.page_size, next_token=token, values=list(chosen))


def _groups(command: TagResources | UntagResources, work: Work[State, Settings]) -> list[Group]:
    tag_checks.check_resources(command.region_id, command.resource_type, work)
    required("ResourceIds", command.resource_ids)
    ids = dict.fromkeys(command.resource_ids)
    return [changeable(group_of(group_id, work.state)) for group_id in ids]


def _with(group: Group, tags: Iterable[GroupTag]) -> list[GroupTag]:
    """The group's tags and these; of two with one key, the one that is given."""
    return list({tag.key: tag for tag in chain(group.request.tags, tags)}.values())


def _settle(group: Group, tags: list[GroupTag], work: Work[State, Settings]) -> None:
    if tags != group.request.tags:
        modifying.settle(group, group.request.model_copy(update={"tags": tags}), work)


def _found(command: ListTagResources, state: State) -> Iterator[Group]:
    choices: list[list[Mark]] = [[("tag", tag.key, tag.value)] for tag in command.tags]
    found: Found[Group] = state.catalogue.groups.find(*choices, keys=command.resource_ids or None)
    return iter(found)
