"""Files that are sent to instances."""

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Intent, Listed, Part, Reply
from scalehook_contracts.guests import Guest
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page
from scalehook_contracts.script_runner.base import (
    AssistantListing,
    AssistantOperation,
    AssistantTag,
    TagView,
)
from scalehook_contracts.script_runner.commands import instances


class FileSending(Reply):
    """The id by which its results are found."""

    invoke_id: str


class SendFile(AssistantOperation[FileSending]):
    """Writes a file on instances; answers before it is there."""

    region_id: str
    name: str
    target_dir: str
    content: str
    content_type: str = "PlainText"
    description: str = ""
    file_owner: str = "root"
    file_group: str = "root"
    file_mode: str = "0644"
    overwrite: bool = False
    timeout: int = Field(60, ge=-(2**63), le=86400)  # seconds; less than 10 count as 10
    instance_ids: list[str] = Listed("InstanceId")
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")
    client_token: str = ""

    def resources(self) -> list[str]:
        """The instances."""
        return instances(self.instance_ids)


class SentFileInstanceView(Part):
    """A file on one instance."""

    instance_id: str
    invocation_status: str
    creation_time: str
    start_time: str
    finish_time: str
    update_time: str
    error_code: str
    error_info: str


class SentFileView(Part):
    """A file, and what came of it on all its instances."""

    invoke_id: str
    name: str
    target_dir: str
    content: str
    content_type: str
    description: str
    file_owner: str
    file_group: str
    file_mode: str
    overwrite: str  # `true` or `false`
    creation_time: str
    vm_count: Int64
    invocation_status: str
    tags: list[TagView] = Listed("Tag")
    invoke_instances: list[SentFileInstanceView] = Listed("InvokeInstance")


class SentFilePage(Page, Reply):
    """One page of files."""

    next_token: str = ""
    invocations: list[SentFileView] = Listed("Invocation")


class DescribeSendFileResults(AssistantListing[SentFilePage]):
    """Lists files that were sent, newest first."""

    region_id: str
    invoke_id: str = ""
    instance_id: str = ""
    name: str = ""
    invocation_status: str = ""
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")

    def resources(self) -> list[str]:
        """All instances."""
        return ["instance/*"]


class FileSent(Event):
    """A file is on its way to instances. `digest`: the call, where it has a token."""

    invoke_id: str
    request: SendFile
    sent_at: float
    digest: str = ""


class FileArrived(Event):
    """The file is on an instance; or it is not, and why."""

    invoke_id: str
    instance_id: str
    error_code: str = ""
    error_info: str = ""
    ended_at: float


class WriteFile(Intent):
    """Write a file in the root of an instance."""

    invoke_id: str
    instance_id: str
    name: str
    target_dir: str
    content: str  # Base64
    file_owner: str
    file_group: str
    file_mode: str
    overwrite: bool = False
    guest: Guest = Guest()


class RecordFile(Command[Done]):
    """The file was written, or not."""

    invoke_id: str
    instance_id: str
    error_code: str = ""


class TimeOutFile(Command[Done]):
    """The file should be there by now."""

    invoke_id: str
    instance_id: str
