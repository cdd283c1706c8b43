"""Faults on purpose: made, removed, counted."""

from collections.abc import Iterable

from scalehook.kit import Work
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook.script_runner.state.events.faults import ScriptFaultAdded, ScriptFaultRemoved
from scalehook.script_runner.state.faults import Fault
from scalehook_contracts.base import Done
from scalehook_contracts.script_runner.faults import (
    AddScriptFault,
    DescribeScriptFaults,
    RemoveScriptFaults,
    ScriptFaultCount,
    ScriptFaultCounts,
)


def add_script_fault(command: AddScriptFault, work: Work[State, Settings]) -> Done:
    """From now on this goes wrong; what runs already is not touched."""
    if command.fault.fault_id not in work.state.faults:
        work.record(ScriptFaultAdded(fault=command.fault))
    return Done()


def remove_script_faults(command: RemoveScriptFaults, work: Work[State, Settings]) -> ScriptFaultCounts:
    """As they stood."""
    faults = work.state.faults
    chosen = [fault for fault_id, fault in faults.items() if command.fault_id in ("", fault_id)]
    counts = _counts(chosen)
    for fault in chosen:
        work.record(ScriptFaultRemoved(fault_id=fault.spec.fault_id))
    return counts


def describe_script_faults(
    command: DescribeScriptFaults, work: Work[State, Settings]
) -> ScriptFaultCounts:
    """Oldest first."""
    return _counts(work.state.faults.values())


def _counts(faults: Iterable[Fault]) -> ScriptFaultCounts:
    return ScriptFaultCounts(
        counts=[
            ScriptFaultCount(fault=fault.spec, seen=fault.seen, fired=fault.fired) for fault in faults
        ]
    )
