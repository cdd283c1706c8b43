"""Invocations of commands that are kept, and how invocations are stopped."""

from pydantic import Field

from scalehook_contracts.base import Done, Listed, Reply
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.script_runner.base import AssistantOperation, AssistantTag
from scalehook_contracts.script_runner.commands import instances
from scalehook_contracts.script_runner.stored_names import Borrower, FindStoredNames


class CommandInvocation(Reply):
    """The new invocation's id."""

    invoke_id: str


class InvokeCommand(Borrower, LastingCaller, AssistantOperation[CommandInvocation]):
    """Runs a command that is kept: at once, at certain times, or when instances start."""

    region_id: str
    command_id: str
    instance_ids: list[str] = Listed("InstanceId")
    resource_tags: list[AssistantTag] = Listed("ResourceTag")
    parameters: str = ""  # a JSON object, as text
    repeat_mode: str = "Once"
    frequency: str = ""
    timeout: int | None = Field(None, ge=10, le=86400)  # seconds; None: the command's
    working_dir: str = ""  # none: the command's; so the launcher
    username: str = ""
    windows_password_name: str = ""
    termination_mode: str = ""
    launcher: str = Field("", max_length=1024)
    container_id: str = ""
    container_name: str = ""
    oss_output_delivery: str = ""  # `oss://bucket/prefix`
    timed: bool = False  # says nothing any more
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")
    client_token: str = ""

    def resources(self) -> list[str]:
        """The instances, and the command."""
        return [*instances(self.instance_ids), f"command/{self.command_id}"]

    def question_before(self) -> FindStoredNames:
        """What the command takes."""
        return FindStoredNames(command_id=self.command_id, parameters=self.parameters)


class StopInvocation(AssistantOperation[Done]):
    """Stops what runs of an invocation, and what waits for its time; on these instances, or on all."""

    region_id: str
    invoke_id: str
    instance_ids: list[str] = Listed("InstanceId")

    def resources(self) -> list[str]:
        """The instances, and commands."""
        return [*instances(self.instance_ids), "command/*"]
