"""What happens to client tokens."""

from scalehook.scaling_controller.state.client_tokens import ClientCall
from scalehook.scaling_controller.state.root import State
from scalehook_contracts.base import Note


class ClientTokenUsed(Note):
    """A call with this token was answered so."""

    key: str
    fingerprint: str
    answer: str


def client_token_used(event: ClientTokenUsed, state: State) -> None:
    """The same call again is answered the same."""
    state.client_calls[event.key] = ClientCall(event.fingerprint, event.answer)
