"""Invocations, and what came of them."""

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import Page
from scalehook_contracts.script_runner.base import (
    AssistantListing,
    AssistantTag,
    InvocationStatus,
    TagView,
)


class DeliveredView(Part):
    """What became of an output that was to be delivered to OSS; all empty where none was."""

    oss_output_status: str = ""  # `InProgress`, `Finished`, `Failed`
    oss_output_uri: str = ""
    oss_output_error_code: str = ""
    oss_output_error_info: str = ""


class InvokeInstanceView(DeliveredView):
    """An invocation on one instance. `output` only when asked for."""

    instance_id: str
    instance_invoke_status: str
    invocation_status: InvocationStatus
    creation_time: str
    start_time: str
    finish_time: str
    stop_time: str = ""
    update_time: str
    exit_code: Int64 | None = None
    repeats: Int64
    dropped: Int64
    error_code: str
    error_info: str
    output: str | None = None
    timed: bool = False


class InvocationView(Part):
    """An invocation on all its instances."""

    invoke_id: str
    command_id: str
    command_name: str
    command_type: str
    command_description: str
    command_content: str
    creation_time: str
    repeat_mode: str = "Once"
    frequency: str = ""
    timed: bool = False
    parameters: str
    timeout: Int64
    username: str
    working_dir: str
    termination_mode: str = "Process"
    launcher: str = ""
    container_id: str = ""
    container_name: str = ""
    oss_output_delivery: str = ""
    invoke_status: str
    invocation_status: str
    tags: list[TagView] = Listed("Tag")
    invoke_instances: list[InvokeInstanceView] = Listed("InvokeInstance")


class InvocationPage(Page, Reply):
    """One page of invocations."""

    next_token: str = ""
    invocations: list[InvocationView] = Listed("Invocation")


class DescribeInvocations(AssistantListing[InvocationPage]):
    """Lists invocations, newest first. `timed`: those that come again, or those that do not."""

    region_id: str
    invoke_id: str = ""
    command_id: str = ""
    command_name: str = ""
    command_type: str = ""
    instance_id: str = ""
    invoke_status: str = ""
    repeat_mode: str = ""
    timed: bool | None = None
    include_output: bool = False
    content_encoding: str = "Base64"
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")

    def resources(self) -> list[str]:
        """All instances and commands."""
        return ["instance/*", "command/*"]


class InvocationResultView(DeliveredView):
    """What a script said on one instance."""

    invoke_id: str
    command_id: str
    instance_id: str
    invoke_record_status: str
    invocation_status: InvocationStatus
    exit_code: Int64 | None = None
    output: str
    dropped: Int64
    error_code: str
    error_info: str
    start_time: str
    finished_time: str
    stop_time: str = ""
    repeats: Int64
    username: str
    termination_mode: str = "Process"
    launcher: str = ""
    container_id: str = ""
    container_name: str = ""
    oss_output_delivery: str = ""
    tags: list[TagView] = Listed("Tag")


class InvocationResults(Page, Part):
    """One page of results; the paging fields stand in here."""

    next_token: str = ""
    invocation_results: list[InvocationResultView] = Listed("InvocationResult")


class InvocationResultsReply(Reply):
    """The answer of DescribeInvocationResults."""

    invocation: InvocationResults


class DescribeInvocationResults(AssistantListing[InvocationResultsReply]):
    """Lists what scripts said; with `include_history` each time that an invocation has run."""

    region_id: str
    invoke_id: str = ""
    instance_id: str = ""
    command_id: str = ""
    invoke_record_status: str = ""
    include_history: bool = False
    content_encoding: str = "Base64"
    resource_group_id: str = ""
    tags: list[AssistantTag] = Listed("Tag")

    def resources(self) -> list[str]:
        """All instances and commands."""
        return ["instance/*", "command/*"]
