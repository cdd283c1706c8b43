"""Errors of scheduled tasks."""

from scalehook_contracts.errors.base import ApiError


class InvalidScheduledTaskNameDuplicate(ApiError, code="InvalidScheduledTaskName.Duplicate"):
    """The specified value of parameter ScheduledTaskName is duplicated."""


class ScheduledTaskRenamedToDuplicate(
    InvalidScheduledTaskNameDuplicate, code="InvalidScheduledTaskName.Duplicate"
):
    """The specified value of parameter ScheduledTaskNameis duplicated."""


class QuotaExceededScheduledTask(ApiError, code="QuotaExceeded.ScheduledTask"):
    """Scheduled task quota exceeded."""


class ScheduledActionRegionMismatch(ApiError, code="ScheduledAction.RegionMismatch"):
    """The specified scheduled task and the specified scheduled action are not in the same Region."""


class InvalidScheduledTaskIdNotFound(ApiError, code="InvalidScheduledTaskId.NotFound", status=404):
    """The specified scheduled task does not exist."""
