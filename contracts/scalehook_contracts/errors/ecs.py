"""Errors of Cloud Assistant's runs on ECS instances (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.common import IdempotentParameterMismatch


class InvalidInstanceNotFound(ApiError, code="InvalidInstance.NotFound", status=404):
    """The specified instance does not exist."""


class InvalidInstanceNotMatch(ApiError, code="InvalidInstance.NotMatch"):
    """The specified instance type does not match the command."""


class MissingParamInstanceId(ApiError, code="MissingParam.InstanceId"):
    """The parameter instanceId is missing or empty."""


class InstanceIdsExceedLimit(ApiError, code="InstanceIds.ExceedLimit", status=403):
    """The number of instance IDs exceeds the upper limit."""


class UsernameExceedLimit(ApiError, code="Username.ExceedLimit", status=403):
    """The length of the username exceeds the upper limit."""


class WindowsPasswordNameExceedLimit(ApiError, code="WindowsPasswordName.ExceedLimit", status=403):
    """The length of the WindowsPasswordName exceeds the upper limit."""


class WindowsPasswordNameMissed(ApiError, code="WindowsPasswordName.Missed"):
    """WindowsPasswordName must be specified when you create a Windows task."""


class MissingParamFrequency(ApiError, code="MissingParam.Frequency"):
    """The frequency must be specified when you create a timed task."""


class InvalidParamFrequency(ApiError, code="InvalidParam.Frequency"):
    """The specified frequency is invalid."""


class InvalidRepeatModeNotFound(ApiError, code="InvalidRepeatMode.NotFound", status=404):
    """The specified repeat mode does not exist."""


class InvalidTerminationModeNotFound(ApiError, code="InvalidTerminationMode.NotFound", status=404):
    """The specified parameter TerminationMode does not exist."""


class InvalidContainerIdMalformed(ApiError, code="InvalidContainerId.Malformed"):
    """The specified parameter ContainerId is not valid."""


class InvalidContainerNameMalformed(ApiError, code="InvalidContainerName.Malformed"):
    """The specified parameter ContainerName is not valid."""


class InvalidInvokeIdNotFound(ApiError, code="InvalidInvokeId.NotFound", status=404):
    """The specified invoke ID does not exist."""


class InvocationExceedQuota(ApiError, code="Invocation.ExceedQuota", status=403):
    """The invocation quota in the current region has been reached for today."""


class InvalidClientTokenMalformed(ApiError, code="InvalidClientToken.Malformed"):
    """The specified parameter clientToken is not valid."""


class ClientTokenReused(IdempotentParameterMismatch, code="IdempotentParameterMismatch", status=403):
    """The specified parameter has changed while using an already used clientToken."""


class RegionIdApiNotSupported(ApiError, code="RegionId.ApiNotSupported"):
    """The api is not supported in this region."""


class InvalidResourceGroupNotFound(ApiError, code="InvalidResourceGroup.NotFound", status=404):
    """The ResourceGroup provided does not exist in our records."""


class ParameterStoreInvalidParameters(ApiError, code="ParameterStore.InvalidParameters", status=403):
    """The parameter is invalid in Parameter Store."""


class ParameterStoreNoPermission(ApiError, code="ParameterStore.NoPermission", status=403):
    """You have no access to Parameter Store."""


class InvalidParamPageNumber(ApiError, code="InvalidParam.PageNumber"):
    """The specified parameter is invalid."""


class InvalidParamPageSize(ApiError, code="InvalidParam.PageSize"):
    """The specified parameter is invalid."""


class InvalidParameterMaxResults(ApiError, code="InvalidParameter.MaxResults"):
    """The specified parameter MaxResults is not valid."""


class InvalidParameterNextToken(ApiError, code="InvalidParameter.NextToken"):
    """The specified parameter NextToken is not valid."""
