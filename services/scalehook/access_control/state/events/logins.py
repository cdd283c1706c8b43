"""Passwords: noted by this service alone, and not even here in clear."""

from pydantic import Field

from scalehook.access_control.state.logins import Login
from scalehook.access_control.state.root import State
from scalehook_contracts.base import Note


class LoginSet(Note):
    """A user has this password from now on."""

    user_name: str
    salt: str = Field(repr=False)
    digest: str = Field(repr=False)
    created_at: float
    password_reset_required: bool
    mfa_bind_required: bool


class LoginDeleted(Note):
    """A user has none any more."""

    user_name: str


def login_set(event: LoginSet, state: State) -> None:
    """In the place of another."""
    state.logins[event.user_name.lower()] = Login(**event.model_dump(exclude={"user_name"}))


def login_deleted(event: LoginDeleted, state: State) -> None:
    """It is forgotten."""
    del state.logins[event.user_name.lower()]
