"""Errors of RDS (2014-08-15)."""

from scalehook_contracts.errors.base import ApiError


class ForbiddenRamOfRds(ApiError, code="Forbidden.RAM", status=403):
    """User not authorized to operate on the specified resource, or this API does not support RAM."""


class InvalidDBInstanceIdNotFound(ApiError, code="InvalidDBInstanceId.NotFound"):
    """The DBInstanceId provided does not exist in records."""


class InvalidDBInstanceNameNotFound(ApiError, code="InvalidDBInstanceName.NotFound", status=404):
    """The database instance does not exist."""


class CreateSecurityIPListFormat(ApiError, code="InvalidSecurityIPList.Format"):
    """The specified parameter securityIPList is not valid."""


class SecurityIPListFormat(ApiError, code="SecurityIPList.Format"):
    """Specified SecurityIPList is not valid."""


class InvalidSecurityIPListDuplicate(ApiError, code="InvalidSecurityIPList.Duplicate"):
    """Specified security IP list is not valid: Duplicate IP address in the list."""


class InvalidIPArrayAttributeFormat(ApiError, code="InvalidIPArrayAttribute.Format"):
    """The format of the IP attribute is invalid."""


class InvalidWhitelistNetTypeMalformed(ApiError, code="InvalidWhitelistNetType.Malformed"):
    """Specified WhitelistNetType is not valid."""


class OperationDeniedDeletionProtection(ApiError, code="OperationDenied.DeletionProtection"):
    """The operation is not permitted when the instance enabled deletion protection."""
