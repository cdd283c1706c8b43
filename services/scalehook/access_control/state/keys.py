"""An access key."""

from dataclasses import dataclass


@dataclass
class Key:
    """An access key. Credentials of STS have a token, an end and perhaps a policy of their own."""

    access_key_id: str
    access_key_secret: str
    principal: str
    security_token: str = ""
    expires_at: float | None = None
    session_policy: str = ""
