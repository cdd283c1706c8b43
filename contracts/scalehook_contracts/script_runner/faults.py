"""Faults on purpose: scripts that do something else than they say. For tests."""

from typing import Annotated, Literal

from pydantic import Field

from scalehook_contracts.base import Caution, Command, Done, Listed, Part, Reply
from scalehook_contracts.numbers import Int64

ScriptFaultKind = Literal["hang_script", "fail_script", "flood_script"]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Skipped = Annotated[int, Field(ge=0, le=1_000_000)]


class ScriptFault(Part):
    """One fault. It fits runs on this instance, of this command (its id or name), of scripts that
    contain this text; empty: any. Of those that fit, the first `skip` go by, then every `every`-th is
    struck, `times` in all: it is not run, and ends with this exit code and output, or `error_code`, or
    never.
    """

    fault_id: str
    kind: ScriptFaultKind
    instance: str = ""
    command: str = ""
    contains: str = ""
    times: Count | None = None
    skip: Skipped = 0
    every: Count = 1
    exit_code: Annotated[int, Field(ge=0, le=255)] = 0
    output: Annotated[str, Field(max_length=24 * 1024)] = ""
    error_code: str = ""
    size: Annotated[int, Field(ge=0, le=2**40)] = 0  # bytes of a flood


class ScriptFaultCount(Part):
    """So many runs have come that a fault fits, and so many of them were struck."""

    fault: ScriptFault
    seen: Int64
    fired: Int64


class ScriptFaultCounts(Reply):
    """All faults that are there; or those that were, as they were removed."""

    counts: list[ScriptFaultCount] = Listed("Count")


class ScriptFaultStruck(Caution):
    """A script goes wrong on purpose."""

    fault_id: str
    kind: ScriptFaultKind
    invoke_id: str
    instance_id: str


class AddScriptFault(Command[Done]):
    """One more; the same once more changes nothing."""

    fault: ScriptFault


class RemoveScriptFaults(Command[ScriptFaultCounts]):
    """One less, or (without an id) all. A script that hangs because of it hangs on."""

    fault_id: str = ""


class DescribeScriptFaults(Command[ScriptFaultCounts]):
    """How often each has fired."""
