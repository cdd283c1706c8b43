"""Errors of files that Cloud Assistant sends to ECS instances (2014-05-26)."""

from scalehook_contracts.errors.base import ApiError


class FileContentDecodeError(ApiError, code="FileContent.DecodeError"):
    """The Content can not be base64 decoded."""


class FileContentTypeInvalid(ApiError, code="FileContentType.Invalid"):
    """The ContentType of file is invalid."""


class FileModeInvalid(ApiError, code="FileMode.Invalid"):
    """The mode of file is invalid."""


class FileTargetDirInvalid(ApiError, code="FileTargetDir.Invalid"):
    """The target directory of file is invalid."""


class InvalidParameterFileGroup(ApiError, code="InvalidParameter.FileGroup"):
    """The specified parameter FileGroup is not valid."""


class InvalidParameterFileOwner(ApiError, code="InvalidParameter.FileOwner"):
    """The specified parameter FileOwner is not valid."""


class FileDescExceedLimit(ApiError, code="FileDesc.ExceedLimit", status=403):
    """The length of file description exceeds limit."""


class FileNameExceedLimit(ApiError, code="FileName.ExceedLimit", status=403):
    """The length of file name exceeds limit."""


class FileSizeExceedLimit(ApiError, code="FileSize.ExceedLimit", status=403):
    """The length of file content exceeds limit."""


class SendFileInstanceNotFound(ApiError, code="InvalidInstance.NotFound", status=404):
    """The specified instances not found."""
