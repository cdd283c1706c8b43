"""The error rows of RAM and STS, letter for letter; which of them nothing here comes to, and why."""

from support.ram_documents import ACCOUNT

TEXTS: dict[str, tuple[int, str]] = {
    "EntityNotExist.User": (404, "The user does not exist."),
    "EntityNotExist.Group": (404, "The group does not exist."),
    "EntityNotExist.Role": (404, f"The role not exists: acs:ram::{ACCOUNT}:role/x."),
    "EntityNotExist.Policy": (404, "The policy does not exist."),
    "EntityNotExist.Policy.Version": (404, "The policy version does not exist."),
    "EntityNotExist.User.AccessKey": (404, "The user access key does not exist."),
    "EntityNotExist.User.Policy": (404, "The indicate policy of the user does not exist."),
    "EntityNotExist.Role.Policy": (404, "The indicate policy attached to the role does not exist."),
    "EntityNotExist.Group.Policy": (404, "The indicate policy attached to the group does not exist."),
    "EntityNotExist.User.Group": (404, "The user has not joined the group."),
    "EntityNotExist": (404, "The specific DecodedDiagnosticMessage cannot be found."),
    "EntityAlreadyExists.User": (409, "The user does already EXIST."),
    "EntityAlreadyExists.Group": (409, "The group does already EXIST."),
    "EntityAlreadyExists.Role": (409, "The role does already EXIST."),
    "EntityAlreadyExists.Policy": (409, "The policy does already EXIST."),
    "EntityAlreadyExists.User.Policy": (409, "The user has already been attached this policy."),
    "EntityAlreadyExists.Role.Policy": (409, "The role has already been attached this policy."),
    "EntityAlreadyExists.Group.Policy": (409, "The group has already been attached this policy."),
    "EntityAlreadyExists.User.Group": (409, "The user has already joined the group."),
    "DeleteConflict.Policy.User": (
        409,
        "The policy CAN NOT been attached to any user while deleting the policy.",
    ),
    "DeleteConflict.Policy.Group": (
        409,
        "The policy CAN NOT been attached to any group while deleting the policy.",
    ),
    "DeleteConflict.Policy.Role": (
        409,
        "The policy CAN NOT been attached to any role while deleting the policy.",
    ),
    "DeleteConflict.Policy.Version": (
        409,
        "The policy CAN NOT has any version except the default version.",
    ),
    "DeleteConflict.Policy.Version.Default": (
        409,
        "The default policy version CAN NOT been deleted directly.",
    ),
    "DeleteConflict.Group.User": (409, "The group CAN NOT has any user while deleting the group."),
    "DeleteConflict.Group.Policy": (
        409,
        "The group CAN NOT has any attached policy while deleting the group.",
    ),
    "DeleteConflict.User.AccessKey": (
        409,
        "The user CAN NOT has any access key while deleting the user.",
    ),
    "DeleteConflict.User.Policy": (
        409,
        "The user CAN NOT has any attached policy while deleting the user.",
    ),
    "DeleteConflict.User.Group": (
        409,
        "The user CAN NOT has joined any group while deleting the user.",
    ),
    "DeleteConflict.Role.Policy": (
        409,
        "The role CAN NOT has any attached policy while deleting the role.",
    ),
    "LimitExceeded.User.Policy": (
        409,
        "The count of policies attached to the user beyond the current limits.",
    ),
    "LimitExceeded.Role.Policy": (
        409,
        "The count of policies attached to the role beyond the current limits.",
    ),
    "LimitExceeded.Group.Policy": (
        409,
        "The count of policies attached to the group beyond the current limits.",
    ),
    "LimitExceeded.Policy.Version": (409, "The count of policy version beyond the current limits."),
    "LimitExceeded.User.AccessKey": (
        409,
        "The count of access keys of the user beyond the current limits.",
    ),
    "LimitExceeded.User.Group": (
        409,
        "The count of groups that the user has joined beyond the current limits.",
    ),
    "LimitExceeded.Tag": (409, "The count of tags of the resource beyond the current limits."),
    "InvalidParameter.RoleArn": (400, "The parameter RoleArn is wrongly formed."),
    "InvalidParameter.RoleSessionName": (400, "The parameter RoleSessionName is wrongly formed."),
    "InvalidParameter.DurationSeconds": (
        400,
        "The Min/Max value of DurationSeconds is 15min/1hr.",
    ),
    "InvalidParameter.ExternalId": (400, "The parameter ExternalId is wrongly formed."),
    "InvalidParameter.SourceIdentity": (400, "The parameter SourceIdentity is wrongly formed."),
    "InvalidParameter.SerialNumber": (400, "The parameter SerialNumber is wrongly formed."),
    "InvalidParameter.TokenCode": (400, "The parameter TokenCode is wrongly formed."),
    "InvalidParameter.PolicyGrammar": (400, "The parameter Policy has not passed grammar check."),
    "InvalidParameter.PolicySize": (400, "The size of Policy must be smaller than 2048 bytes."),
    "MalformedPolicyDocument": (
        400,
        "The policy document is malformed: Version Field required.",
    ),
    "NoPermission": (
        403,
        "You are not authorized to do this action. You should be authorized by RAM.",
    ),
}
NEVER = {
    "Inactive": "the service is always on",
    "InternalError": "nothing that a client can send comes to it; a fault on purpose does",
    "SearchInaccurate": "what was noted is found",
    "TooManyRequests": "searches are not counted; a fault on purpose may say so",
    "AuthenticationFail.ApiUsername": "there is no signing in with a name",
    "AuthenticationFail.ApiPassword": "nor with a password",
}
