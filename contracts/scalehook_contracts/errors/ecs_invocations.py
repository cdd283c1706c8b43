"""Errors of InvokeCommand that have another status or text in RunCommand (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class InvokeCmdContentExceedLimit(ApiError, code="CmdContent.ExceedLimit", status=403):
    """The maximum length of a command is exceeded."""


class InvokeParameterNotMatched(ApiError, code="Parameter.NotMatched", status=403):
    """The passed-in parameters do not match the parameters defined when you created the command."""


class InvokeParameterKeyDuplicate(ApiError, code="ParameterKey.Duplicate", status=403):
    """Parameter names cannot be duplicated."""


class InvokeWindowsPasswordNameMissed(ApiError, code="WindowsPasswordName.Missed", status=403):
    """WindowsPasswordName must be specified when you create a Windows task."""
