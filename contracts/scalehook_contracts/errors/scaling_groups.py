"""Errors of scaling groups, their tags and their processes."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.scaling import InvalidParameterConflict
from scalehook_contracts.errors.scaling_instances import IncorrectCapacityMaxSize


class ConfilictInModification(InvalidParameterConflict, code="InvalidParameter.Conflict"):
    """The value of parameter {one} and parameter {other} are confilict."""


class TooManyInstancesToEnableWith(IncorrectCapacityMaxSize, code="IncorrectCapacity.MaxSize"):
    """To attach the instances, the total capacity will be greater than the max size."""


class QuotaExceededScalingGroup(ApiError, code="QuotaExceeded.ScalingGroup"):
    """Scaling group quota exceeded."""


class InstanceInUse(ApiError):
    """You cannot delete a scaling configuration or scaling group while there is an instance associated
    with it.
    """


class InvalidOperationConflict(ApiError, code="InvalidOperation.Conflict"):
    """Specific operation may conflicts with other operations, please retry later."""


class InvalidResourceTypeNotFound(ApiError, code="InvalidResourceType.NotFound"):
    """The ResourceType provided does not exist in our records."""


class InvalidTagKeyMalformed(ApiError, code="InvalidTagKey.Malformed"):
    """The specified tag key "{key}" is not valid."""


class InvalidTagsListSize(ApiError, code="InvalidTags.ListSize"):
    """The specified tags list size cannot be more than "20"."""


class MissingParameterTagKey(ApiError, code="MissingParameter.TagKey"):
    """The input parameter "TagKey" that is mandatory for processing this request is not supplied."""
