"""Network interfaces (ENI) of ECS: an instance brings its primary one along."""

from scalehook_contracts.errors.resources import InvalidEniIdNotFound, InvalidEniState
from scalehook_contracts.products import ECS
from scalehook_contracts.resource_provider.declaration import (
    INSTANCE,
    Attribute,
    Call,
    Changes,
    Creates,
    Declaration,
    Describes,
    Kind,
    Nested,
    Removes,
)
from scalehook_contracts.resource_provider.parameters import needed, number, text, texts, word

INTERFACE = Kind(
    "network-interface", "NetworkInterfaceId", "eni-bp1", "eni", InvalidEniIdNotFound,
    (
        Attribute("NetworkInterfaceName"),
        Attribute("Description"),
        Attribute("Status", "Available"),
        Attribute("Type", "Secondary"),
        Attribute("InstanceId"),
        Attribute("VSwitchId"),
        Attribute("VpcId"),
        Attribute("ZoneId", "{zone}"),
        Attribute("PrivateIpAddress", "{address}"),
        Attribute("MacAddress", "00:16:3e:00:00:01"),
        Attribute("SecurityGroupIds", [], item="SecurityGroupId"),
        Attribute("CreationTime", "{now}"),
    ),
    found_by=("InstanceId", "Status", "Type", "VSwitchId"),
    gone=True,
)  # fmt: skip
ADDRESSES = Nested(  # the primary address, and the elastic one that is bound to it
    "PrivateIpSet", {"PrivateIpAddress": "PrivateIpAddress"}, {"Primary": True},
    "AssociatedPublicIp", "eip", {"PublicIpAddress": "IpAddress", "AllocationId": "AllocationId"},
)  # fmt: skip
NETWORK_INTERFACES = Declaration(
    (ECS,),
    (INTERFACE,),
    (
        Call(
            "CreateNetworkInterface", "Makes a secondary interface.", INTERFACE,
            Creates(
                {"NetworkInterfaceName": "NetworkInterfaceName", "Description": "Description",
                 "VSwitchId": "VSwitchId", "PrivateIpAddress": "PrimaryIpAddress"},
                {name: name for name in ("NetworkInterfaceId", "NetworkInterfaceName", "Status", "Type",
                                         "VSwitchId", "ZoneId", "PrivateIpAddress", "MacAddress",
                                         "SecurityGroupIds")},
                lists={"SecurityGroupIds": ("SecurityGroupId", "SecurityGroupIds")},
            ),
            (text("RegionId"), text("VSwitchId"), text("NetworkInterfaceName"), text("Description"),
             text("PrimaryIpAddress"), text("SecurityGroupId"),
             texts("SecurityGroupIds", "SecurityGroupIds")),
            refused=(
                "BusinessType", "ClientToken", "ConnectionTrackingConfiguration", "DeleteOnRelease",
                "EnablePrimaryIPv6", "EnhancedNetwork", "InstanceType", "Ipv4Prefix", "Ipv4PrefixCount",
                "Ipv6Address", "Ipv6AddressCount", "Ipv6Prefix", "Ipv6PrefixCount",
                "NetworkInterfaceTrafficConfig", "NetworkInterfaceTrafficMode", "PrivateIpAddress",
                "QueueNumber", "QueuePairNumber", "ResourceGroupId", "RxQueueSize",
                "SecondaryPrivateIpAddressCount", "SourceDestCheck", "Tag",
                "TxQueueSize", "Visible",
            ),
        ),
        Call(
            "AttachNetworkInterface", "Attaches an interface that is free.", INTERFACE,
            Changes("NetworkInterfaceId", {"InstanceId": "InstanceId"}, {"Status": "InUse"},
                    only={"Status": ("Available",)}, otherwise=InvalidEniState),
            (text("RegionId"), needed("NetworkInterfaceId"), needed("InstanceId")),
            needs={"InstanceId": INSTANCE},
            refused=("NetworkCardIndex", "TrunkNetworkInstanceId", "WaitForNetworkConfigurationReady"),
        ),
        Call(
            "DetachNetworkInterface", "Frees a secondary interface.", INTERFACE,
            Changes("NetworkInterfaceId", fixed={"Status": "Available", "InstanceId": ""},
                    only={"Status": ("InUse",), "Type": ("Secondary",)},
                    same={"InstanceId": "InstanceId"}, otherwise=InvalidEniState),
            (text("RegionId"), needed("NetworkInterfaceId"), needed("InstanceId")),
            refused=("TrunkNetworkInstanceId",),
        ),
        Call(
            "DeleteNetworkInterface", "Deletes an interface that is free.", INTERFACE,
            Removes("NetworkInterfaceId", only={"Status": ("Available",)}, otherwise=InvalidEniState),
            (text("RegionId"), needed("NetworkInterfaceId")),
        ),
        Call(
            "DescribeNetworkInterfaces", "Lists interfaces.", INTERFACE,
            Describes(
                "NetworkInterfaceSets", "NetworkInterfaceSet",
                {"NetworkInterfaceId": "NetworkInterfaceId", "InstanceId": "InstanceId", "Type": "Type",
                 "Status": "Status", "VSwitchId": "VSwitchId", "VpcId": "VpcId",
                 "NetworkInterfaceName": "NetworkInterfaceName", "PrimaryIpAddress": "PrivateIpAddress",
                 "SecurityGroupId": "SecurityGroupIds"},
                nests={"PrivateIpSets": ADDRESSES},
            ),
            (text("RegionId"), texts("NetworkInterfaceId", "NetworkInterfaceId"), text("InstanceId"),
             word("Type", "Primary", "Secondary"), text("Status"), text("VSwitchId"), text("VpcId"),
             text("NetworkInterfaceName"), text("PrimaryIpAddress"), text("SecurityGroupId"),
             number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 10, 1, 500)),
            refused=("Ipv6Address", "MaxResults", "NextToken", "PrivateIpAddress", "ResourceGroupId",
                     "ServiceManaged", "Tag"),
        ),
    ),
)  # fmt: skip
