"""Errors of Auto Scaling on scaling configurations and launch templates."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.scaling import InvalidScalingConfigurationNameDuplicate


class NewNameDuplicate(
    InvalidScalingConfigurationNameDuplicate, code="InvalidScalingConfigurationName.Duplicate"
):
    """The specified value of parameter is duplicated."""


class QuotaExceededScalingConfiguration(ApiError, code="QuotaExceeded.ScalingConfiguration"):
    """Scaling configuration quota exceeded in the specified scaling group."""


class IncorrectScalingConfigurationLifecycleState(ApiError):
    """The current lifecycle state of specified scaling configuration does not support this action."""


class InvalidUserDataBase64FormatInvalid(ApiError, code="InvalidUserData.Base64FormatInvalid"):
    """The specified parameter UserData must be base64 encoded."""


class InvalidUserDataSizeExceeded(ApiError, code="InvalidUserData.SizeExceeded"):
    """The specified parameter UserData exceeds the size."""


class InvalidTagsKeyValue(ApiError, code="InvalidTags.KeyValue"):
    """The specified tags key/value cannot be empty."""


class InvalidDeviceInUse(ApiError, code="InvalidDevice.InUse", status=403):
    """Device "{device}" has been occupied."""


class LaunchTemplateSetNotFound(ApiError, code="LaunchTemplateSet.NotFound"):
    """The specified launch template set is not found."""


class LaunchTemplateVersionSetNotFound(ApiError, code="LaunchTemplateVersionSet.NotFound"):
    """The specific version of launch template is not exist."""


class TemplateVersionNotNumber(ApiError, code="TemplateVersion.NotNumber"):
    """The input parameter "LaunchTemplateVersion" is supposed to be a string representing the version
    number.
    """


class TemplateMissingParameterImageId(ApiError, code="TemplateMissingParameter.ImageId"):
    """The input parameter "ImageId" that is mandatory for processing this request is not supplied."""


class TemplateMissingParameterInstanceTypes(ApiError, code="TemplateMissingParameter.InstanceTypes"):
    """The input parameter "InstanceTypes" that is mandatory for processing this request is not
    supplied.
    """


class TemplateMissingParameterSecurityGroup(ApiError, code="TemplateMissingParameter.SecurityGroup"):
    """The input parameter "SecurityGroup" that is mandatory for processing this request is not
    supplied.
    """
