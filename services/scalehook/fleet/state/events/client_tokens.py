"""What happens to client tokens."""

from scalehook.fleet.state.client_tokens import ClientCall
from scalehook.fleet.state.root import State
from scalehook_contracts.base import Note


class ClientTokenUsed(Note):
    """A call with this token was answered so."""

    key: str
    fingerprint: str
    answer: str
    used_at: float


class ClientTokensForgotten(Note):
    """Their time is over, or there were too many."""

    keys: list[str]


def client_token_used(event: ClientTokenUsed, state: State) -> None:
    """The same call again is answered the same."""
    if event.key in state.client_calls:  # its time was over, or it could not have been used again
        state.forget_token(event.key)
    call = ClientCall(event.fingerprint, event.answer, event.used_at)
    state.client_calls[event.key] = call
    state.use_token(event.key, call)


def client_tokens_forgotten(event: ClientTokensForgotten, state: State) -> None:
    """Whoever calls with one of them again asks for something new."""
    for key in event.keys:
        state.forget_token(key)
