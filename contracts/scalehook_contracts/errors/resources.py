"""Errors of products whose resources are declared: databases, addresses, interfaces, clusters."""

from scalehook_contracts.errors.base import ApiError


class UnknownKind(ApiError, code="InvalidKind.NotFound", status=404):
    """There is no kind of resource that is called {name}: there are {known}."""


class UnknownResource(ApiError, code="InvalidResource.NotFound", status=404):
    """There is no {kind} {name}."""


class ResourceExists(ApiError, code="ResourceAlreadyExists", status=409):
    """There is a {kind} {name} already."""


class UnknownAttribute(ApiError, code="InvalidAttribute"):
    """A {kind} has no attribute {name}."""


class InvalidAttributeValue(ApiError):
    """The value of the attribute {name} is of another type."""


class KvstoreInstanceNotFound(ApiError, code="InvalidInstanceId.NotFound", status=404):
    """The InstanceId provided does not exist in our records."""


class KvstoreSecurityIpsFormat(ApiError, code="InvalidSecurityIPList.Format"):
    """The specified parameter SecurityIps is not valid."""


class DdsInstanceNotFound(ApiError, code="InvalidDBInstanceId.NotFound", status=404):
    """The DBInstanceId provided does not exist in our records."""


class DdsSecurityIpsFormat(ApiError, code="SecurityIPList.Format"):
    """The specified parameter SecurityIps is not valid."""


class PolarDBClusterNotFound(ApiError, code="InvalidDBClusterId.NotFound", status=404):
    """The DBClusterId provided does not exist in our records."""


class PolarDBSecurityIpsFormat(ApiError, code="InvalidSecurityIPList.Format"):
    """The specified parameter SecurityIps is not valid."""


class AdbClusterNotFound(ApiError, code="InvalidDBCluster.NotFound", status=404):
    """The DBClusterId provided does not exist in our records."""


class AdbSecurityIpsFormat(ApiError, code="InvalidSecurityIPList.Format"):
    """The specified parameter SecurityIps is not valid."""


class InvalidAllocationIdNotFound(ApiError, code="InvalidAllocationId.NotFound", status=404):
    """The specified allocation id does not exist in our records."""


class IncorrectEipStatus(ApiError):
    """Current elastic IP status does not support this operation."""


class InvalidEniIdNotFound(ApiError, code="InvalidEniId.NotFound", status=404):
    """The specified network interface does not exist."""


class InvalidEniState(ApiError, code="InvalidOperation.InvalidEniState", status=403):
    """The network interface is in a state that does not support this operation."""


class InvalidDiskIdNotFound(ApiError, code="InvalidDiskId.NotFound", status=404):
    """The specified disk does not exist."""


class AutoSnapshotPolicyNotFound(ApiError, code="InvalidAutoSnapshotPolicyId.NotFound", status=404):
    """The specified automatic snapshot policy does not exist."""


class ContainerGroupNotFound(ApiError, code="InvalidParameter.ContainerGroupId.NotFound", status=404):
    """The specified container group does not exist."""


class ClusterNotFound(ApiError, code="ErrorClusterNotFound", status=404):
    """The specified cluster does not exist."""


class ClusterNodeNotFound(ApiError, code="NodeNotFound", status=404):
    """The specified node does not exist in the cluster."""


class ClusterTaskNotFound(ApiError, code="TaskNotFound", status=404):
    """The specified task does not exist."""


class NoSuchBucket(ApiError, status=404):
    """The specified bucket does not exist."""


class NoSuchKey(ApiError, status=404):
    """The specified key does not exist."""


class NasFileSystemNotFound(ApiError, code="InvalidFileSystem.NotFound", status=404):
    """The specified file system does not exist."""


class NasMountTargetNotFound(ApiError, code="InvalidMountTarget.NotFound", status=404):
    """The specified mount target does not exist."""
