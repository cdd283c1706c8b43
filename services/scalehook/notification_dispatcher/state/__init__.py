"""Everything that the dispatcher knows, and what events do to it."""

from scalehook.notification_dispatcher.state.notifications import Delivery
from scalehook.notification_dispatcher.state.root import State

__all__ = ["Delivery", "State"]
