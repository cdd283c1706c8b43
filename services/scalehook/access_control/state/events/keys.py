"""Keys: noted by this service alone, so that no secret travels."""

from pydantic import Field

from scalehook.access_control.state.keys import Key
from scalehook.access_control.state.root import State
from scalehook_contracts.base import Note


class KeyIssued(Note):
    """A key works from now on."""

    access_key_id: str
    access_key_secret: str = Field(repr=False)
    principal: str
    security_token: str = Field("", repr=False)
    expires_at: float | None = None
    session_policy: str = ""
    created_at: float = 0
    role_id: str = ""


class KeyDeleted(Note):
    """A user's key works no more."""

    access_key_id: str


class KeyStatusSet(Note):
    """A user's key works, or not."""

    access_key_id: str
    is_active: bool


class KeyUsed(Note):
    """A user's key has signed a request."""

    access_key_id: str
    used_at: float


class KeysExpired(Note):
    """These work no more."""

    access_key_ids: list[str]


def key_issued(event: KeyIssued, state: State) -> None:
    """One more key."""
    state.add(Key(**event.model_dump()))


def key_deleted(event: KeyDeleted, state: State) -> None:
    """One less."""
    state.delete(event.access_key_id)


def key_status_set(event: KeyStatusSet, state: State) -> None:
    """It signs, or not."""
    state.keys[event.access_key_id].is_active = event.is_active


def key_used(event: KeyUsed, state: State) -> None:
    """The last that is known."""
    state.keys[event.access_key_id].used_at = event.used_at


def keys_expired(event: KeysExpired, state: State) -> None:
    """Keys that are long over are forgotten."""
    for access_key_id in event.access_key_ids:
        state.forget(access_key_id)
