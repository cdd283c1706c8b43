"""Pretends to run scripts: nothing is executed, and no name that a script says becomes a path."""

from scalehook.script_runner.executors.simulated.executor import Simulated

__all__ = ["Simulated"]
