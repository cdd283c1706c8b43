"""A user's password."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Login:
    """What is known of it: never the password itself."""

    salt: str = field(repr=False)
    digest: str = field(repr=False)
    created_at: float  # Unix seconds
    password_reset_required: bool = False
    mfa_bind_required: bool = False
