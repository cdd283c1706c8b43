"""Everything that the script runner knows, and what events do to it."""

from scalehook.script_runner.state.invocations import Invocation, Run
from scalehook.script_runner.state.root import State

__all__ = ["Invocation", "Run", "State"]
