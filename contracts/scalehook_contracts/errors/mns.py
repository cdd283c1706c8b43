"""Errors of Message Service; messages keep the service's own wording, as clients compare them."""

from scalehook_contracts.errors.base import ApiError


class AccessDenied(ApiError, status=403):
    """The OwnerId that your Access Key Id associated to is forbidden for this operation."""
