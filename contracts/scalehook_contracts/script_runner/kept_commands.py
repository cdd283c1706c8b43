"""Commands that are kept, to be invoked again and again."""

from pydantic import Field

from scalehook_contracts.base import Blankable, Done, Event, Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page
from scalehook_contracts.script_runner.base import (
    AssistantListing,
    AssistantOperation,
    AssistantTag,
    TagView,
)


class CommandCreation(Reply):
    """The new command's id."""

    command_id: str


class CreateCommand(AssistantOperation[CommandCreation]):
    """Keeps a script."""

    region_id: str
    name: str
    type: str
    command_content: str
    content_encoding: str = "Base64"  # or `PlainText`; anything else counts as Base64
    description: str = ""
    working_dir: str = ""
    timeout: int = Field(60, ge=1, le=86400)  # seconds
    enable_parameter: bool = False
    launcher: str = Field("", max_length=1024)
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")
    client_token: str = ""

    def resources(self) -> list[str]:
        """Commands."""
        return ["command/*"]


class ModifyCommand(AssistantOperation[Done]):
    """Changes what is given of a command. The content cannot be changed any more: one that is given is
    checked and has no effect, as documented.
    """

    region_id: str
    command_id: str
    name: str = ""
    description: str | None = Blankable()
    working_dir: str | None = Blankable()
    timeout: int | None = Field(None, ge=1, le=86400)  # seconds
    launcher: str | None = Blankable(max_length=1024)
    command_content: str = ""

    def resources(self) -> list[str]:
        """The command."""
        return [f"command/{self.command_id}"]


class DeleteCommand(AssistantOperation[Done]):
    """Deletes a command that nothing runs; what came of it can still be looked at."""

    region_id: str
    command_id: str

    def resources(self) -> list[str]:
        """The command."""
        return [f"command/{self.command_id}"]


class ParameterDefinitionView(Part):
    """A parameter of a public command; other commands have only names."""

    parameter_name: str
    description: str = ""
    default_value: str = ""
    required: bool = True
    pattern_regex: str = ""


class CommandView(Part):
    """A command that is kept."""

    command_id: str
    name: str
    type: str
    description: str
    command_content: str
    working_dir: str
    timeout: Int64
    creation_time: str
    enable_parameter: bool
    parameter_names: list[str] = Listed("ParameterName")
    parameter_definitions: list[ParameterDefinitionView] = Listed("ParameterDefinition")
    invoke_times: Int64
    provider: str = "User"
    version: Int64 = 1
    latest: bool = True
    category: str = ""
    launcher: str
    resource_group_id: str
    tags: list[TagView] = Listed("Tag")


class CommandPage(Page, Reply):
    """One page of commands."""

    next_token: str = ""
    commands: list[CommandView] = Listed("Command")


class DescribeCommands(AssistantListing[CommandPage]):
    """Lists commands that are kept, newest first. There are no public ones."""

    region_id: str
    command_id: str = ""
    name: str = ""  # `*` stands for any text
    type: str = ""
    description: str = ""  # `*` stands for any text
    provider: str = ""
    latest: bool = False  # of public commands
    content_encoding: str = "Base64"
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")

    def resources(self) -> list[str]:
        """All commands."""
        return ["command/*"]


class CommandKept(Event):
    """There is a command from now on. `token` and `digest`: the call that made it."""

    command_id: str
    name: str
    type: str
    content: str  # Base64
    description: str = ""
    working_dir: str = ""
    timeout: Int64
    enable_parameter: bool = False
    launcher: str = ""
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")
    created_at: float
    token: str = ""
    digest: str = ""


class CommandModified(Event):
    """A command is now like this."""

    command_id: str
    name: str
    description: str
    working_dir: str
    timeout: Int64
    launcher: str


class CommandDeleted(Event):
    """A command is gone."""

    command_id: str
