"""Errors of RunCommand that have another text in other operations (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class RunCmdParamEmptyKey(ApiError, code="CmdParam.EmptyKey"):
    """Command parameters can not be empty."""


class RunCmdParamInvalidParamName(ApiError, code="CmdParam.InvalidParamName"):
    """A command parameter name is invalid."""


class RunCmdParamNameExceedLimit(ApiError, code="CmdParamName.ExceedLimit", status=403):
    """The length of the command parameter name exceeds the limit."""


class RunCmdParamCountExceedLimit(ApiError, code="CmdParamCount.ExceedLimit", status=403):
    """You've reached the limit on the count of command parameters."""


class RunParameterDisabled(ApiError, code="Parameter.Disabled"):
    """Parameters should not be passed when CreateCommand.EnableParameter is false."""


class RunParameterCountExceedLimit(ApiError, code="ParameterCount.ExceedLimit", status=403):
    """The number of command parameters exceeds the maximum number that can be set."""


class RunParameterKeyExceedLimit(ApiError, code="ParameterKey.ExceedLimit", status=403):
    """The length of the specified parameter key exceeds the maximum length that can be set."""


class RunNumberExceedTags(ApiError, code="NumberExceed.Tags"):
    """Ensure the number of tag parameters is not greater than 20."""
