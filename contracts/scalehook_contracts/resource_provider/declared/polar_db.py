"""PolarDB: clusters, and whom they let in."""

from scalehook_contracts.errors.resources import PolarDBClusterNotFound, PolarDBSecurityIpsFormat
from scalehook_contracts.products import POLARDB
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

CLUSTER = Kind(
    "polardb", "DBClusterId", "pc-bp1", "dbcluster", PolarDBClusterNotFound,
    (
        Attribute("DBClusterDescription"),
        Attribute("DBClusterStatus", "Running"),
        Attribute("DBNodeClass", "polar.mysql.x4.medium"),
        Attribute("DBType", "MySQL"),
        Attribute("DBVersion", "8.0"),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("CreateTime", "{now}"),
        whitelists(),
    ),
    found_by=("DBClusterStatus",),
)  # fmt: skip
SHOWN = ("DBClusterId", *(each.name for each in CLUSTER.attributes[:-1]))
POLAR_DB = Declaration(
    (POLARDB,),
    (CLUSTER,),
    (
        Call(
            "CreateDBCluster", "Creates a cluster; it can be used at once.", CLUSTER,
            Creates(
                {"DBClusterDescription": "DBClusterDescription", "DBNodeClass": "DBNodeClass",
                 "DBType": "DBType", "DBVersion": "DBVersion", "ZoneId": "ZoneId"},
                {"DBClusterId": "DBClusterId"},
            ),
            (text("RegionId"), text("DBClusterDescription"), text("DBNodeClass"),
             word("DBType", "MySQL", "PostgreSQL", "Oracle"), text("DBVersion"), text("ZoneId")),
        ),
        Call(
            "DescribeDBClusters", "Lists clusters.", CLUSTER,
            Describes("Items", "DBCluster",
                      {"DBClusterIds": "DBClusterId", "DBClusterStatus": "DBClusterStatus"}, SHOWN),
            (text("RegionId"), comma("DBClusterIds"), text("DBClusterStatus"),
             number("PageNumber", 1, 1, 2**31 - 1), number("PageSize", 30, 1, 100)),
        ),
        Call("DeleteDBCluster", "Releases a cluster.", CLUSTER, Removes("DBClusterId"),
             (needed("DBClusterId"),)),
        Call(
            "ModifyDBClusterAccessWhitelist", "Changes whom a cluster lets in.", CLUSTER,
            Admits("DBClusterId", "DBClusterIPArrayName", "SecurityIps", "ModifyMode",
                   PolarDBSecurityIpsFormat, PolarDBSecurityIpsFormat),
            (text("RegionId"), needed("DBClusterId"), needed("SecurityIps"),
             text("DBClusterIPArrayName", "default"), word("WhiteListType", "IP", default="IP"),
             word("ModifyMode", "Cover", "Append", "Delete", default="Cover")),
            refused=("DBClusterIPArrayAttribute", "SecurityGroupIds"),
        ),
        Call(
            "DescribeDBClusterAccessWhitelist", "Says whom a cluster lets in.", CLUSTER,
            ShowsAdmitted("DBClusterId", "Items", "DBClusterIPArray",
                          ("DBClusterIPArrayName", "DBClusterIPArrayAttribute", "SecurityIps")),
            (text("RegionId"), needed("DBClusterId")),
        ),
    ),
)  # fmt: skip
