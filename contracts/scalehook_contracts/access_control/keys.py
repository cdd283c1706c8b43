"""Access keys: made, and resolved to whom they belong to."""

from typing import ClassVar, Literal

from pydantic import Field

from scalehook_contracts.access_control.base import RamOperation, UserName
from scalehook_contracts.base import Command, Done, Listed, Part, Reply, ReplyT_co


class ResolvedKey(Reply):
    """Whose key it is, and the secret that signs with it."""

    access_key_secret: str = Field(repr=False)
    principal: str
    session_policy: str = ""


class ResolveAccessKey(Command[ResolvedKey]):
    """Whose is this key? Refuses with InvalidAccessKeyIdNotFound, InvalidAccessKeyIdInactive,
    MissingSecurityToken, InvalidSecurityTokenExpired, InvalidSecurityTokenMalformed (errors.common).
    """

    repeatable: ClassVar[bool] = False  # no secret is kept for a duplicate

    access_key_id: str
    security_token: str = Field("", repr=False)


Status = Literal["Active", "Inactive"]


class AccessKeyView(Part):
    """A new access key, its secret included: it is shown this once."""

    access_key_id: str
    access_key_secret: str = Field(repr=False)
    status: str = "Active"
    create_date: str


class AccessKeyReply(Reply):
    """One access key."""

    access_key: AccessKeyView


class OfKeys(RamOperation[ReplyT_co]):
    """What is done with keys of a user: without a name, of the one that calls."""

    user_name: UserName | None = None

    def resources(self) -> list[str]:
        """The user; all where none is named."""
        return [f"user/{self.user_name or '*'}"]


class CreateAccessKey(OfKeys[AccessKeyReply]):
    """Creates an access key of a user."""


class ListedAccessKey(Part):
    """An access key in a list: without its secret."""

    access_key_id: str
    status: str = "Active"
    create_date: str


class AccessKeyList(Reply):
    """All keys of a user."""

    access_keys: list[ListedAccessKey] = Listed("AccessKey")


class ListAccessKeys(OfKeys[AccessKeyList]):
    """Lists the access keys of a user."""


class OfAccessKey(OfKeys[ReplyT_co]):
    """What is done with one key of a user."""

    user_access_key_id: str


class UpdateAccessKey(OfAccessKey[Done]):
    """Lets a key sign, or not."""

    status: Status


class LastUse(Part):
    """When a key has signed a request; nothing of one that never did."""

    last_used_date: str | None = None


class LastUseReply(Reply):
    """The last use of one key."""

    access_key_last_used: LastUse


class GetAccessKeyLastUsed(OfAccessKey[LastUseReply]):
    """Tells when a key was last used, to the minute."""


class DeleteAccessKey(OfAccessKey[Done]):
    """Deletes an access key of a user: it signs nothing more."""
