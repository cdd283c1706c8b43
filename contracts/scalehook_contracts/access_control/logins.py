"""Passwords of users. There is no console to log on to: they are set, changed and asked about."""

from pydantic import Field

from scalehook_contracts.access_control.base import RamOperation, UserName
from scalehook_contracts.base import Done, Part, Reply, ReplyT_co


class LoginProfileView(Part):
    """That a user has a password, and since when."""

    user_name: str
    create_date: str
    password_reset_required: bool
    mfa_bind_required: bool = Field(alias="MFABindRequired")


class LoginProfileReply(Reply):
    """One user's."""

    login_profile: LoginProfileView


class OfLogin(RamOperation[ReplyT_co]):
    """What is done with a user's password."""

    user_name: UserName

    def resources(self) -> list[str]:
        """The user."""
        return [f"user/{self.user_name}"]


class CreateLoginProfile(OfLogin[LoginProfileReply]):
    """Gives a user a password."""

    password: str = Field(repr=False)
    password_reset_required: bool = False
    mfa_bind_required: bool = Field(False, alias="MFABindRequired")


class UpdateLoginProfile(OfLogin[Done]):
    """Changes what is given."""

    password: str = Field("", repr=False)
    password_reset_required: bool | None = None
    mfa_bind_required: bool | None = Field(None, alias="MFABindRequired")


class GetLoginProfile(OfLogin[LoginProfileReply]):
    """Tells whether a user has a password."""


class DeleteLoginProfile(OfLogin[Done]):
    """Takes a user's password away."""


class ChangePassword(RamOperation[Done]):
    """Lets a user change the own password. RAM checks the permission on all resources, as documented."""

    old_password: str = Field(repr=False)
    new_password: str = Field(repr=False)
