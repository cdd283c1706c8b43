"""Who waits for whose events: the engine's triggers, and others for what templates call."""

from scalehook.template_engine.state.root import State
from scalehook_contracts.base import Note
from scalehook_contracts.template_engine.triggers import ListenersChanged


class CallsMinded(Note):
    """Whether somebody may wait for events of API calls."""

    minded: bool


def listeners_changed(event: ListenersChanged, state: State) -> None:
    """Others know."""
    state.told_products = list(event.products)


def calls_minded(event: CallsMinded, state: State) -> None:
    """Calls are told of from now on, or not."""
    state.calls_minded = event.minded
