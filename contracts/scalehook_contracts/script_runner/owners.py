"""The tags of commands: for RAM."""

from scalehook_contracts.base import Command
from scalehook_contracts.ownership import TagsFound


class FindCommandTags(Command[TagsFound]):
    """The tags of the commands among these resources, which are ARNs."""

    resources: list[str]
