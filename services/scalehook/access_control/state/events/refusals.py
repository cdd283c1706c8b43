"""What was refused: the latest are remembered."""

from scalehook.access_control.state.root import State
from scalehook_contracts.access_control.refusals import AccessRefused

MOST = 1000  # of a few kilobytes each


def access_refused(event: AccessRefused, state: State) -> None:
    """One more; the oldest makes room."""
    state.refusals[event.refusal_id] = event
    if len(state.refusals) > MOST:
        del state.refusals[next(iter(state.refusals))]
