"""STS: credentials for a while."""

from typing import ClassVar

from pydantic import Field

from scalehook_contracts.access_control.keys import ResolvedKey
from scalehook_contracts.base import Command, FromProtocol, Operation, Part, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.ram import InvalidDurationSeconds
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import STS, Product


class AssumedRoleUser(Part):
    """Who the caller is now."""

    assumed_role_id: str
    arn: str


class Credentials(Part):
    """A key that works until `Expiration`, together with its token."""

    access_key_id: str
    access_key_secret: str = Field(repr=False)
    security_token: str = Field(repr=False)
    expiration: str


class AssumedRole(Reply):
    """The answer of AssumeRole."""

    assumed_role_user: AssumedRoleUser
    credentials: Credentials
    source_identity: str | None = None


class AssumeRole(Operation[AssumedRole]):
    """Lets a RAM user or role act as a role for a while."""

    product: ClassVar[Product] = STS
    role_arn: str
    role_session_name: str
    duration_seconds: Int64 = 3600
    policy: str = ""
    external_id: str = ""
    source_identity: str = ""  # told back, and a condition of trusts
    serial_number: str = ""  # of a second factor, which nobody has here: refused
    token_code: str = ""  # what such a device shows
    client_address: str = FromProtocol()  # for conditions of trusts; empty where no client calls

    @classmethod
    def wrong(cls, name: str, kind: str) -> ApiError:
        """`InvalidParameter.DurationSeconds`: the code says which."""
        return InvalidDurationSeconds() if name == "DurationSeconds" else super().wrong(name, kind)

    def resources(self) -> list[str]:
        """The role."""
        return [self.role_arn]


class CallerIdentity(Reply):
    """Who calls."""

    identity_type: str
    account_id: str
    principal_id: str
    arn: str
    user_id: str | None = None  # of a user, and of the account
    role_id: str | None = None


class GetCallerIdentity(Operation[CallerIdentity]):
    """Tells the caller who it is."""

    product: ClassVar[Product] = STS

    def resources(self) -> list[str]:
        """None: everybody may ask."""
        return []


class AssumeRoleForService(Command[ResolvedKey]):
    """Let a cloud service (`oos.aliyuncs.com`) act as a role of the account.

    Answers a principal of the form `acs:ram::<account>:assumed-role/<role>/<session>`; the services
    need no key. Refuses with EntityNotExistRole when there is no such role and NoPermission when
    the role's trust does not name the service.
    """

    role_name: str
    service: str
    session_name: str
