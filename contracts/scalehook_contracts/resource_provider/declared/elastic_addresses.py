"""Elastic IP addresses (EIP): operations of VPC, which ECS has as well."""

from scalehook_contracts.errors.resources import IncorrectEipStatus, InvalidAllocationIdNotFound
from scalehook_contracts.products import ECS, VPC
from scalehook_contracts.resource_provider.declaration import (
    INSTANCE,
    Attribute,
    Call,
    Changes,
    Creates,
    Declaration,
    Describes,
    Kind,
    Removes,
)
from scalehook_contracts.resource_provider.declared.network_interfaces import INTERFACE
from scalehook_contracts.resource_provider.parameters import (
    comma,
    needed,
    number,
    parts,
    text,
    texts,
    word,
)

FREE = {"Status": "Available", "InstanceId": "", "InstanceType": ""}
CHARGES = word("InternetChargeType", "PayByBandwidth", "PayByTraffic")
TYPES = word("InstanceType", "EcsInstance", "NetworkInterface", default="EcsInstance")
ADDRESS = Kind(
    "eip", "AllocationId", "eip-bp1", "eip", InvalidAllocationIdNotFound,
    (
        Attribute("IpAddress", "{public_address}"),
        Attribute("Status", "Available"),
        Attribute("InstanceId"),
        Attribute("InstanceType"),
        Attribute("Bandwidth", "5"),
        Attribute("InternetChargeType", "PayByBandwidth"),
        Attribute("ISP", "BGP"),
        Attribute("ChargeType", "PostPaid"),
        Attribute("RegionId", "{region}"),
        Attribute("AllocationTime", "{now}"),
        Attribute("Tags", [], item="Tag"),
    ),
    found_by=("InstanceId", "Status", "IpAddress", "InstanceType"),
    freed=FREE,
)  # fmt: skip
ELASTIC_ADDRESSES = Declaration(
    (ECS, VPC),
    (ADDRESS,),
    (
        Call(
            "AllocateEipAddress", "Allocates an address that nobody has yet.", ADDRESS,
            Creates({"Bandwidth": "Bandwidth", "InternetChargeType": "InternetChargeType", "ISP": "ISP"},
                    {"AllocationId": "AllocationId", "EipAddress": "IpAddress"}),
            (text("RegionId"), text("Bandwidth"), CHARGES, word("ISP", "BGP", "BGP_PRO")),
            refused=("ActivityId", "ClientToken"),
        ),
        Call(
            "AssociateEipAddress", "Binds an address that is free.", ADDRESS,
            Changes("AllocationId", {"InstanceId": "InstanceId", "InstanceType": "InstanceType"},
                    {"Status": "InUse"}, only={"Status": ("Available",)}, otherwise=IncorrectEipStatus),
            (text("RegionId"), needed("AllocationId"), needed("InstanceId"), TYPES),
            needs={"InstanceId": f"{INSTANCE} or {INTERFACE.name}"},
        ),
        Call(
            "UnassociateEipAddress", "Frees an address.", ADDRESS,
            Changes("AllocationId", fixed=FREE, only={"Status": ("InUse",)},
                    same={"InstanceId": "InstanceId"}, otherwise=IncorrectEipStatus),
            (text("RegionId"), needed("AllocationId"), text("InstanceId"),
             word("InstanceType", "EcsInstance", "NetworkInterface")),
        ),
        Call(
            "ReleaseEipAddress", "Gives an address back that is free.", ADDRESS,
            Removes("AllocationId", only={"Status": ("Available",)}, otherwise=IncorrectEipStatus),
            (text("RegionId"), needed("AllocationId")),
        ),
        Call(
            "DescribeEipAddresses", "Lists addresses.", ADDRESS,
            Describes("EipAddresses", "EipAddress",
                      {"AllocationId": "AllocationId", "EipAddress": "IpAddress", "Status": "Status",
                       "AssociatedInstanceId": "InstanceId", "AssociatedInstanceType": "InstanceType",
                       "ISP": "ISP", "ChargeType": "ChargeType"}),
            (text("RegionId"), comma("AllocationId"), comma("EipAddress"), text("Status"),
             text("AssociatedInstanceId"), text("AssociatedInstanceType"), text("ISP"),
             text("ChargeType"), number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 10, 1, 100)),
            refused=("Filter", "LockReason"),
        ),
    ),
)  # fmt: skip
TAGS = Declaration(
    (VPC,),
    (),
    (
        Call(
            "TagResources", "Gives tags to addresses.", ADDRESS,
            Changes("ResourceId", adds={"Tags": "Tags"}),
            (text("RegionId"), word("ResourceType", "EIP", default="EIP"),
             texts("ResourceId", "ResourceId", required=True), parts("Tags", "Tag", "Key", "Value")),
        ),
    ),
)  # fmt: skip
