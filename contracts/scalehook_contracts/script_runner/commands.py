"""Commands: scripts that are to run on instances."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Reply
from scalehook_contracts.script_runner.base import AssistantOperation
from scalehook_contracts.switches import Off


class CommandRun(Reply):
    """The command and its invocation."""

    command_id: str
    invoke_id: str


class RunCommand(AssistantOperation[CommandRun]):
    """Runs a script on instances, once; answers before it has begun."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "ContainerId", "ContainerName", "Frequency", "Launcher", "OssOutputDelivery",
            "ResourceGroupId", "ResourceTag", "Tag", "TerminationMode", "WindowsPasswordName",
        }
    )  # fmt: skip

    region_id: str
    type: str
    command_content: str
    content_encoding: str = "PlainText"  # or `Base64`; anything else counts as plain
    instance_ids: list[str] = Listed("InstanceId")
    name: str = ""
    description: str = ""
    working_dir: str = Field("", max_length=200)
    username: str = ""
    timeout: int = Field(60, ge=1, le=86400)  # seconds
    enable_parameter: bool = False
    parameters: str = ""  # a JSON object, as text
    repeat_mode: Literal["Once"] = "Once"
    keep_command: bool = False
    timed: Off = False
    client_token: str = Field("", max_length=64)

    def resources(self) -> list[str]:
        """The instances, and commands."""
        return [*(f"instance/{i}" for i in self.instance_ids), "command/*"]


class CommandInvoked(Event):
    """A command is to run on instances."""

    invoke_id: str
    command_id: str
    request: RunCommand
    invoked_at: float
