"""Everything that access control knows, and what events do to it."""

from scalehook.access_control.state.keys import Key
from scalehook.access_control.state.logins import Login
from scalehook.access_control.state.root import State

__all__ = ["Key", "Login", "State"]
