"""The tags of commands: for RAM."""

from scalehook.kit import Work
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook_contracts.arn import Arn
from scalehook_contracts.ownership import TagsFound
from scalehook_contracts.script_runner.owners import FindCommandTags


def find_command_tags(command: FindCommandTags, work: Work[State, Settings]) -> TagsFound:
    """Of commands that are kept."""
    tags = {}
    for resource in command.resources:
        arn = Arn.parse(resource)
        kept = work.state.commands.get(arn.name) if arn.kind == "command" else None
        if kept is not None and kept.tags:
            tags[resource] = {tag.key: tag.value for tag in kept.tags}
    return TagsFound(tags=tags)
