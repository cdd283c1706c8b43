"""Errors of RAM (2015-05-01) and STS (2015-04-01)."""

from scalehook_contracts.errors.base import ApiError


class NoPermission(ApiError, status=403):
    """You are not authorized to do this action."""


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
