"""AnalyticDB (ADB for MySQL): clusters, and whom they let in."""

from scalehook_contracts.errors.resources import AdbClusterNotFound, AdbSecurityIpsFormat
from scalehook_contracts.products import ADB
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
    "analyticdb", "DBClusterId", "am-bp1", "dbcluster", AdbClusterNotFound,
    (
        Attribute("DBClusterDescription"),
        Attribute("DBClusterStatus", "Running"),
        Attribute("DBClusterType", "Common"),
        Attribute("ComputeResource", "16Core64GB"),
        Attribute("DBVersion", "5.0"),
        Attribute("RegionId", "{region}"),
        Attribute("ZoneId", "{zone}"),
        Attribute("CreateTime", "{now}"),
        whitelists(),
    ),
    found_by=("DBClusterStatus",),
)  # fmt: skip
SHOWN = ("DBClusterId", *(each.name for each in CLUSTER.attributes[:-1]))
ANALYTIC_DB = Declaration(
    (ADB,),
    (CLUSTER,),
    (
        Call(
            "CreateDBCluster", "Creates a cluster; it can be used at once.", CLUSTER,
            Creates(
                {"DBClusterDescription": "DBClusterDescription", "ComputeResource": "ComputeResource",
                 "DBVersion": "DBClusterVersion", "ZoneId": "ZoneId"},
                {"DBClusterId": "DBClusterId"},
            ),
            (text("RegionId"), text("DBClusterDescription"), text("ComputeResource"),
             text("DBClusterVersion"), text("ZoneId")),
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
            "ModifyDBClusterAccessWhiteList", "Changes whom a cluster lets in.", CLUSTER,
            Admits("DBClusterId", "DBClusterIPArrayName", "SecurityIps", "ModifyMode",
                   AdbSecurityIpsFormat, AdbSecurityIpsFormat),
            (text("RegionId"), needed("DBClusterId"), needed("SecurityIps"),
             text("DBClusterIPArrayName", "default"),
             word("ModifyMode", "Cover", "Append", "Delete", default="Cover")),
            refused=("DBClusterIPArrayAttribute",),
        ),
        Call(
            "DescribeDBClusterAccessWhiteList", "Says whom a cluster lets in.", CLUSTER,
            ShowsAdmitted("DBClusterId", "Items", "IPArray",
                          ("DBClusterIPArrayName", "DBClusterIPArrayAttribute", "SecurityIPList")),
            (text("RegionId"), needed("DBClusterId")),
        ),
    ),
)  # fmt: skip
