"""Everything that the script runner knows, and what events do to it."""

from scalehook.script_runner.state.root import Invocation, Run, State

__all__ = ["Invocation", "Run", "State"]
