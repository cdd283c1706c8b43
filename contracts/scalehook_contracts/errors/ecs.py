"""Errors of ECS and Cloud Assistant (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class InvalidInstanceNotFound(ApiError, code="InvalidInstance.NotFound", status=404):
    """The specified instance does not exist."""


class InvalidInstanceNotMatch(ApiError, code="InvalidInstance.NotMatch", status=403):
    """The specified instance type does not match the command."""


class InvalidCmdTypeNotFound(ApiError, code="InvalidCmdType.NotFound", status=403):
    """The specified command type does not exist."""


class MissingParamInstanceId(ApiError, code="MissingParam.InstanceId"):
    """The parameter instanceId is missing or empty."""


class InstanceIdsExceedLimit(ApiError, code="InstanceIds.ExceedLimit", status=403):
    """The number of instance IDs exceeds the upper limit."""


class CmdContentExceedLimit(ApiError, code="CmdContent.ExceedLimit", status=403):
    """The maximum length of a command is exceeded."""


class CmdContentDecodeError(ApiError, code="CmdContent.DecodeError"):
    """The CommandContent can not be base64 decoded."""


class CmdNameExceedLimit(ApiError, code="CmdName.ExceedLimit", status=403):
    """The length of the command name exceeds the upper limit."""


class CmdDescExceedLimit(ApiError, code="CmdDesc.ExceedLimit", status=403):
    """The length of the command description exceeds the upper limit."""


class UsernameExceedLimit(ApiError, code="Username.ExceedLimit", status=403):
    """The length of the username exceeds the upper limit."""


class ParameterDisabled(ApiError, code="Parameter.Disabled", status=404):
    """Parameters cannot be passed in when the command customization function is disabled."""


class ParameterCountExceedLimit(ApiError, code="ParameterCount.ExceedLimit", status=403):
    """The maximum number of parameters is exceeded."""


class ParameterKeyExceedLimit(ApiError, code="ParameterKey.ExceedLimit", status=403):
    """The maximum length of a parameter name is exceeded."""


class ParameterKeyDuplicate(ApiError, code="ParameterKey.Duplicate", status=403):
    """Parameter names cannot be duplicated."""


class CmdParamEmptyKey(ApiError, code="CmdParam.EmptyKey", status=403):
    """You must specify the parameter names."""


class CmdParamInvalidParamName(ApiError, code="CmdParam.InvalidParamName", status=403):
    """Invalid parameter name. The name can contain only lowercase letters (a to z), uppercase letters
    (A to Z), numbers (0 to 9), hyphens (-), and underscores (_).
    """


class ParameterNotMatched(ApiError, code="Parameter.NotMatched", status=403):
    """The passed-in parameters do not match the parameters defined when you created the command."""
