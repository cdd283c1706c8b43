"""Errors of OOS; it spells `EntityNotExists` with an s."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.common import InvalidParameter


class EntityNotExistsTemplate(ApiError, code="EntityNotExists.Template", status=404):
    """The specified template does not exist."""


class EntityAlreadyExistsTemplate(ApiError, code="EntityAlreadyExists.Template"):
    """The template already exists."""


class EntityNotExistsExecution(ApiError, code="EntityNotExists.Execution", status=404):
    """The specified execution does not exist."""


class AssumeRoleNotExist(ApiError):
    """The role {name} does not exist, or OOS is not trusted to assume it."""


class EntityNotExistsParameter(ApiError, code="EntityNotExists.Parameter", status=404):
    """The specified parameter does not exist."""


class EntityNotExistsSecretParameter(ApiError, code="EntityNotExists.SecretParameter", status=404):
    """The specified secret parameter does not exist."""


class EntityAlreadyExistsParameter(ApiError, code="EntityAlreadyExists.Parameter", status=409):
    """The specified parameter already exists."""


class EntityAlreadyExistsSecretParameter(
    ApiError, code="EntityAlreadyExists.SecretParameter", status=409
):
    """The specified secret parameter already exists."""


class InvalidTemplate(ApiError):
    """The template is invalid: {why}"""


class InvalidTemplateParameter(InvalidParameter, code="InvalidParameter"):
    """The parameter is invalid: {why}."""
