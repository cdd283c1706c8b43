"""Errors of ALB (2020-06-16)."""

from scalehook_contracts.errors.base import ApiError


class ForbiddenServerGroup(ApiError, code="Forbidden.ServerGroup", status=403):
    """Authentication has failed for ServerGroup."""


class ForbiddenToRemoveServers(ApiError, code="Forbidden.ServerGroup", status=403):
    """Authentication is failed for ServerGroup."""


class ResourceNotFoundServerGroup(ApiError, code="ResourceNotFound.ServerGroup", status=404):
    """The specified resource {name} is not found."""


class ResourceNotFoundEcs(ApiError, code="ResourceNotFound.Ecs", status=404):
    """The specified resource {name} is not found."""


class ResourceNotFoundBackendServer(ApiError, code="ResourceNotFound.BackendServer", status=404):
    """The specified resource {name} is not found."""


class ConflictBackendServer(ApiError, code="Conflict.BackendServer"):
    """There is already {one} having the same configuration with {other}."""


class DuplicatedParamBackendServer(ApiError, code="DuplicatedParam.BackendServer"):
    """The param of {name} is duplicated."""


class MismatchServerType(ApiError, code="Mismatch.ServerType"):
    """The {what} is mismatched for {one} and {other}."""


class DryRunOperation(ApiError):
    """Request validation has been passed with DryRun flag set."""
