"""What happens to faults."""

from scalehook.script_runner.state.faults import Fault
from scalehook.script_runner.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.script_runner.faults import ScriptFault


class ScriptFaultAdded(Note):
    """From now on this goes wrong."""

    fault: ScriptFault


class ScriptFaultRemoved(Note):
    """And no more."""

    fault_id: str


class ScriptFaultMet(Note):
    """A run has come that the fault fits; it is struck or not."""

    fault_id: str
    struck: bool


def script_fault_added(event: ScriptFaultAdded, state: State) -> None:
    """One more."""
    state.faults[event.fault.fault_id] = Fault(event.fault)


def script_fault_removed(event: ScriptFaultRemoved, state: State) -> None:
    """One less."""
    del state.faults[event.fault_id]


def script_fault_met(event: ScriptFaultMet, state: State) -> None:
    """Counted."""
    fault = state.faults[event.fault_id]
    fault.seen += 1
    fault.fired += event.struck
