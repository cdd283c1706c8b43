"""RAM and STS: users, keys, roles, policies, and who may do what."""

from scalehook_contracts.access_control.base import (
    PolicyType,
)
from scalehook_contracts.access_control.events import (
    PolicyAttached,
    PolicyCreated,
    PolicyDetached,
    RoleCreated,
    UserCreated,
)
from scalehook_contracts.access_control.internal import (
    AssumeRoleForService,
    CheckAccess,
    ResolveAccessKey,
    ResolvedKey,
)
from scalehook_contracts.access_control.policies import (
    AttachPolicyToRole,
    AttachPolicyToUser,
    CreatePolicy,
    DetachPolicyFromRole,
    PolicyReply,
    PolicyView,
)
from scalehook_contracts.access_control.roles import (
    CreateRole,
    GetRole,
    RoleReply,
    RoleView,
)
from scalehook_contracts.access_control.sts import (
    AssumedRole,
    AssumedRoleUser,
    AssumeRole,
    CallerIdentity,
    Credentials,
    GetCallerIdentity,
)
from scalehook_contracts.access_control.users import (
    AccessKeyReply,
    AccessKeyView,
    CreateAccessKey,
    CreateUser,
    UserReply,
    UserView,
)

__all__ = [
    "AccessKeyReply",
    "AccessKeyView",
    "AssumeRole",
    "AssumeRoleForService",
    "AssumedRole",
    "AssumedRoleUser",
    "AttachPolicyToRole",
    "AttachPolicyToUser",
    "CallerIdentity",
    "CheckAccess",
    "CreateAccessKey",
    "CreatePolicy",
    "CreateRole",
    "CreateUser",
    "Credentials",
    "DetachPolicyFromRole",
    "GetCallerIdentity",
    "GetRole",
    "PolicyAttached",
    "PolicyCreated",
    "PolicyDetached",
    "PolicyReply",
    "PolicyType",
    "PolicyView",
    "ResolveAccessKey",
    "ResolvedKey",
    "RoleCreated",
    "RoleReply",
    "RoleView",
    "UserCreated",
    "UserReply",
    "UserView",
]
