"""Invocations, and what came of them."""

from pydantic import Field

from scalehook_contracts.base import Listed, Part, Reply
from scalehook_contracts.script_runner.base import AssistantOperation, InvocationStatus


class InvokeInstanceView(Part):
    """An invocation on one instance. `output` only when asked for."""

    instance_id: str
    instance_invoke_status: str
    invocation_status: InvocationStatus
    creation_time: str
    start_time: str
    finish_time: str
    stop_time: str = ""
    update_time: str
    exit_code: int | None = None
    repeats: int
    dropped: int
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
    timeout: int
    username: str
    working_dir: str
    termination_mode: str = "Process"
    invoke_status: str
    invocation_status: str
    invoke_instances: list[InvokeInstanceView] = Listed("InvokeInstance")


class InvocationPage(Reply):
    """One page of invocations."""

    page_number: int
    page_size: int
    total_count: int
    next_token: str = ""
    invocations: list[InvocationView] = Listed("Invocation")


class DescribeInvocations(AssistantOperation[InvocationPage]):
    """Lists invocations, newest first."""

    region_id: str
    invoke_id: str = ""
    command_id: str = ""
    command_name: str = ""
    command_type: str = ""
    instance_id: str = ""
    invoke_status: str = ""
    include_output: bool = False
    content_encoding: str = "Base64"
    page_number: int = Field(1, ge=1)
    page_size: int = Field(10, ge=1, le=50)

    def resources(self) -> list[str]:
        """All instances and commands."""
        return ["instance/*", "command/*"]


class InvocationResultView(Part):
    """What a script said on one instance."""

    invoke_id: str
    command_id: str
    instance_id: str
    invoke_record_status: str
    invocation_status: InvocationStatus
    exit_code: int | None = None
    output: str
    dropped: int
    error_code: str
    error_info: str
    start_time: str
    finished_time: str
    stop_time: str = ""
    repeats: int
    username: str
    termination_mode: str = "Process"


class InvocationResults(Part):
    """One page of results; the paging fields stand in here."""

    page_number: int
    page_size: int
    total_count: int
    next_token: str = ""
    invocation_results: list[InvocationResultView] = Listed("InvocationResult")


class InvocationResultsReply(Reply):
    """The answer of DescribeInvocationResults."""

    invocation: InvocationResults


class DescribeInvocationResults(AssistantOperation[InvocationResultsReply]):
    """Lists what scripts said."""

    region_id: str
    invoke_id: str = ""
    instance_id: str = ""
    command_id: str = ""
    invoke_record_status: str = ""
    content_encoding: str = "Base64"
    page_number: int = Field(1, ge=1)
    page_size: int = Field(10, ge=1, le=50)

    def resources(self) -> list[str]:
        """All instances and commands."""
        return ["instance/*", "command/*"]
