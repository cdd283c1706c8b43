"""Errors of ECS instances (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class DryRunOperation(ApiError):
    """Request validation has been passed with DryRun flag set."""


class DryRunSuccess(ApiError, code="DRYRUN.SUCCESS"):
    """This request is a dryrun request with successful result."""


class InvalidRegionIdNotFound(ApiError, code="InvalidRegionId.NotFound", status=404):
    """The RegionId provided does not exist in our records."""


class InvalidZoneIdNotFound(ApiError, code="InvalidZoneId.NotFound", status=404):
    """The ZoneId provided does not exist in our records."""


class InvalidInstanceIdNotFound(ApiError, code="InvalidInstanceId.NotFound", status=404):
    """The specified InstanceId does not exist."""


class InvalidInstanceIdNull(ApiError, code="InvalidInstanceId.NotFound", status=403):
    """InstanceId should not be null."""


class InvalidInstanceIdsNotFound(ApiError, code="InvalidInstanceIds.NotFound", status=404):
    """The specified InstanceIds does not exist."""


class InvalidInstanceIdsMalFormed(ApiError, code="Abs.InvalidInstanceIds.MalFormed", status=403):
    """The specified instanceIds is not valid."""


class TooManyInstanceIds(ApiError, code="InvalidParameter.TooManyInstanceIds", status=403):
    """Instance ids cannot be more than 100."""


class IncorrectInstanceStatus(ApiError, status=403):
    """The current status of the resource does not support this operation."""


class IncorrectInstanceStatusInitializing(
    ApiError, code="IncorrectInstanceStatus.Initializing", status=403
):
    """The specified instance status does not support this operation."""


class InvalidOperationDeletionProtection(
    ApiError, code="InvalidOperation.DeletionProtection", status=403
):
    """The operation is not allowed due to deletion protection."""


class ChargeTypeViolation(ApiError, status=403):
    """The operation is not permitted due to charge type of the instance."""


class InvalidChargeTypeValueNotSupported(
    ApiError, code="InvalidChargeType.ValueNotSupported", status=403
):
    """Deletion protection is only valid for postPaid instance, not for prePaid or spot instance."""


class InvalidStatusNotFound(ApiError, code="InvalidStatus.NotFound", status=404):
    """The specified Status is not found."""


class InvalidNetworkTypeNotFound(ApiError, code="InvalidNetworkType.NotFound", status=404):
    """The specified InstanceNetworkType is not found."""


class InvalidLockReasonNotFound(ApiError, code="InvalidLockReason.NotFound", status=404):
    """The specified LockReason is not found."""


class InvalidHpcClusterIdNotFound(ApiError, code="InvalidHpcClusterId.NotFound"):
    """The specified HpcClusterId is not found."""


class InvalidInternetChargeTypeNotFound(
    ApiError, code="InvalidInternetChargeType.ValueNotSupported", status=404
):
    """The specified InternetChargeType is not valid."""


class InvalidFilterKeyNotFound(ApiError, code="InvalidFilterKey.NotFound", status=404):
    """Invalid filter.{name}."""


class InvalidFilterValue(ApiError, status=404):
    """Invalid filter.{name}."""


class InvalidTagMismatch(ApiError, code="InvalidTag.Mismatch"):
    """The specified Tag.n.Key and Tag.n.Value are not match."""


class InvalidTagCount(ApiError):
    """The specified tags are beyond the permitted range."""


class InvalidTagKeyMalformed(ApiError, code="InvalidTagKey.Malformed"):
    """The specified Tag.n.Key is not valid."""


class InvalidTagValueMalformed(ApiError, code="InvalidTagValue.Malformed"):
    """The specified Tag.n.Value is not valid."""


class DuplicateTagKey(ApiError, code="Duplicate.TagKey"):
    """The Tag.N.Key contain duplicate key."""


class NumberExceedResourceIds(ApiError, code="NumberExceed.ResourceIds"):
    """The ResourceIds parameter's number is exceed , Valid : 50"""


class NumberExceedTags(ApiError, code="NumberExceed.Tags"):
    """The Tags parameter's number is exceed , Valid : 20"""


class MissingParameterTags(ApiError, code="MissingParameter.Tags", status=404):
    """The parameter - Tags should not be null"""


class OperationDeniedQuotaExceed(ApiError, code="OperationDenied.QuotaExceed"):
    """The quota of tags on resource is beyond permitted range."""


class InvalidResourceIdNotFound(ApiError, code="InvalidResourceId.NotFound", status=404):
    """The specified ResourceIds are not found in our records."""


class InvalidResourceTypeNotFound(ApiError, code="InvalidResourceType.NotFound", status=404):
    """The ResourceType provided does not exist in our records."""


class InvalidParameterSecurityGroupIdRepeated(
    ApiError, code="InvalidParameter.SecurityGroupIdRepeated", status=404
):
    """The specified security group ids has repeated."""
