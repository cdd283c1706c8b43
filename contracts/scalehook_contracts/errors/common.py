"""Errors that any product may answer."""

from scalehook_contracts.errors.base import ApiError


class InternalError(ApiError, status=500):
    """The request processing has failed due to some unknown error, exception or failure."""


class ServiceUnavailable(ApiError, status=503):
    """The request has failed due to a temporary failure of the server."""


class MissingParameter(ApiError):
    """The input parameter "{name}" that is mandatory for processing this request is not supplied."""


class MissingNamedParameter(ApiError):
    """{name} is mandatory for this action."""

    def __init__(self, message: str | None = None, *, name: str = "") -> None:
        """Its code has the name in it: `MissingRegionId`."""
        super().__init__(message, name=name)
        self.code = f"Missing{name}"


class InvalidParameter(ApiError):
    """The specified value of parameter "{name}" is not valid."""


class IdempotentParameterMismatch(ApiError):
    """The request uses the same client token as a previous, but non-identical request."""


class ForbiddenRam(ApiError, code="Forbidden.RAM", status=403):
    """User not authorized to operate on the specified resource, or this API doesn't support RAM."""


class ForbiddenUnauthorized(ApiError, code="Forbidden.Unauthorized", status=403):
    """A required authorization for the specified action is not supplied."""


class InvalidAccessKeyIdNotFound(ApiError, code="InvalidAccessKeyId.NotFound", status=404):
    """Specified access key is not found."""


class InvalidAccessKeyIdInactive(ApiError, code="InvalidAccessKeyId.Inactive"):
    """Specified access key is disabled."""


class MissingSecurityToken(ApiError):
    """SecurityToken is mandatory for this action."""


class InvalidSecurityTokenExpired(ApiError, code="InvalidSecurityToken.Expired"):
    """Specified SecurityToken is expired."""


class InvalidSecurityTokenMalformed(ApiError, code="InvalidSecurityToken.Malformed"):
    """Specified SecurityToken is malformed."""


class InvalidActionNotFound(ApiError, code="InvalidAction.NotFound", status=404):
    """Specified api is not found, please check your url and method."""
