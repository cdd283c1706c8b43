"""Says whether anybody may wait for events of API calls: else nobody need tell of one."""

from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import State
from scalehook.kit import Work
from scalehook_contracts.event_bus.trail import ApiCallsMinded


def tell(work: Work[State, Settings]) -> None:
    """Where it is otherwise now than others know."""
    if work.state.minds_calls != work.state.calls_minded:
        work.record(ApiCallsMinded(minded=work.state.minds_calls))
