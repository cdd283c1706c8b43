"""Makes commands that are kept."""

import base64

from scalehook.kit import Work
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook_contracts.errors.ecs_commands import CmdCountExceedQuota
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.kept_commands import CommandKept, CreateCommand

FIELDS = (
    "name", "type", "description", "working_dir", "timeout", "enable_parameter", "launcher",
    "resource_group_id", "tags",
)  # fmt: skip


def check_quota(work: Work[State, Settings]) -> None:
    """There is room for one more."""
    if len(work.state.commands) >= work.settings.most_commands:
        raise CmdCountExceedQuota()


def keep(
    command: RunCommand | CreateCommand,
    script: bytes,
    work: Work[State, Settings],
    token: str = "",
    digest: str = "",
) -> str:
    """Keep it; gives back its id."""
    kept = CommandKept(
        command_id=new_command_id(work),
        content=base64.b64encode(script).decode(),
        created_at=work.now.timestamp(),
        token=token,
        digest=digest,
        **{name: getattr(command, name) for name in FIELDS},
    )
    work.record(kept)
    return kept.command_id


def new_command_id(work: Work[State, Settings]) -> str:
    """Of a command, kept or not."""
    return work.new_id("c-hz0", 16)
