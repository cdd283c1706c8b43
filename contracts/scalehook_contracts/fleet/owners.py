"""The tags of instances: for RAM."""

from scalehook_contracts.base import Command
from scalehook_contracts.ownership import TagsFound


class FindInstanceTags(Command[TagsFound]):
    """The tags of the instances among these resources, which are ARNs."""

    resources: list[str]
