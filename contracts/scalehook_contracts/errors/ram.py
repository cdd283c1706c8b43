"""Errors of RAM (2015-05-01) and STS (2015-04-01)."""

from scalehook_contracts.errors.base import ApiError


class NoPermission(ApiError, status=403):
    """You are not authorized to do this action."""


class NoPermissionOfSts(NoPermission, code="NoPermission", status=403):
    """You are not authorized to do this action. You should be authorized by RAM."""


class MalformedPolicyDocument(ApiError):
    """The policy document is malformed: {why}."""


class EntityNotExistRole(ApiError, code="EntityNotExist.Role", status=404):
    """The role not exists: acs:ram::{account}:role/{name}."""


class SpecifiedRoleNotExist(ApiError, code="EntityNotExist.Role", status=404):
    """The specified Role not exists ."""


class EntityNotExistPolicy(ApiError, code="EntityNotExist.Policy", status=404):
    """The policy does not exist."""


class EntityNotExistUser(ApiError, code="EntityNotExist.User", status=404):
    """The user does not exist."""


class EntityNotExistRolePolicy(ApiError, code="EntityNotExist.Role.Policy", status=404):
    """The indicate policy attached to the role does not exist."""


class EntityAlreadyExistsRole(ApiError, code="EntityAlreadyExists.Role", status=409):
    """The role does already EXIST."""


class EntityAlreadyExistsPolicy(ApiError, code="EntityAlreadyExists.Policy", status=409):
    """The policy does already EXIST."""


class EntityAlreadyExistsUser(ApiError, code="EntityAlreadyExists.User", status=409):
    """The user does already EXIST."""


class EntityAlreadyExistsRolePolicy(ApiError, code="EntityAlreadyExists.Role.Policy", status=409):
    """The role has already been attached this policy."""


class EntityAlreadyExistsUserPolicy(ApiError, code="EntityAlreadyExists.User.Policy", status=409):
    """The user has already been attached this policy."""


class InvalidRoleArn(ApiError, code="InvalidParameter.RoleArn"):
    """The parameter RoleArn is wrongly formed."""


class InvalidExternalId(ApiError, code="InvalidParameter.ExternalId"):
    """The parameter ExternalId is wrongly formed."""


class InvalidRoleSessionName(ApiError, code="InvalidParameter.RoleSessionName"):
    """The parameter RoleSessionName is wrongly formed."""


class InvalidDurationSeconds(ApiError, code="InvalidParameter.DurationSeconds"):
    """The Min/Max value of DurationSeconds is 15min/1hr."""


class InvalidPolicyGrammar(ApiError, code="InvalidParameter.PolicyGrammar"):
    """The parameter Policy has not passed grammar check."""


class InvalidPolicySize(ApiError, code="InvalidParameter.PolicySize"):
    """The size of Policy must be smaller than 2048 bytes."""


class LimitExceededRolePolicy(ApiError, code="LimitExceeded.Role.Policy", status=409):
    """The count of policies attached to the role beyond the current limits."""


class LimitExceededUserPolicy(ApiError, code="LimitExceeded.User.Policy", status=409):
    """The count of policies attached to the user beyond the current limits."""


class EntityNotExistPolicyVersion(ApiError, code="EntityNotExist.Policy.Version", status=404):
    """The policy version does not exist."""


class EntityNotExistUserPolicy(ApiError, code="EntityNotExist.User.Policy", status=404):
    """The indicate policy of the user does not exist."""


class EntityNotExistGroup(ApiError, code="EntityNotExist.Group", status=404):
    """The group does not exist."""


class EntityNotExistGroupPolicy(ApiError, code="EntityNotExist.Group.Policy", status=404):
    """The indicate policy attached to the group does not exist."""


class EntityNotExistUserGroup(ApiError, code="EntityNotExist.User.Group", status=404):
    """The user has not joined the group."""


class EntityAlreadyExistsGroup(ApiError, code="EntityAlreadyExists.Group", status=409):
    """The group does already EXIST."""


class EntityAlreadyExistsGroupPolicy(ApiError, code="EntityAlreadyExists.Group.Policy", status=409):
    """The group has already been attached this policy."""


class EntityAlreadyExistsUserGroup(ApiError, code="EntityAlreadyExists.User.Group", status=409):
    """The user has already joined the group."""


class DeleteConflictPolicyUser(ApiError, code="DeleteConflict.Policy.User", status=409):
    """The policy CAN NOT been attached to any user while deleting the policy."""


