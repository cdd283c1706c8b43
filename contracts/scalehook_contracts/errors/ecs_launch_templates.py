"""Errors of ECS on launch templates."""

from scalehook_contracts.errors.base import ApiError


class InvalidRegionNotExist(ApiError, code="InvalidRegion.NotExist"):
    """The specified region does not exist."""


class InvalidLaunchTemplateNotFound(ApiError, code="InvalidLaunchTemplate.NotFound", status=404):
    """The specified LaunchTemplateId "{id}" LaunchTemplateName "{name}" is not found."""


class InvalidLaunchTemplateVersionNotFound(
    ApiError, code="InvalidLaunchTemplateVersion.NotFound", status=404
):
    """The specified LaunchTemplateId "{id}" Version "{version}" is not found."""


class InvalidLaunchTemplateNameMalformed(ApiError, code="InvalidLaunchTemplateName.Malformed"):
    """The specified parameter LaunchTemplateName is not valid."""


class LaunchTemplateNameDuplicated(ApiError, code="LaunchTemplateName.Duplicated", status=403):
    """The specified LaunchTemplateName "{name}" already exist."""


class LaunchTemplateLimitExceed(ApiError, status=403):
    """The maximum number of templates is exceeded."""


class LaunchTemplateVersionLimitExceed(ApiError, status=403):
    """The maximum number of template's versions is exceeded."""


class InvalidVersionDescription(ApiError, code="InvalidDescription.Malformed"):
    """The specified parameter "VersionDescription" is not valid."""


class TemplateUserDataMalformed(ApiError, code="InvalidUserData.Base64FormatInvalid"):
    """The specified parameter UserData must be base64 encoded."""


class TemplateUserDataTooLarge(ApiError, code="InvalidUserData.SizeExceeded"):
    """The specified parameter UserData exceeds the size."""


class TemplateDuplicateTagKey(ApiError, code="Duplicate.TagKey"):
    """The Tag.N.Key contain duplicate key."""
