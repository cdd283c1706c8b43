"""Errors of Cloud Assistant's commands, their parameters and tags (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class InvalidCmdTypeNotFound(ApiError, code="InvalidCmdType.NotFound", status=404):
    """The specified command type does not exist."""


class InvalidCmdIdNotFound(ApiError, code="InvalidCmdId.NotFound", status=404):
    """The specified command ID does not exist."""


class InvalidStatusCmdIdInUse(ApiError, code="InvalidStatus.CmdIdInUse", status=403):
    """The specified commandId is in use by some runing Invocation."""


class CmdCountExceedQuota(ApiError, code="CmdCount.ExceedQuota", status=403):
    """The total number of commands in the current region exceeds the quota."""


class CmdContentExceedLimit(ApiError, code="CmdContent.ExceedLimit", status=403):
    """The length of the command content exceeds the upper limit."""


class CmdContentDecodeError(ApiError, code="CmdContent.DecodeError"):
    """The CommandContent can not be base64 decoded."""


class CmdNameExceedLimit(ApiError, code="CmdName.ExceedLimit", status=403):
    """The length of the command name exceeds the upper limit."""


class CmdDescExceedLimit(ApiError, code="CmdDesc.ExceedLimit", status=403):
    """The length of the command description exceeds the upper limit."""


class ModifyCmdDescExceedLimit(ApiError, code="CmdDesc.ExceedLimit", status=403):
    """The length of the command description exceeds the upperlimit."""


class InvalidCharacterCommandName(ApiError, code="InvalidParameterCharacter.CommandName", status=403):
    """The command Name contains illegal characters."""


class InvalidCharacterCommandDescription(
    ApiError, code="InvalidParameterCharacter.CommandDescription", status=403
):
    """The command Description contains illegal characters."""


class InvalidCharacterCommandWorkingDir(
    ApiError, code="InvalidParameterCharacter.CommandWorkingDir", status=403
):
    """The command WorkingDir contains illegal characters."""


class InvalidParameterWorkingDir(ApiError, code="InvalidParameter.WorkingDir"):
    """The specified parameter WorkingDir is not valid."""


class CmdParamEmptyKey(ApiError, code="CmdParam.EmptyKey"):
    """You must specify the parameter names."""


class CmdParamInvalidParamName(ApiError, code="CmdParam.InvalidParamName"):
    """Invalid parameter name. The name can contain only lowercase letters (a to z), uppercase letters
    (A to Z), numbers (0 to 9), hyphens (-), and underscores (_).
    """


class CmdParamNameExceedLimit(ApiError, code="CmdParamName.ExceedLimit", status=403):
    """The maximum length of a parameter name is exceeded."""


class CmdParamCountExceedLimit(ApiError, code="CmdParamCount.ExceedLimit", status=403):
    """The maximum number of custom parameters is exceeded."""


class InvalidParameterParameters(ApiError, code="InvalidParameter.Parameters"):
    """The specified parameter Parameters is not valid."""


class ParameterDisabled(ApiError, code="Parameter.Disabled"):
    """Parameters cannot be passed in when the command customization function is disabled."""


class ParameterCountExceedLimit(ApiError, code="ParameterCount.ExceedLimit", status=403):
    """The maximum number of parameters is exceeded."""


class ParameterKeyExceedLimit(ApiError, code="ParameterKey.ExceedLimit", status=403):
    """The maximum length of a parameter name is exceeded."""


class ParameterKeyDuplicate(ApiError, code="ParameterKey.Duplicate"):
    """The parameter may not contain duplicate keys."""


class ParameterNotMatched(ApiError, code="Parameter.NotMatched"):
    """The parameters of creation do not match those of invocation."""


class ParameterTypeNotSupported(ApiError, code="ParameterType.NotSupported", status=403):
    """The type of parameter value is not supported."""


class ParameterMissingValue(ApiError, code="Parameter.MissingValue"):
    """The parameter value of this command is required."""


class InvalidResourceTagConflict(ApiError, code="InvalidResourceTag.ConflictWithInstanceIds"):
    """The specified param ResourceTag conflicts with InstanceId."""


class InvalidResourceTagInstanceNotFound(ApiError, code="InvalidResourceTag.InstanceNotFound"):
    """InstanceIds are not found by the specified ResourceTag."""


class InvalidResourceTagKeyMalformed(ApiError, code="InvalidResourceTagKey.Malformed"):
    """The specified ResourceTag key is not valid."""


class InvalidResourceTagValueMalformed(ApiError, code="InvalidResourceTagValue.Malformed"):
    """The specified ResourceTag value is not valid."""


class MissingResourceTagKey(ApiError, code="MissingParameter.ResourceTagKey"):
    """You must specify ResourceTag.N.Key."""


class DuplicateResourceTagKey(ApiError, code="Duplicate.ResourceTagKey"):
    """The ResourceTag contains duplicate keys."""


class NumberExceedResourceTags(ApiError, code="NumberExceed.ResourceTags"):
    """The maximum number of ResourceTags is exceeded."""


class AssistantNumberExceedTags(ApiError, code="NumberExceed.Tags"):
    """The Tags parameter number is exceed."""


class MissingTagKey(ApiError, code="MissingParameter.TagKey"):
    """You must specify Tag.N.Key."""
