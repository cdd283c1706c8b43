"""The tags of instances: for RAM."""

from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.kit import Work
from scalehook_contracts.arn import Arn
from scalehook_contracts.fleet.owners import FindInstanceTags
from scalehook_contracts.ownership import TagsFound


def find_instance_tags(command: FindInstanceTags, work: Work[State, Settings]) -> TagsFound:
    """Of instances that are there."""
    tags = {}
    for resource in command.resources:
        instance = work.state.instances.get(Arn.parse(resource).name)
        if instance is not None and instance.tags:
            tags[resource] = {tag.key: tag.value for tag in instance.tags}
    return TagsFound(tags=tags)
