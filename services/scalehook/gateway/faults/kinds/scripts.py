"""Faults of scripts that run on instances."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scalehook.gateway.faults.kinds.base import Name, Owner, Turned

ErrorCode = Literal[
    "", "AccountNotExists", "ClientIsUpgrading", "ClientNeedUpgrade", "ClientNotResponse",
    "ClientNotRunning", "CommandNotApplicable", "DeliveryTimeout", "DirectoryNotExists",
    "ExecutionException", "ExecutionInterrupted",
]  # fmt: skip


class OfScripts(Turned):
    """Fits runs on this instance, of this command (its name), of scripts that contain this text. Such a
    script is not run.
    """

    owner: ClassVar[Owner] = "script_runner"
    instance: Name = ""
    command: Name = ""
    contains: Name = ""


class HangScript(OfScripts):
    """It never ends, but by its time-out."""

    kind: Literal["hang_script"]


class FailScript(OfScripts):
    """It ends with this exit code and output; or could not be run at all, for `error_code`, as when the
    agent does not run (`ClientNotRunning`) or the command does not reach it in a minute
    (`DeliveryTimeout`).
    """

    kind: Literal["fail_script"]
    exit_code: Annotated[int, Field(ge=0, le=255, strict=True)] = 1
    output: Annotated[str, Field(max_length=24 * 1024)] = ""
    error_code: ErrorCode = ""


class FloodScript(OfScripts):
    """It ends well, and says so many bytes, of which the cloud keeps the last."""

    kind: Literal["flood_script"]
    size: Annotated[int, Field(ge=1, le=2**40, strict=True)] = 16 * 2**20
    exit_code: Annotated[int, Field(ge=0, le=255, strict=True)] = 0
