"""Errors of making and changing ECS instances (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class InvalidClientTokenValueNotSupported(ApiError, code="InvalidClientToken.ValueNotSupported"):
    """The ClientToken provided is invalid."""


class InvalidMinAmountMalformed(ApiError, code="InvalidMinAmount.Malformed"):
    """The specified parameter MinAmount is not valid."""


class InvalidInstanceTypeValueNotSupported(ApiError, code="InvalidInstanceType.ValueNotSupported"):
    """The specified InstanceType beyond the permitted range."""


class InvalidInstanceNameMalformed(ApiError, code="InvalidInstanceName.Malformed"):
    """The specified parameter "InstanceName" is not valid."""


class InvalidInstanceNameCustomMalformed(ApiError, code="InvalidInstanceName.CustomMalformed"):
    """Customized section of instance or host name is invalid, please use valid format: [], [,], [m,],
    [,n], [m,n].
    """


class InvalidHostNameMalformed(ApiError, code="InvalidHostName.Malformed"):
    """The specified parameter "HostName" is not valid."""


class InvalidDescriptionMalformed(ApiError, code="InvalidDescription.Malformed"):
    """The specified parameter "Description" is not valid."""


class InvalidPasswordMalformed(ApiError, code="InvalidPassword.Malformed"):
    """The specified parameter "Password" is not valid."""


class InvalidPasswordParamMismatch(ApiError, code="InvalidPasswordParam.Mismatch"):
    """The input password should be null when passwdInherit is true."""


class InvalidUserDataSizeExceeded(ApiError, code="InvalidUserData.SizeExceeded"):
    """The specified parameter "UserData" exceeds the size."""


class InvalidUserDataBase64FormatInvalid(ApiError, code="InvalidUserData.Base64FormatInvalid"):
    """The specified UserData is not valid."""


class InvalidUserDataOfInstance(ApiError, code="InvalidUserData.Base64FormatInvalid", status=403):
    """The specified UserData is not valid"""


class InvalidInternetChargeTypeValueNotSupported(
    ApiError, code="InvalidInternetChargeType.ValueNotSupported"
):
    """The specified InternetChargeType is not valid."""


class InvalidInternetMaxBandwidthInMalformed(ApiError, code="InvalidInternetMaxBandwidthIn.Malformed"):
    """The specified parameter internetMaxBandwidthIn is not valid."""


class InvalidInternetMaxBandwidthOutMalformed(ApiError, code="InvalidInternetMaxBandwidthOut.Malformed"):
    """The specified parameter internetMaxBandwidthOut is not valid."""


class InvalidInstanceChargeTypeNotFound(ApiError, code="InvalidInstanceChargeType.NotFound", status=404):
    """The InstanceChargeType does not exist in our records."""


class MissingParamter(ApiError):
    """The specified parameter "Period" is not null."""


class InvalidSpotStrategy(ApiError):
    """The specified SpotStrategy is not valid."""


class InvalidSpotPrepaid(ApiError):
    """The specified Spot type is not support PrePay Instance."""


class InvalidSpotPriceLimit(ApiError):
    """The specified SpotPriceLimitis not valid."""


class InvalidSpotDuration(ApiError):
    """The specified SpotDuration is not valid."""


class InvalidParameterCreditSpecification(ApiError, code="InvalidParameter.CreditSpecification"):
    """The specified CreditSpecification is not supported in this region."""


class InvalidSystemDiskCategoryValueNotSupported(
    ApiError, code="InvalidSystemDiskCategory.ValueNotSupported"
):
    """The specified parameter "SystemDisk.Category" is not valid."""


class InvalidSystemDiskSizeLessThanMinSize(
    ApiError, code="InvalidSystemDiskSize.LessThanMinSize", status=404
):
    """The specified parameter SystemDisk.Size is less than the min size."""


class InvalidSystemDiskSizeMoreThanMaxSize(
    ApiError, code="InvalidSystemDiskSize.MoreThanMaxSize", status=404
):
    """The specified parameter SystemDisk.Size is more than the max size."""


class InvalidDataDiskCategoryValueNotSupported(
    ApiError, code="InvalidDataDiskCategory.ValueNotSupported"
):
    """The specified parameter "DataDisk.n.Category" is not valid."""


class InvalidDataDiskSizeValueNotSupported(ApiError, code="InvalidDataDiskSize.ValueNotSupported"):
    """The specified DataDisk.n.Size beyond the permitted range, or the capacity of snapshot exceeds the
    size limit of the specified disk category.
    """


class InvalidPrivateIpAddress(ApiError):
    """Specified private IP address is not in the CIDR block of virtual switch."""


class InvalidPrivateIpAddressMalformed(ApiError, code="InvalidPrivateIpAddress.Malformed"):
    """Specified private IP address is malformed."""


class InvalidPrivateIpAddressDuplicated(ApiError, code="InvalidPrivateIpAddress.Duplicated"):
    """The specified private IP address is already in use."""


class OperationDeniedZoneNotAllowed(ApiError, code="OperationDenied.ZoneNotAllowed", status=403):
    """The creation of Instance to the specified Zone is not allowed."""


class OperationDeniedNoStock(ApiError, code="OperationDenied.NoStock", status=403):
    """The requested resource is sold out in the specified zone; try other types of resources or other
    regions and zones.
    """


class ResourceOutOfUsage(ApiError, code="OperationDenied.NoStock", status=403):
    """The resource is out of usage."""
