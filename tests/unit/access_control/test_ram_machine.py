"""Users and groups that come, go, and change their names: whatever happens, all views agree."""

from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from scalehook.access_control.service import SERVICE
from scalehook.access_control.state import State
from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.attachments import AttachPolicyToGroup, DetachPolicyFromUser
from scalehook_contracts.access_control.groups import (
    AddUserToGroup,
    CreateGroup,
    DeleteGroup,
    RemoveUserFromGroup,
    UpdateGroup,
)
from scalehook_contracts.access_control.keys import CreateAccessKey
from scalehook_contracts.access_control.policies import AttachPolicyToUser
from scalehook_contracts.access_control.users import CreateUser, DeleteUser, UpdateUser
from scalehook_contracts.errors import ApiError

NAMES = st.sampled_from(["a", "A", "b"])
READ: Any = {"policy_type": "System", "policy_name": "ReadOnlyAccess"}


def deed(kind: Any, *names: str, **more: Any) -> st.SearchStrategy[Any]:
    """One of this kind, with these names."""
    given = st.fixed_dictionaries(dict.fromkeys(names, NAMES))
    return given.map(lambda chosen: kind(**chosen, **more))


DEEDS = st.one_of(
    deed(CreateUser, "user_name"),
    deed(UpdateUser, "user_name", "new_user_name"),
    deed(DeleteUser, "user_name"),
    deed(CreateAccessKey, "user_name"),
    deed(CreateGroup, "group_name"),
    deed(UpdateGroup, "group_name", "new_group_name"),
    deed(DeleteGroup, "group_name"),
    deed(AddUserToGroup, "user_name", "group_name"),
    deed(RemoveUserFromGroup, "user_name", "group_name"),
    deed(AttachPolicyToUser, "user_name", **READ),
    deed(DetachPolicyFromUser, "user_name", **READ),
    deed(AttachPolicyToGroup, "group_name", **READ),
)
FOLLOWING = ("sessions", "lasting", "holders", "joined")


def without_empty(index: Any) -> Any:
    return {key: value for key, value in index.items() if value} if isinstance(index, dict) else index


@given(st.lists(DEEDS, max_size=25))
def test_what_follows_from_the_state_is_kept_with_it(deeds: list[Any]) -> None:
    """As it would be made anew; and each key, member and policy is somebody's who is there."""
    ram = Rehearsal(SERVICE)
    for deed in deeds:
        reply = ram.play(deed).reply
        assert not isinstance(reply, ApiError) or reply.status in (404, 409)
    state: State = ram.state
    anew = State(**{field.name: getattr(state, field.name) for field in fields(State)})
    for index in FOLLOWING:
        assert without_empty(getattr(anew, index)) == without_empty(getattr(state, index))
    assert set(state.joined) <= set(state.users)
    assert {group for groups in state.joined.values() for group in groups} <= set(state.groups)
    names = {f"user/{name}" for name in state.users} | {f"group/{name}" for name in state.groups}
    assert {holder for holder, policies in state.attached.items() if policies} <= names
    owners = {key.principal.rpartition("/")[2] for key in state.keys.values()}
    assert owners <= {user.user_name for user in state.users.values()}
