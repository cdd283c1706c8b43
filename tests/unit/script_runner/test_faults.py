"""Scripts that do something else than they say, on purpose."""

import asyncio
import base64
from typing import Any

import pytest

from scalehook.kit import Outside
from scalehook.script_runner.effects import run_script
from scalehook.script_runner.settings import Settings
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.fleet.instances import InstanceCreated, InstanceRunning
from scalehook_contracts.script_runner.commands import RunCommand
from scalehook_contracts.script_runner.faults import (
    AddScriptFault,
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFault,
)
from scalehook_contracts.script_runner.runs import RecordScriptResult, RunScript
from support.assistant import attentive


@pytest.fixture
def assistant() -> Rehearsal:
    """Two running instances."""
    rehearsal = attentive()
    for name in ("i-1", "i-2"):
        created = InstanceCreated(instance_id=name, private_ip_address="", zone_id="", created_at=0)
        rehearsal.tell(created)
        rehearsal.tell(InstanceRunning(instance_id=name))
    return rehearsal


def fault(kind: str = "fail_script", fault_id: str = "f1", **more: Any) -> ScriptFault:
    return ScriptFault.model_validate({"fault_id": fault_id, "kind": kind, **more})


def run(assistant: Rehearsal, text: str = "drain") -> list[str]:
    """Which fault takes the place of each run, on the two instances; empty: none."""
    begun = len(assistant.begun)
    command = RunCommand(
        region_id="cn-hangzhou", type="RunShellScript", command_content=text, name="c",
        instance_ids=["i-1", "i-2"],
    )  # fmt: skip
    assistant.ask(command)
    intents = [intent for _, intent in assistant.begun[begun:]]
    return [
        intent.instead.fault_id if intent.instead else ""
        for intent in intents
        if isinstance(intent, RunScript)
    ]


@pytest.mark.parametrize(
    ("match", "struck"),
    [
        ({}, ["f1", "f1"]),
        ({"instance": "i-2"}, ["", "f1"]),
        ({"command": "c", "contains": "rai"}, ["f1", "f1"]),
        ({"command": "d"}, ["", ""]),
        ({"contains": "other"}, ["", ""]),
        ({"times": 1}, ["f1", ""]),
        ({"skip": 1}, ["", "f1"]),
    ],
)
def test_which_runs_are_struck(assistant: Rehearsal, match: dict[str, Any], struck: list[str]) -> None:
    """Those that all of it fits, as often as was asked for."""
    assistant.ask(AddScriptFault(fault=fault(**match)))
    assert run(assistant) == struck


def test_they_are_counted_and_removed(assistant: Rehearsal) -> None:
    """The oldest has the run for itself; what stands in the journal is what there was."""
    for fault_id in ("f1", "f1", "f2"):
        assistant.ask(AddScriptFault(fault=fault(fault_id=fault_id, times=1)))
    assert run(assistant) == ["f1", "f2"]
    before = assistant.state
    assistant.restart()
    assert assistant.state == before
    counts = assistant.ask(DescribeScriptFaults()).counts
    assert [(each.fault.fault_id, each.seen, each.fired) for each in counts] == [
        ("f1", 2, 1),
        ("f2", 1, 1),
    ]
    assert len(assistant.ask(RemoveScriptFaults(fault_id="f1")).counts) == 1
    assert len(assistant.ask(RemoveScriptFaults()).counts) == 1
    assert run(assistant) == ["", ""]


async def ended(instead: ScriptFault, folder: Any) -> RecordScriptResult:
    intent = RunScript(
        invoke_id="t-1", instance_id="i-1", script="exit 9", working_dir="/", username="root",
        instead=instead,
    )  # fmt: skip
    settings = Settings(SCALEHOOK_SCRIPT_RUNNER_ROOTS=folder)
    return await run_script(intent, Outside(None, settings, "key", "flow"))  # type: ignore[arg-type]  # it asks nobody


@pytest.mark.parametrize(
    ("instead", "code", "output", "dropped", "error"),
    [
        (fault(exit_code=3, output="no"), 3, b"no", 0, ""),
        (fault(error_code="ExecutionException"), None, b"", 0, "ExecutionException"),
        (fault("flood_script", size=3), 0, b"od\n", 0, ""),
        (fault("flood_script", size=0, exit_code=1), 1, b"", 0, ""),
    ],
)
async def test_how_they_end(
    tmp_path: Any, instead: ScriptFault, code: int | None, output: bytes, dropped: int, error: str
) -> None:
    """As they are told to; the script itself is not run."""
    result = await ended(instead, tmp_path)
    assert (result.exit_code, base64.b64decode(result.output)) == (code, output)
    assert (result.dropped, result.error_code) == (dropped, error)


async def test_a_flood_is_cut(tmp_path: Any) -> None:
    """Its last part is kept; a terabyte takes no more room than that."""
    result = await ended(fault("flood_script", size=2**40), tmp_path)
    kept = base64.b64decode(result.output)
    assert (len(kept) + result.dropped, kept[-6:]) == (2**40, b"flood\n")


async def test_what_hangs_is_called_off(tmp_path: Any) -> None:
    """As a script is."""
    hanging = asyncio.ensure_future(ended(fault("hang_script"), tmp_path))
    for _ in range(3):
        await asyncio.sleep(0)
    assert not hanging.done()
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
