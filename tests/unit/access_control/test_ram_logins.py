"""Passwords of users: set, changed by whose they are, and never to be read anywhere."""

import pytest

from scalehook.testing.rehearsal import Rehearsal
from scalehook_contracts.access_control.logins import (
    ChangePassword,
    CreateLoginProfile,
    DeleteLoginProfile,
    GetLoginProfile,
    UpdateLoginProfile,
)
from scalehook_contracts.access_control.users import CreateUser, DeleteUser, UpdateUser
from support.ram_documents import ACCOUNT
from support.refusals import refusal

ALICE = f"acs:ram::{ACCOUNT}:user/alice"
OLD, NEW = "correct horse", "battery staple"


def change(old: str, new: str) -> ChangePassword:
    return ChangePassword(old_password=old, new_password=new)


@pytest.fixture
def alice(ram: Rehearsal) -> Rehearsal:
    """A user with a password, which she has to change."""
    ram.ask(CreateUser(user_name="alice"))
    ram.ask(CreateLoginProfile(user_name="Alice", password=OLD, password_reset_required=True))
    return ram


def test_a_user_changes_the_own_password(alice: Rehearsal) -> None:
    """With the old one, which is the old one no more."""
    assert alice.ask(GetLoginProfile(user_name="alice")).login_profile.password_reset_required
    alice.ask(change(OLD, NEW), caller=ALICE)
    assert not alice.ask(GetLoginProfile(user_name="alice")).login_profile.password_reset_required
    assert refusal(lambda: alice.ask(change(OLD, NEW), caller=ALICE)) == (
        "InvalidParameter.OldPassword.Incorrect"
    )
    alice.ask(change(NEW, OLD), caller=ALICE)


def test_a_password_stands_nowhere(alice: Rehearsal) -> None:
    """Neither in the journal nor in the state nor in what messages look like in a log."""
    alice.ask(change(OLD, NEW), caller=ALICE)
    seen = b"".join(alice.journal).decode(errors="replace") + repr(alice.state) + repr(change(OLD, NEW))
    assert "alice" in seen
    assert OLD not in seen and NEW not in seen


def test_what_is_not_given_stays(alice: Rehearsal) -> None:
    """The password too, whatever else is said of it; and the day when there first was one."""
    created = alice.ask(GetLoginProfile(user_name="alice")).login_profile.create_date
    alice.advance(3600)
    alice.ask(UpdateLoginProfile(user_name="alice", mfa_bind_required=True))
    alice.ask(change(OLD, NEW), caller=ALICE)
    alice.ask(UpdateLoginProfile(user_name="alice", password=OLD))
    view = alice.ask(GetLoginProfile(user_name="alice")).login_profile
    assert (view.user_name, view.create_date) == ("alice", created)
    assert (view.mfa_bind_required, view.password_reset_required) == (True, False)
    alice.ask(change(OLD, NEW), caller=ALICE)


def test_it_goes_with_its_user(alice: Rehearsal) -> None:
    """Under another name, and for good."""
    alice.ask(UpdateUser(user_name="alice", new_user_name="alicia"))
    alice.ask(change(OLD, NEW), caller=f"acs:ram::{ACCOUNT}:user/alicia")
    alice.ask(DeleteUser(user_name="alicia"))
    alice.ask(CreateUser(user_name="alicia"))
    code = refusal(lambda: alice.ask(GetLoginProfile(user_name="alicia")))
    assert code == "EntityNotExist.User.LoginProfile"


@pytest.mark.parametrize("password", ["", "7 signs", "x" * 33])
def test_a_password_that_the_policy_does_not_allow(alice: Rehearsal, password: str) -> None:
    """Is refused wherever one is given; the old one stays."""
    alice.ask(CreateUser(user_name="bob"))
    new = CreateLoginProfile(user_name="bob", password=password)
    assert refusal(lambda: alice.ask(new)) == "InvalidParameter.Password.TooWeak"
    code = refusal(lambda: alice.ask(change(OLD, password), caller=ALICE))
    assert code == "InvalidParameter.NewPassword.TooWeak"
    if password:
        other = UpdateLoginProfile(user_name="alice", password=password)
        assert refusal(lambda: alice.ask(other)) == "InvalidParameter.Password.TooWeak"
    alice.ask(change(OLD, NEW), caller=ALICE)


def test_one_that_is_not_there_and_one_too_many(alice: Rehearsal) -> None:
    """By their documented codes."""
    again = CreateLoginProfile(user_name="alice", password=NEW)
    assert refusal(lambda: alice.ask(again)) == "EntityAlreadyExists.User.LoginProfile"
    alice.ask(DeleteLoginProfile(user_name="alice"))
    for command in (
        GetLoginProfile(user_name="alice"),
        UpdateLoginProfile(user_name="alice", password=NEW),
        DeleteLoginProfile(user_name="alice"),
        change(OLD, NEW),
    ):
        code = refusal(lambda asked=command: alice.ask(asked, caller=ALICE))
        assert code == "EntityNotExist.User.LoginProfile"
    nobody = CreateLoginProfile(user_name="nobody", password=NEW)
    assert refusal(lambda: alice.ask(nobody)) == "EntityNotExist.User"


@pytest.mark.parametrize("caller", ["root", f"acs:ram::{ACCOUNT}:assumed-role/r/s"])
def test_who_is_no_user_has_none(alice: Rehearsal, caller: str) -> None:
    """Neither the account nor a role."""
    assert refusal(lambda: alice.ask(change(OLD, NEW), caller=caller)) == "NotSupport.Account"
