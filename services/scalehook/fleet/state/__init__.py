"""Everything that the fleet knows, and what events do to it."""

from scalehook.fleet.state.instances import Instance
from scalehook.fleet.state.root import State

__all__ = ["Instance", "State"]
