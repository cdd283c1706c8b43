"""Everything that access control knows, and what events do to it."""

from scalehook.access_control.state.root import Key, State

__all__ = ["Key", "State"]
