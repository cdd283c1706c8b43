"""What happens to client tokens."""

from scalehook.message_service.state.control_plane import ClientCall
from scalehook.message_service.state.root import State
from scalehook_contracts.base import Listed, Note


class ClientTokenUsed(Note):
    """A call with a ClientToken was done."""

    key: str
    fingerprint: str
    used_at: float  # Unix seconds, virtual


class ClientTokensForgotten(Note):
    """Calls with these tokens ask for something new."""

    keys: list[str] = Listed("Key")


def client_token_used(event: ClientTokenUsed, state: State) -> None:
    """The same call again has no effect."""
    state.control_plane.use_token(event.key, ClientCall(event.fingerprint, event.used_at))


def client_tokens_forgotten(event: ClientTokensForgotten, state: State) -> None:
    """They are not remembered for ever."""
    for key in event.keys:
        state.control_plane.forget_token(key)
