"""What happens to client tokens."""

from scalehook.fleet.state.client_tokens import ClientCall
from scalehook.fleet.state.root import State
from scalehook.kit.clock.moments import moment
from scalehook.kit.history import Ended
from scalehook_contracts.base import Listed, Note


class ClientTokenUsed(Note):
    """A call with a ClientToken was answered with these ids."""

    key: str
    fingerprint: str
    answer: list[str] = Listed("Answer")
    used_at: float  # Unix seconds, virtual


class ClientTokensForgotten(Note):
    """Calls with these tokens ask for something new."""

    keys: list[str] = Listed("Key")


def client_token_used(event: ClientTokenUsed, state: State) -> None:
    """The same call again gets the same answer."""
    if event.key in state.client_calls:  # its time was over
        _forget(event.key, state)
    state.client_calls[event.key] = ClientCall(event.fingerprint, event.answer, event.used_at)
    state.used.append(Ended(moment(event.used_at), event.key))


def client_tokens_forgotten(event: ClientTokensForgotten, state: State) -> None:
    """They are not remembered for ever."""
    for key in event.keys:
        _forget(key, state)


def _forget(key: str, state: State) -> None:
    call = state.client_calls.pop(key)
    state.used.remove(Ended(moment(call.used_at), key))
