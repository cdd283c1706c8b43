"""Triggers of OOS, which wait for what the buses have."""

from scalehook.event_bus import minding
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.event_bus.state.events.listeners import ListenersNoted
from scalehook.kit import Work
from scalehook_contracts.template_engine.triggers import ListenersChanged


def on_listeners_changed(event: ListenersChanged, work: Work[State, Settings]) -> None:
    """They hear of their products whatever the rules say."""
    work.record(ListenersNoted(products=event.products))
    minding.tell(work)
