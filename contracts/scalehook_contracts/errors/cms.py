"""Errors of CloudMonitor."""

from scalehook_contracts.errors.base import ApiError


class ParameterInvalid(ApiError):
    """Illegal parameters."""


class AccessForbidden(ApiError, status=403):
    """User not authorized to operate on the specified resource."""


class ResourceNotFound(ApiError, status=404):
    """The specified resource is not found."""
