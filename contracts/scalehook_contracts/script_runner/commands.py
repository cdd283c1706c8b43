"""Commands that run at once: scripts, and the instances that they are for."""

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Reply
from scalehook_contracts.lasting_callers import LastingCaller
from scalehook_contracts.script_runner.base import AssistantOperation, AssistantTag
from scalehook_contracts.script_runner.stored_names import Borrower, FindStoredNames


class CommandRun(Reply):
    """The command and its invocation."""

    command_id: str
    invoke_id: str


class RunCommand(Borrower, LastingCaller, AssistantOperation[CommandRun]):
    """Runs a script on instances: at once, at certain times, or when they start; answers before it has
    begun.
    """

    region_id: str
    type: str
    command_content: str
    content_encoding: str = "PlainText"  # or `Base64`; anything else counts as plain
    instance_ids: list[str] = Listed("InstanceId")
    resource_tags: list[AssistantTag] = Listed("ResourceTag")
    name: str = ""
    description: str = ""
    working_dir: str = ""
    username: str = ""
    windows_password_name: str = ""
    timeout: int = Field(60, ge=1, le=86400)  # seconds
    enable_parameter: bool = False
    parameters: str = ""  # a JSON object, as text
    repeat_mode: str = "Once"
    frequency: str = ""
    termination_mode: str = ""
    launcher: str = Field("", max_length=1024)
    container_id: str = ""
    container_name: str = ""
    oss_output_delivery: str = ""  # `oss://bucket/prefix`
    keep_command: bool = False
    timed: bool = False  # says nothing any more
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")
    client_token: str = ""

    def resources(self) -> list[str]:
        """The instances, and commands."""
        return [*instances(self.instance_ids), "command/*"]

    def question_before(self) -> FindStoredNames | None:
        """What the script takes, if it has parameters at all."""
        if not self.enable_parameter:
            return None
        given = {"command_content", "content_encoding", "parameters"}
        return FindStoredNames(**self.model_dump(include=given))


class CommandInvoked(Event):
    """A command is to run on instances. `request` has what it was invoked with; `token` is what the call
    is known by, where a command was invoked that there was already. `caller`: on whose behalf it takes
    parameters from the Parameter Store, or puts objects, if it does; the request has what bounds that.
    """

    invoke_id: str
    command_id: str
    request: RunCommand
    invoked_at: float
    token: str = ""
    digest: str = ""
    caller: str = ""


def instances(ids: list[str]) -> list[str]:
    """What RAM checks: these instances, or all where none is named."""
    return [f"instance/{instance_id}" for instance_id in ids] or ["instance/*"]
