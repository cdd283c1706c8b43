"""Errors of what is done with the instances of scaling groups, and of refreshing them."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.common import InvalidParameter


class IncorrectCapacityMaxSize(ApiError, code="IncorrectCapacity.MaxSize"):
    """To attach the instances, the total capacity will be greater than the MaxSize."""


class IncorrectCapacityMinSize(ApiError, code="IncorrectCapacity.MinSize"):
    """To remove the instances, the total capacity will be lesser than the MinSize."""


class IncorrectInstanceStatus(ApiError):
    """The current status of instance "{name}" does not support this action."""


class InvalidInstanceIdInUse(ApiError, code="InvalidInstanceId.InUse"):
    """Instance "{name}" is already attached to another scaling group."""


class InvalidInstanceIdNotFound(ApiError, code="InvalidInstanceId.NotFound", status=404):
    """Instance "{name}" does not exist."""


class InvalidInstanceIdOfNoGroup(ApiError, code="InvalidInstanceId.NotFound"):
    """Instance "{name}" does not exist."""


class UnsupportedRemovePolicy(InvalidParameter, code="InvalidParameter"):
    """The specified group does not support the specified RemovePolicy."""


class OperationDenied(ApiError):
    """This operation is denied because the specified scaling group does not support this action."""


class RefreshConflict(ApiError, code="InvalidOperation.Conflict"):
    """Specific operation may conflicts with other operations, please retry later."""
