"""Errors of Auto Scaling; hook operations spell `InvalidParamter` so."""

from scalehook_contracts.errors.base import ApiError


class InvalidParamter(ApiError):
    """The specified value of parameter is not valid."""


class InvalidParameterConflict(ApiError, code="InvalidParameter.Conflict"):
    """The value of parameter {one} and parameter {other} are conflict."""


class InvalidRegionIdNotFound(ApiError, code="InvalidRegionId.NotFound", status=404):
    """The specified region does not exist."""


class InvalidScalingGroupIdNotFound(ApiError, code="InvalidScalingGroupId.NotFound", status=404):
    """The specified scaling group does not exist."""


class InvalidScalingGroupNameDuplicate(ApiError, code="InvalidScalingGroupName.Duplicate"):
    """The specified value of parameter ScalingGroupName is duplicated."""


class IncorrectScalingGroupStatus(ApiError):
    """The current status of the specified scaling group does not support this action."""


class MissingActiveScalingConfiguration(ApiError):
    """An active scaling configuration for the specified scaling group is not supplied."""


class InvalidScalingConfigurationIdNotFound(
    ApiError, code="InvalidScalingConfigurationId.NotFound", status=404
):
    """The specified scaling configuration does not exist."""


class InvalidScalingConfigurationNameDuplicate(
    ApiError, code="InvalidScalingConfigurationName.Duplicate"
):
    """The specified value of parameter ScalingConfigurationName is duplicated."""


class InvalidScalingRuleNameDuplicate(ApiError, code="InvalidScalingRuleName.Duplicate"):
    """The specified value of parameter ScalingRuleName is duplicated."""


class InvalidMinAdjustmentMagnitudeMismatchAdjustmentType(ApiError):
    """MinAdjustmentMagnitude is not supported by the specified adjustment type."""


class InvalidScalingRuleAriNotFound(ApiError, code="InvalidScalingRuleAri.NotFound", status=404):
    """The specified scaling rule Ari does not exist."""


class ScalingActivityInProgress(ApiError):
    """You cannot delete a scaling group or launch a new scaling activity while there is a scaling
    activity in progress for the specified scaling group.
    """


class IncorrectCapacityNoChange(ApiError, code="IncorrectCapacity.NoChange"):
    """To execute the specified scaling rule, the total capacity will not change."""


class InvalidNotificationArn(ApiError):
    """The specified parameter notificationArn is invalid."""


class UnsupportedNotificationType(ApiError, code="UnsupportedNotificationType.CurrentRegion"):
    """The notificationType is not supported in the special region which scalingGroup belongs to."""


class QueueNotExist(ApiError):
    """The specified queue does not exist."""


class TopicNotExist(ApiError):
    """The specified topic does not exist."""


class InvalidLifecycleHookNameDuplicate(ApiError, code="InvalidLifecycleHookName.Duplicate"):
    """The specified value of parameter lifecycleHookName is duplicated."""


class QuotaExceededLifecycleHook(ApiError, code="QuotaExceeded.LifecycleHook"):
    """Lifecycle hook quota exceeded in the specified scaling group."""


class InvalidLifecycleHookIdNotExist(ApiError, code="InvalidLifecycleHookId.NotExist"):
    """The specified lifecycleHookId not exist."""


class InvalidLifecycleHookNameNotExist(ApiError, code="InvalidLifecycleHookName.NotExist"):
    """The specified lifecycleHookName you provided not exist."""


class NoSuchLifecycleAction(ApiError, code="LifecycleHookIdAndLifecycleActionToken.Invalid"):
    """The specified lifecycleActionToken and lifecycleHookId you provided does not match any in
    process lifecycle action.
    """


class LifecycleActionTimeExceeded(ApiError, code="LifecycleAction.TimeExceeded"):
    """The specified parameter heartbeatTime exceed lifecycleAction max suspend time."""


class LifecycleActionRecordTimesExceeded(ApiError, code="LifecycleAction.RecordTimesExceeded"):
    """The specified lifecycleAction exceed lifecycleAction max record times."""