class DeleteConflictPolicyGroup(ApiError, code="DeleteConflict.Policy.Group", status=409):
    """The policy CAN NOT been attached to any group while deleting the policy."""


class DeleteConflictPolicyRole(ApiError, code="DeleteConflict.Policy.Role", status=409):
    """The policy CAN NOT been attached to any role while deleting the policy."""


class DeleteConflictPolicyVersion(ApiError, code="DeleteConflict.Policy.Version", status=409):
    """The policy CAN NOT has any version except the default version."""


class DeleteConflictDefaultVersion(ApiError, code="DeleteConflict.Policy.Version.Default", status=409):
    """The default policy version CAN NOT been deleted directly."""


class DeleteConflictGroupUser(ApiError, code="DeleteConflict.Group.User", status=409):
    """The group CAN NOT has any user while deleting the group."""


class DeleteConflictGroupPolicy(ApiError, code="DeleteConflict.Group.Policy", status=409):
    """The group CAN NOT has any attached policy while deleting the group."""


class LimitExceededPolicyVersion(ApiError, code="LimitExceeded.Policy.Version", status=409):
    """The count of policy version beyond the current limits."""


class LimitExceededGroupPolicy(ApiError, code="LimitExceeded.Group.Policy", status=409):
    """The count of policies attached to the group beyond the current limits."""


class LimitExceededGroup(ApiError, code="LimitExceeded.Group", status=409):
    """The count of groups beyond the current limits."""


class LimitExceededUserGroup(ApiError, code="LimitExceeded.User.Group", status=409):
    """The count of groups that the user has joined beyond the current limits."""


class EntityNotExistUserAccessKey(ApiError, code="EntityNotExist.User.AccessKey", status=404):
    """The user access key does not exist."""


class DeleteConflictUserAccessKey(ApiError, code="DeleteConflict.User.AccessKey", status=409):
    """The user CAN NOT has any access key while deleting the user."""


class DeleteConflictUserGroup(ApiError, code="DeleteConflict.User.Group", status=409):
    """The user CAN NOT has joined any group while deleting the user."""


class DeleteConflictUserPolicy(ApiError, code="DeleteConflict.User.Policy", status=409):
    """The user CAN NOT has any attached policy while deleting the user."""


class LimitExceededUser(ApiError, code="LimitExceeded.User", status=409):
    """The count of users beyond the current limits."""


class LimitExceededRole(ApiError, code="LimitExceeded.Role", status=409):
    """The count of roles beyond the current limits."""


class LimitExceededPolicy(ApiError, code="LimitExceeded.Policy", status=409):
    """The count of policy beyond the current limits."""


class LimitExceededUserAccessKey(ApiError, code="LimitExceeded.User.AccessKey", status=409):
    """The count of access keys of the user beyond the current limits."""


class LimitExceededTag(ApiError, code="LimitExceeded.Tag", status=409):
    """The count of tags of the resource beyond the current limits."""


class InvalidSerialNumber(ApiError, code="InvalidParameter.SerialNumber"):
    """The parameter SerialNumber is wrongly formed."""


class InvalidTokenCode(ApiError, code="InvalidParameter.TokenCode"):
    """The parameter TokenCode is wrongly formed."""


class InvalidContentType(ApiError, code="InvalidParameter.ContentType"):
    """The ContentType request header must be either "application/json" or
    "application/x-www-form-urlencoded".
    """


class InvalidSourceIdentity(ApiError, code="InvalidParameter.SourceIdentity"):
    """The parameter SourceIdentity is wrongly formed."""


class DeleteConflictRolePolicy(ApiError, code="DeleteConflict.Role.Policy", status=409):
    """The role CAN NOT has any attached policy while deleting the role."""


class NotSupport(ApiError):
    """This method can only be invoked by customer, sub user and assumed role user."""


class EncodedMessageExpire(ApiError):
    """The EncodedDiagnosticMessage is expired."""


class DiagnosticMessageNotExist(ApiError, code="EntityNotExist", status=404):
    """The specific DecodedDiagnosticMessage cannot be found."""


class NoSuchPrincipal(ApiError, code="EntityNotExist.Principal", status=404):
    """There is no user, role or service of the name {name}."""


class TagsWanted(ApiError, code="TagsWanted"):
    """A policy makes a condition of the tags of resources."""


class NoSuchRefusal(ApiError, code="EntityNotExist.Refusal", status=404):
    """No refusal of the request {request_id} is remembered."""
