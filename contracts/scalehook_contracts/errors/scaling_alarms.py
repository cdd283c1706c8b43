"""Errors of event-triggered tasks."""

from scalehook_contracts.errors.base import ApiError


class InvalidAlarmParameter(ApiError, code="InvalidParameter", status=404):
    """The specified value of parameter "{name}" is not valid."""
