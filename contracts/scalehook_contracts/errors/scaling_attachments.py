"""Errors of Auto Scaling about load balancers, server groups and databases of a group.

The messages of CreateScalingGroup differ from those of the Attach operations, and so do some statuses.
"""

from scalehook_contracts.errors.base import ApiError


class GroupLoadBalancerNotFound(ApiError, code="InvalidLoadBalancerId.NotFound", status=404):
    """The specified Load Balancer does not exist."""


class GroupLoadBalancerStatus(ApiError, code="IncorrectLoadBalancerStatus"):
    """The current status of the specified load balancer does not support this action."""


class GroupLoadBalancerHealthCheck(ApiError, code="IncorrectLoadBalancerHealthCheck"):
    """The current health check type of specified load balancer does not support this action."""


class GroupDBInstanceNotFound(ApiError, code="InvalidDBInstanceId.NotFound", status=404):
    """DB instance "{name}" does not exist."""


class LoadBalancerNotFound(ApiError, code="InvalidLoadBalancerId.NotFound", status=404):
    """The load balancer "{name}" does not exist."""


class DetachedLoadBalancerNotFound(ApiError, code="InvalidLoadBalancerId.NotFound", status=404):
    """The Load Balancer "{name}" does not exist."""


class LoadBalancerStatus(ApiError, code="IncorrectLoadBalancerStatus"):
    """The current status of the load balancer "{name}" does not support this action."""


class LoadBalancerHealthCheck(ApiError, code="IncorrectLoadBalancerHealthCheck"):
    """The current health check type of the load balancer "{name}" does not support this action."""


class QuotaExceededLoadBalancer(ApiError, code="QuotaExceeded.LoadBalancer"):
    """LoadBalancer quota exceeded in the scaling group "{name}"."""


class QuotaExceededBackendServer(ApiError, code="QuotaExceeded.BackendServer"):
    """Backend server quota exceeded in the load balancer "{name}"."""


class InvalidVServerGroupIdForLoadBalancer(ApiError, code="InvalidVServerGroupId.ForLoadBalancer"):
    """Invalid VServerGroupId For LoadBalancer "{name}"."""


class QuotaExceededVServerGroup(ApiError, code="QuotaExceeded.VServerGroup"):
    """VServerGroup quota exceeded in the specified scaling group."""


class AlbServerGroupNotExist(ApiError, code="AlbServerGroup.NotExist"):
    """The ServerGroup "{name}" do(es) not exist."""


class AlbServerGroupAlreadyAttached(ApiError, code="AlbServerGroup.AlreadyAttached"):
    """The ALB ServerGroups are already attached."""


class AlbServerGroupNotAttached(ApiError, code="AlbServerGroup.NotAttached"):
    """The ALB ServerGroups are not attached to specific ScalingGroup."""


class DBInstanceNotFound(ApiError, code="InvalidDBInstanceId.NotFound"):
    """The specified value of parameter "{name}" is not valid."""


class DetachedDBInstanceNotFound(ApiError, code="InvalidDBInstanceId.NotFound"):
    """DB instance "{name}" does not exist."""


class QuotaExceededRDS(ApiError, code="QuotaExceeded.RDS"):
    """ "RDS" quota exceeded."""  # noqa: D210 - the message begins with a quotation mark


class QuotaExceededDBInstanceSecurityIP(ApiError, code="QuotaExceeded.DBInstanceSecurityIP"):
    """Security IP quota exceeded in DB instance "{name}"."""
