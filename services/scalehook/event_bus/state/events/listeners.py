"""Who may wait for events of calls."""

from scalehook.event_bus.state.root import State
from scalehook_contracts.base import Fresh, Note
from scalehook_contracts.event_bus.trail import ApiCallsMinded


class ListenersNoted(Note):
    """Triggers of OOS wait for events of these products, and of no others."""

    products: list[str] = Fresh(list)


def listeners_noted(event: ListenersNoted, state: State) -> None:
    """They are known."""
    state.waited_for = list(event.products)


def api_calls_minded(event: ApiCallsMinded, state: State) -> None:
    """Others are told so."""
    state.calls_minded = event.minded
