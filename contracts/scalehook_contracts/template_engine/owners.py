"""The tags of what OOS has: for RAM."""

from scalehook_contracts.base import Command
from scalehook_contracts.ownership import TagsFound


class FindOosTags(Command[TagsFound]):
    """The tags of the templates, executions and parameters among these resources, which are ARNs."""

    resources: list[str]
