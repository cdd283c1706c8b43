"""The signing key: noted by this service alone, so that no secret travels."""

from pydantic import Field

from scalehook.message_service.state.root import State
from scalehook.message_service.state.signing import SigningKey
from scalehook_contracts.base import Note


class PushHeld(Note):
    """A push cannot be signed yet: a key is being made."""

    push_id: str


class SigningKeyMade(Note):
    """Pushes are signed with this from now on."""

    private_key: str = Field(repr=False)
    certificate: str


def push_held(event: PushHeld, state: State) -> None:
    """One more that waits for the key."""
    state.held_pushes.append(event.push_id)


def signing_key_made(event: SigningKeyMade, state: State) -> None:
    """Nobody waits for it any more."""
    state.signing_key = SigningKey(event.private_key, event.certificate)
    state.held_pushes.clear()
