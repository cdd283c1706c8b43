"""Everything that the dispatcher knows, and what events do to it."""

from scalehook.notification_dispatcher.state.root import Delivery, State

__all__ = ["Delivery", "State"]
