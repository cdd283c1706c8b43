"""Roles, policies, users, keys, and what is attached to whom."""

from dataclasses import dataclass, field

from sortedcontainers import SortedList

from scalehook.access_control.state.keys import Key
from scalehook.access_control.state.logins import Login
from scalehook.access_control.state.versions import Versions
from scalehook_contracts.access_control.groups import GroupCreated
from scalehook_contracts.access_control.policies import PolicyCreated
from scalehook_contracts.access_control.refusals import AccessRefused
from scalehook_contracts.access_control.roles import RoleCreated
from scalehook_contracts.access_control.users import UserCreated


@dataclass
class State:
    """Roles, policies and users by their names in lower case: names are compared so. `attached`
    lists `<type>/<policy>` by principal (`role/<name>`, `user/<name>`, `group/<name>`), and
    `attached_at` has the Unix seconds of each. `members` are the users of each group, with the Unix
    seconds when they joined. The rest follows from these: `sessions` are the keys that end, as
    `(end, id)` in this order, `holders` the principals of each policy, `joined` the groups of each user,
    `lasting` the other keys of each principal. `tags` are those of roles and policies (`role/<name>`),
    `refusals` the latest, the oldest first. `logins` are the passwords of users by their names.
    """

    roles: dict[str, RoleCreated] = field(default_factory=dict)
    policies: dict[str, PolicyCreated] = field(default_factory=dict)
    users: dict[str, UserCreated] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    attached: dict[str, list[str]] = field(default_factory=dict)
    attached_at: dict[str, dict[str, float]] = field(default_factory=dict)
    versions: dict[str, Versions] = field(default_factory=dict)
    groups: dict[str, GroupCreated] = field(default_factory=dict)
    members: dict[str, dict[str, float]] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    refusals: dict[str, AccessRefused] = field(default_factory=dict)
    logins: dict[str, Login] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ends = ((key.expires_at, key.access_key_id) for key in self.keys.values())
        self.sessions = SortedList(end for end in ends if end[0] is not None)
        self.lasting: dict[str, dict[str, None]] = {}
        for key in self.keys.values():
            if key.expires_at is None:
                self.lasting.setdefault(key.principal, {})[key.access_key_id] = None
        self.holders: dict[str, dict[str, None]] = {}
        for principal, policies in self.attached.items():
            for policy in policies:
                self.holders.setdefault(policy, {})[principal] = None
        self.joined: dict[str, dict[str, None]] = {}
        for group, users in self.members.items():
            for user in users:
                self.joined.setdefault(user, {})[group] = None
        for name, created in self.policies.items():  # of before there were versions
            self.versions.setdefault(name, Versions.of(created))

    def hand_over(self, old: str, new: str) -> None:
        """What is attached to a principal (`user/<name>`) is attached to one of another name."""
        for policy in self.attached.get(old, ()):
            holders = self.holders[policy]
            del holders[old]
            holders[new] = None
        if old in self.attached:
            self.attached[new] = self.attached.pop(old)
            self.attached_at[new] = self.attached_at.pop(old, {})

    def add(self, key: Key) -> None:
        """One more."""
        self.keys[key.access_key_id] = key
        if key.expires_at is not None:
            self.sessions.add((key.expires_at, key.access_key_id))
        else:
            self.lasting.setdefault(key.principal, {})[key.access_key_id] = None

    def delete(self, access_key_id: str) -> None:
        """A lasting key."""
        principal = self.keys.pop(access_key_id).principal
        del self.lasting[principal][access_key_id]
        if not self.lasting[principal]:
            del self.lasting[principal]

    def forget(self, access_key_id: str) -> None:
        """A key of a session that is over."""
        key = self.keys.pop(access_key_id)
        self.sessions.remove((key.expires_at, access_key_id))
