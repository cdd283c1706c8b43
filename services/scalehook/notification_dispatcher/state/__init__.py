"""Everything that the dispatcher knows, and what events do to it."""

from scalehook.notification_dispatcher.state.faults import Fault
from scalehook.notification_dispatcher.state.notifications import Delivery
from scalehook.notification_dispatcher.state.root import State

__all__ = ["Delivery", "Fault", "State"]
