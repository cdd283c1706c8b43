"""A command that is kept."""

from dataclasses import dataclass, field

from scalehook_contracts.script_runner.base import AssistantTag


@dataclass
class KeptCommand:
    """A script with a name. `token` and `digest`: the call that made it, where it had a token."""

    command_id: str
    name: str
    type: str
    content: str  # Base64
    description: str
    working_dir: str
    timeout: int
    enable_parameter: bool
    launcher: str
    resource_group_id: str
    tags: list[AssistantTag]
    created_at: float
    token: str = ""
    digest: str = ""
    invoke_times: int = field(default=0)
