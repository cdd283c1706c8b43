"""ECS instances, and the SLB and RDS resources that scaling acts on."""

from scalehook_contracts.fleet.commands import (
    AddAddressesToWhitelists,
    AddBackendServers,
    InstanceSpecification,
    LaunchInstances,
    ReleaseInstances,
    RemoveAddressesFromWhitelists,
    RemoveBackendServers,
    StartUpInstance,
)
from scalehook_contracts.fleet.events import (
    BackendServersChanged,
    InstanceCreated,
    InstanceReleased,
    InstanceRunning,
    WhitelistChanged,
)
from scalehook_contracts.fleet.instances import (
    DescribeInstances,
    EipAddress,
    InstancePage,
    InstanceView,
    IpAddresses,
    SecurityGroupIds,
    VpcAttributes,
)

__all__ = [
    "AddAddressesToWhitelists",
    "AddBackendServers",
    "BackendServersChanged",
    "DescribeInstances",
    "EipAddress",
    "InstanceCreated",
    "InstancePage",
    "InstanceReleased",
    "InstanceRunning",
    "InstanceSpecification",
    "InstanceView",
    "IpAddresses",
    "LaunchInstances",
    "ReleaseInstances",
    "RemoveAddressesFromWhitelists",
    "RemoveBackendServers",
    "SecurityGroupIds",
    "StartUpInstance",
    "VpcAttributes",
    "WhitelistChanged",
]
