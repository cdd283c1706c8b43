"""Errors of hooks and activities whose documented texts differ from one operation to another."""

from scalehook_contracts.errors.common import InvalidParameter
from scalehook_contracts.errors.scaling import (
    InvalidLifecycleHookIdNotExist,
    InvalidLifecycleHookNameNotExist,
    InvalidNotificationArn,
    InvalidParamter,
    UnsupportedNotificationType,
)


class InvalidHookValue(InvalidParamter, code="InvalidParamter"):
    """The specified value of parameter is invalid."""


class MetadataWithoutArn(InvalidParamter, code="InvalidParamter"):
    """The specified value of parameter is not valid. NotificationMetadata needs a NotificationArn to be
    sent to; with SCALEHOOK_METADATA_WITHOUT_ARN=accept it is taken without one, and has no effect.
    """


class NoHookOfThisId(InvalidLifecycleHookIdNotExist, code="InvalidLifecycleHookId.NotExist"):
    """The specified lifecycleHookId does not exist."""


class NoHookOfThisName(InvalidLifecycleHookNameNotExist, code="InvalidLifecycleHookName.NotExist"):
    """The specified lifecycleHookName you provided does not exist."""


class InvalidModifiedArn(InvalidNotificationArn, code="InvalidNotificationArn"):
    """The specified parameter NotificationArn is invalid."""


class UnsupportedNotificationTypeHere(
    UnsupportedNotificationType, code="UnsupportedNotificationType.CurrentRegion"
):
    """The NotificationType is not supported in the special region which scalingGroup belongs to."""


class MissingScalingActivityId(InvalidParameter, code="InvalidParameter"):
    """The input parameter "ScalingActivityId" that is mandatory for processing this request is not
    supplied
    """
