"""RAM and STS: users, keys, roles, policies, and who may do what."""

from scalehook_contracts.base import Command, Reply


class CheckAccess(Command[Reply]):
    """May the principal do this? Allowed: an answer. Not: `NoPermission`.

    The account itself (`root`) may do everything.
    """

    principal: str  # ARN, or `root`
    session_policy: str = ""
    action: str  # `ess:CompleteLifecycleAction`
    resources: list[str]  # full ARNs; every one must be allowed


class ResolvedKey(Reply):
    """Whose key it is, and the secret that signs with it."""

    access_key_secret: str
    principal: str


class ResolveAccessKey(Command[ResolvedKey]):
    """Whose is this key? Refuses with InvalidAccessKeyIdNotFound, MissingSecurityToken,
    InvalidSecurityTokenExpired, InvalidSecurityTokenMalformed (errors.common).
    """

    access_key_id: str
    security_token: str = ""


class AssumeRoleForService(Command[ResolvedKey]):
    """Let a cloud service (`oos.aliyuncs.com`) act as a role of the account.

    Answers a principal of the form `acs:ram::<account>:assumed-role/<role>/<session>`. Refuses with
    EntityNotExistRole when there is no such role and NoPermission when the role's trust does not
    name the service.
    """

    role_name: str
    service: str
    session_name: str
