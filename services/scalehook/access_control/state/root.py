"""Roles, policies, users, keys, and what is attached to whom."""

from dataclasses import dataclass, field

from scalehook.access_control.state.keys import Key
from scalehook_contracts.access_control.policies import PolicyCreated
from scalehook_contracts.access_control.roles import RoleCreated
from scalehook_contracts.access_control.users import UserCreated


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
