"""Everything that the fleet knows, and what events do to it."""

from scalehook.fleet.state.root import Instance, State

__all__ = ["Instance", "State"]
