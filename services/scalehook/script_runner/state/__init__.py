"""Everything that the script runner knows, and what events do to it."""

from scalehook.script_runner.state.archive import Archive
from scalehook.script_runner.state.invocations import Invocation, Run
from scalehook.script_runner.state.root import State

__all__ = ["Archive", "Invocation", "Run", "State"]
