"""Whether anybody may wait for events of what templates call."""

from scalehook.kit import Work
from scalehook.template_engine.settings import Settings
from scalehook.template_engine.state import State
from scalehook.template_engine.state.events.minding import CallsMinded
from scalehook_contracts.event_bus.trail import ApiCallsMinded


def on_api_calls_minded(event: ApiCallsMinded, work: Work[State, Settings]) -> None:
    """Calls that begin from now on are told of, or not."""
    work.record(CallsMinded(minded=event.minded))
