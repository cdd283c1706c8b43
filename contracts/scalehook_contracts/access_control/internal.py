"""What the other services ask: whose is a key, and may they do this."""

from pydantic import Field

from scalehook_contracts.base import Command, Done, Reply


class CheckAccess(Command[Done]):
    """May the principal do this? Allowed: an answer. Not: `NoPermission`.

    The account itself (`root`) may do everything.
    """

    principal: str  # ARN, or `root`
    session_policy: str = ""
    action: str  # `ess:CompleteLifecycleAction`
    resources: list[str]  # full ARNs; every one must be allowed


class ResolvedKey(Reply):
    """Whose key it is, and the secret that signs with it."""

    access_key_secret: str = Field(repr=False)
    principal: str
    session_policy: str = ""


class ResolveAccessKey(Command[ResolvedKey]):
    """Whose is this key? Refuses with InvalidAccessKeyIdNotFound, MissingSecurityToken,
    InvalidSecurityTokenExpired, InvalidSecurityTokenMalformed (errors.common).
    """

    access_key_id: str
    security_token: str = Field("", repr=False)


class AssumeRoleForService(Command[ResolvedKey]):
    """Let a cloud service (`oos.aliyuncs.com`) act as a role of the account.

    Answers a principal of the form `acs:ram::<account>:assumed-role/<role>/<session>`; the services
    need no key. Refuses with EntityNotExistRole when there is no such role and NoPermission when
    the role's trust does not name the service.
    """

    role_name: str
    service: str
    session_name: str
