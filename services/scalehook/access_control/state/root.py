"""Roles, policies, users, keys, and what is attached to whom."""

from dataclasses import dataclass, field

from scalehook_contracts.access_control import PolicyCreated, RoleCreated, UserCreated


@dataclass
class Key:
    """An access key. Credentials of STS have a token, an end and perhaps a policy of their own."""

    access_key_id: str
    access_key_secret: str
    principal: str
    security_token: str = ""
    expires_at: float | None = None
    session_policy: str = ""


@dataclass
class State:
    """Roles, policies and users by their names in lower case: names are compared so. `attached`
    lists `<type>/<policy>` by principal (`role/<name>`, `user/<name>`).
    """

    roles: dict[str, RoleCreated] = field(default_factory=dict)
    policies: dict[str, PolicyCreated] = field(default_factory=dict)
    users: dict[str, UserCreated] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    attached: dict[str, list[str]] = field(default_factory=dict)
