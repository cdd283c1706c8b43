"""Redis (Tair, R-KVSTORE): instances, and whom they let in."""

from scalehook_contracts.errors.resources import KvstoreInstanceNotFound, KvstoreSecurityIpsFormat
from scalehook_contracts.products import KVSTORE
from scalehook_contracts.resource_provider.declaration import (
    Admits,
    Attribute,
    Call,
    Creates,
    Declaration,
    Describes,
    Kind,
    Removes,
    ShowsAdmitted,
)
from scalehook_contracts.resource_provider.parameters import comma, needed, number, text, word
from scalehook_contracts.resource_provider.whitelists import whitelists

INSTANCE = Kind(
    "redis", "InstanceId", "r-bp1", "instance", KvstoreInstanceNotFound,
    (
        Attribute("InstanceName"),
        Attribute("InstanceStatus", "Normal"),
        Attribute("InstanceClass", "redis.master.small.default"),
        Attribute("InstanceType", "Redis"),
        Attribute("EngineVersion", "7.0"),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("ConnectionDomain", "{id}.redis.rds.aliyuncs.com"),
        Attribute("PrivateIp", "{address}"),
        Attribute("Port", 6379),
        Attribute("CreateTime", "{now}"),
        whitelists(),
    ),
    found_by=("InstanceStatus",),
)  # fmt: skip
SHOWN = ("InstanceId", *(each.name for each in INSTANCE.attributes[:-1]))
REDIS = Declaration(
    (KVSTORE,),
    (INSTANCE,),
    (
        Call(
            "CreateInstance", "Creates an instance; it can be used at once.", INSTANCE,
            Creates(
                {"InstanceName": "InstanceName", "InstanceClass": "InstanceClass",
                 "EngineVersion": "EngineVersion", "ZoneId": "ZoneId", "Port": "Port"},
                {name: name for name in ("InstanceId", "InstanceName", "InstanceStatus", "RegionId",
                                         "ZoneId", "ConnectionDomain", "PrivateIp", "Port")},
            ),
            (text("RegionId"), text("InstanceName"), text("InstanceClass"), text("EngineVersion"),
             text("ZoneId"), number("Port", low=1024, high=65535)),
        ),
        Call(
            "DescribeInstances", "Lists instances.", INSTANCE,
            Describes("Instances", "KVStoreInstance",
                      {"InstanceIds": "InstanceId", "InstanceStatus": "InstanceStatus"}, SHOWN),
            (text("RegionId"), comma("InstanceIds"), text("InstanceStatus"),
             number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 30, 1, 100)),
        ),
        Call("DeleteInstance", "Releases an instance.", INSTANCE, Removes("InstanceId"),
             (needed("InstanceId"),)),
        Call(
            "ModifySecurityIps", "Changes whom an instance lets in.", INSTANCE,
            Admits("InstanceId", "SecurityIpGroupName", "SecurityIps", "ModifyMode",
                   KvstoreSecurityIpsFormat, KvstoreSecurityIpsFormat),
            (text("RegionId"), needed("InstanceId"), needed("SecurityIps"),
             text("SecurityIpGroupName", "default"),
             word("ModifyMode", "Cover", "Append", "AppendDup", "Delete", default="Cover")),
            refused=("SecurityIpGroupAttribute",),
        ),
        Call(
            "DescribeSecurityIps", "Says whom an instance lets in.", INSTANCE,
            ShowsAdmitted("InstanceId", "SecurityIpGroups", "SecurityIpGroup",
                          ("SecurityIpGroupName", "SecurityIpGroupAttribute", "SecurityIpList")),
            (text("RegionId"), needed("InstanceId")),
        ),
    ),
)  # fmt: skip
