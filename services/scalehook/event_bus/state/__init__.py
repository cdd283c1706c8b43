"""Everything that EventBridge knows, and what events do to it."""

from scalehook.event_bus.state.buses import Bus
from scalehook.event_bus.state.deliveries import Delivery
from scalehook.event_bus.state.kept_events import KeptEvent, Trace
from scalehook.event_bus.state.root import State
from scalehook.event_bus.state.rules import Rule

__all__ = ["Bus", "Delivery", "KeptEvent", "Rule", "State", "Trace"]
