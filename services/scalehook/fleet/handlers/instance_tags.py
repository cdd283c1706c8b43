"""Tags of instances."""

from scalehook.fleet import tag_checks
from scalehook.fleet.filters import tag_choices
from scalehook.fleet.lookups import check_region
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import Instance, State
from scalehook.kit import Work
from scalehook.kit.api.paging import next_page
from scalehook_contracts.base import Done
from scalehook_contracts.errors.common import MissingParameter
from scalehook_contracts.errors.ecs_instances import (
    InvalidResourceIdNotFound,
    InvalidResourceTypeNotFound,
    MissingParameterTags,
    NumberExceedResourceIds,
    NumberExceedTags,
    OperationDeniedQuotaExceed,
)
from scalehook_contracts.fleet.base import InstanceTag
from scalehook_contracts.fleet.instance_tags import (
    ListTagResources,
    TagResourcePage,
    TagResources,
    TagResourceView,
    UntagResources,
)
from scalehook_contracts.fleet.instances import InstanceTagged

MOST_RESOURCES = 50
PAGE = 50
KIND = "instance"


def tag_resources(command: TagResources, work: Work[State, Settings]) -> Done:
    """Each instance gets the tags."""
    instances = _named(command, work)
    if not command.tags:
        raise MissingParameterTags()
    tag_checks.check(command.tags, NumberExceedTags)
    new = {tag.key: tag for tag in command.tags}
    all_of = {each.instance_id: {tag.key: tag for tag in each.created.tags} | new for each in instances}
    if any(len(tags) > tag_checks.MOST for tags in all_of.values()):
        raise OperationDeniedQuotaExceed()
    for instance_id, tags in all_of.items():
        work.record(InstanceTagged(instance_id=instance_id, tags=list(tags.values())))
    return Done()


def untag_resources(command: UntagResources, work: Work[State, Settings]) -> Done:
    """Each instance loses the tags; ones that it has not are passed over."""
    instances = _named(command, work)
    if not command.tag_keys and not command.all:
        raise MissingParameterTags()
    if len(command.tag_keys) > tag_checks.MOST:
        raise NumberExceedTags()
    gone = set(command.tag_keys)
    for each in instances:
        left = [tag for tag in each.created.tags if gone and tag.key not in gone]
        work.record(InstanceTagged(instance_id=each.instance_id, tags=left))
    return Done()


def list_tag_resources(command: ListTagResources, work: Work[State, Settings]) -> TagResourcePage:
    """The tags of instances; unknown ids are passed over."""
    _check(command, work)
    if not command.resource_ids and not command.tags:
        raise MissingParameter(name="ResourceId.1")
    keys = dict.fromkeys(command.resource_ids) or None
    found = work.state.register.shelves.find(*tag_choices(command.tags), keys=keys)
    views = (_view(each, tag) for each in found for tag in each.tags)
    chosen, token = next_page(views, command.next_token, PAGE)
    return TagResourcePage(next_token=token, tag_resources=list(chosen))


def _named(command: TagResources | UntagResources, work: Work[State, Settings]) -> list[Instance]:
    _check(command, work)
    if not command.resource_ids:
        raise MissingParameter(name="ResourceId.1")
    known = work.state.instances
    if not all(each in known for each in command.resource_ids):
        raise InvalidResourceIdNotFound()
    return [known[each] for each in dict.fromkeys(command.resource_ids)]


def _check(
    command: TagResources | UntagResources | ListTagResources, work: Work[State, Settings]
) -> None:
    check_region(command.region_id, work)
    if command.resource_type.lower() != KIND:
        raise InvalidResourceTypeNotFound()
    if len(command.resource_ids) > MOST_RESOURCES:
        raise NumberExceedResourceIds()


def _view(instance: Instance, tag: InstanceTag) -> TagResourceView:
    return TagResourceView(
        resource_id=instance.instance_id,
        resource_type=KIND,
        tag_key=tag.key,
        tag_value=tag.value,
    )
