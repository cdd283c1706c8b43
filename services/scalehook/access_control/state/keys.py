"""An access key."""

from dataclasses import dataclass, field


@dataclass
class Key:
    """An access key. Credentials of STS have a token, an end and perhaps a policy of their own."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    principal: str
    security_token: str = field(default="", repr=False)
    expires_at: float | None = None
    session_policy: str = ""
    created_at: float = 0  # Unix seconds; 0: before it was noted
    is_active: bool = True
    used_at: float = 0  # Unix seconds, to the minute; 0: never
    role_id: str = ""  # of a session's role; empty: before it was noted
