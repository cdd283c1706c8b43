"""What instances leave on the disk."""

from scalehook.kit import Work
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.state import State
from scalehook_contracts.base import Done
from scalehook_contracts.script_runner.roots import RecordRootRemoved


def record_root_removed(command: RecordRootRemoved, work: Work[State, Settings]) -> Done:
    """Nothing more is to be done for the instance."""
    return Done()
