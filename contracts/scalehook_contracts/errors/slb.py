"""Errors of SLB (2014-05-15), the classic load balancer."""

from scalehook_contracts.errors.base import ApiError
from scalehook_contracts.errors.common import InvalidParameter, MissingParameter


class Forbidden(ApiError, status=403):
    """User not authorized to operate on the specified resource."""


class InvalidLoadBalancerIdNotFound(ApiError, code="InvalidLoadBalancerId.NotFound", status=404):
    """The specified LoadBalancerId does not exist."""


class VServerGroupNotFound(InvalidParameter, code="InvalidParameter"):
    """The specified VServerGroupId does not exist."""


class InvalidVServerGroupId(ApiError, code="InvalidParam.VServerGroupId"):
    """The specified VServerGroupId is invalid."""


class InvalidServerIdNotExist(ApiError, code="InvalidServerId.NotExist"):
    """The specified ServerId is not exist."""


class BackendServerInvalidType(ApiError, code="BackendServer.InvalidType"):
    """The specified Type is invalid."""


class BackendServerPortMissing(MissingParameter, code="MissingParameter"):
    """The BackendServerPort or VServerGroupId is required at lease one."""


class ListenerPortConflict(ApiError, code="InvalidParameter.ListenerPortConflict"):
    """There is conflict listener port exists."""


class ListenerNotAllowed(ApiError, code="Operation.NotAllowed"):
    """The specified listener is not allowed to operate."""


class OperationDeniedDeleteProtectionIsOn(ApiError, code="OperationDenied.DeleteProtectionIsOn"):
    """The loadbalancer can not be deleted due to DeleteProtection is enabled."""


class ActionNotSupport(ApiError, code="OperationFailed.ActionNotSupport"):
    """The loadbalancer does not support such action."""
