"""MongoDB (DDS): instances, and whom they let in."""

from scalehook_contracts.errors.resources import DdsInstanceNotFound, DdsSecurityIpsFormat
from scalehook_contracts.products import DDS
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
from scalehook_contracts.resource_provider.parameters import needed, number, text, word
from scalehook_contracts.resource_provider.whitelists import whitelists

INSTANCE = Kind(
    "mongodb", "DBInstanceId", "dds-bp1", "dbinstance", DdsInstanceNotFound,
    (
        Attribute("DBInstanceDescription"),
        Attribute("DBInstanceStatus", "Running"),
        Attribute("DBInstanceClass", "dds.mongo.standard"),
        Attribute("DBInstanceStorage", 10),
        Attribute("DBInstanceType", "replicate"),
        Attribute("Engine", "MongoDB"),
        Attribute("EngineVersion", "7.0"),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("CreationTime", "{now}"),
        whitelists(),
    ),
    found_by=("DBInstanceStatus",),
)  # fmt: skip
SHOWN = ("DBInstanceId", *(each.name for each in INSTANCE.attributes[:-1]))
MONGO_DB = Declaration(
    (DDS,),
    (INSTANCE,),
    (
        Call(
            "CreateDBInstance", "Creates an instance; it can be used at once.", INSTANCE,
            Creates(
                {"DBInstanceDescription": "DBInstanceDescription", "DBInstanceClass": "DBInstanceClass",
                 "DBInstanceStorage": "DBInstanceStorage", "EngineVersion": "EngineVersion",
                 "ZoneId": "ZoneId"},
                {"DBInstanceId": "DBInstanceId"},
            ),
            (text("RegionId"), text("DBInstanceDescription"), text("DBInstanceClass"),
             number("DBInstanceStorage", low=10, high=30000), text("EngineVersion"), text("ZoneId")),
        ),
        Call(
            "DescribeDBInstances", "Lists instances.", INSTANCE,
            Describes("DBInstances", "DBInstance",
                      {"DBInstanceId": "DBInstanceId", "DBInstanceStatus": "DBInstanceStatus"}, SHOWN),
            (text("RegionId"), text("DBInstanceId"), text("DBInstanceStatus"),
             number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 30, 1, 100)),
        ),
        Call("DeleteDBInstance", "Releases an instance.", INSTANCE, Removes("DBInstanceId"),
             (needed("DBInstanceId"),)),
        Call(
            "ModifySecurityIps", "Changes whom an instance lets in.", INSTANCE,
            Admits("DBInstanceId", "SecurityIpGroupName", "SecurityIps", "ModifyMode",
                   DdsSecurityIpsFormat, DdsSecurityIpsFormat),
            (text("RegionId"), needed("DBInstanceId"), needed("SecurityIps"),
             text("SecurityIpGroupName", "default"),
             word("ModifyMode", "Cover", "Append", "Delete", default="Cover")),
            refused=("SecurityIpGroupAttribute",),
        ),
        Call(
            "DescribeSecurityIps", "Says whom an instance lets in.", INSTANCE,
            ShowsAdmitted("DBInstanceId", "SecurityIpGroups", "SecurityIpGroup",
                          ("SecurityIpGroupName", "SecurityIpGroupAttribute", "SecurityIpList"),
                          flat="SecurityIps"),
            (text("RegionId"), needed("DBInstanceId")),
        ),
    ),
)  # fmt: skip
