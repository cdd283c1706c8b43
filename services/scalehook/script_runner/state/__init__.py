"""Everything that the script runner knows, and what events do to it."""

from scalehook.script_runner.state.archive import Archive
from scalehook.script_runner.state.commands import KeptCommand
from scalehook.script_runner.state.files import SentFile
from scalehook.script_runner.state.invocations import Invocation
from scalehook.script_runner.state.root import State
from scalehook.script_runner.state.runs import Past, Run

__all__ = ["Archive", "Invocation", "KeptCommand", "Past", "Run", "SentFile", "State"]
