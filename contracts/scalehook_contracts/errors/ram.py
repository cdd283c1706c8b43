"""Errors of RAM (2015-05-01) and STS (2015-04-01)."""

from scalehook_contracts.errors.base import ApiError


class NoPermission(ApiError, status=403):
    """You are not authorized to do this action."""
