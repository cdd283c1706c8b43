"""Databases that let addresses in: Redis, MongoDB, PolarDB, AnalyticDB."""

from typing import Any, NamedTuple

import pytest

from support.resources import Provider


class Database(NamedTuple):
    """How a product calls its things."""

    product: str
    kind: str
    id_name: str
    changes: str
    shows: str
    group: str
    lists: tuple[str, str]
    names: tuple[str, str]
    unknown: str


ALL = (
    Database(
        "R-kvstore", "redis", "InstanceId", "ModifySecurityIps", "DescribeSecurityIps",
        "SecurityIpGroupName", ("SecurityIpGroups", "SecurityIpGroup"),
        ("SecurityIpGroupName", "SecurityIpList"), "InvalidInstanceId.NotFound",
    ),
    Database(
        "Dds", "mongodb", "DBInstanceId", "ModifySecurityIps", "DescribeSecurityIps",
        "SecurityIpGroupName", ("SecurityIpGroups", "SecurityIpGroup"),
        ("SecurityIpGroupName", "SecurityIpList"), "InvalidDBInstanceId.NotFound",
    ),
    Database(
        "polardb", "polardb", "DBClusterId", "ModifyDBClusterAccessWhitelist",
        "DescribeDBClusterAccessWhitelist", "DBClusterIPArrayName", ("Items", "DBClusterIPArray"),
        ("DBClusterIPArrayName", "SecurityIps"), "InvalidDBClusterId.NotFound",
    ),
    Database(
        "adb", "analyticdb", "DBClusterId", "ModifyDBClusterAccessWhiteList",
        "DescribeDBClusterAccessWhiteList", "DBClusterIPArrayName", ("Items", "IPArray"),
        ("DBClusterIPArrayName", "SecurityIPList"), "InvalidDBCluster.NotFound",
    ),
)  # fmt: skip


class Shown:
    """One database of a product."""

    def __init__(self, database: Database) -> None:
        self.provider, self.database = Provider(), database
        self.provider.add(database.kind, "db-1")

    def parameters(self, **more: str) -> dict[str, Any]:
        return {self.database.id_name: "db-1"} | more

    def admit(self, addresses: str, mode: str = "Append", group: str = "") -> None:
        more = {self.database.group: group} if group else {}
        self.provider.call(
            self.database.product,
            self.database.changes,
            **self.parameters(SecurityIps=addresses, ModifyMode=mode, **more),
        )

    def admitted(self) -> dict[str, str]:
        lists, item = self.database.lists
        name, addresses = self.database.names
        found = self.provider.call(self.database.product, self.database.shows, **self.parameters())
        return {each[name]: each[addresses] for each in found[lists][item]}


@pytest.fixture(params=ALL, ids=lambda each: each.kind)
def shown(request: pytest.FixtureRequest) -> Shown:
    """Of each product."""
    return Shown(request.param)


def test_a_whitelist_begins_with_the_host_itself(shown: Shown) -> None:
    """DescribeSecurityIps, DescribeDBClusterAccessWhitelist, DescribeDBClusterAccessWhiteList show it;
    the first address takes its place.
    """
    assert shown.admitted() == {"default": "127.0.0.1"}
    shown.admit("10.0.0.1,10.0.0.2")
    assert shown.admitted() == {"default": "10.0.0.1,10.0.0.2"}


def test_append_delete_and_cover(shown: Shown) -> None:
    """ModifySecurityIps, ModifyDBClusterAccessWhitelist, ModifyDBClusterAccessWhiteList: one more, one
    less, all others; a network is an address.
    """
    shown.admit("10.0.0.1")
    shown.admit("10.0.0.2,10.0.0.0/24")
    shown.admit("10.0.0.1", "Delete")
    assert shown.admitted() == {"default": "10.0.0.2,10.0.0.0/24"}
    shown.admit("10.9.9.9", "Cover")
    assert shown.admitted() == {"default": "10.9.9.9"}
    shown.admit("10.9.9.9", "Delete")
    assert shown.admitted() == {"default": "127.0.0.1"}


def test_a_further_whitelist(shown: Shown) -> None:
    """It is made when somebody is let in by it."""
    shown.admit("10.0.0.7", group="web")
    assert shown.admitted() == {"default": "127.0.0.1", "web": "10.0.0.7"}


@pytest.mark.parametrize(
    ("addresses", "mode"),
    [
        ("nobody", "Append"),
        ("10.0.0.1,", "Append"),
        ("10.0.0.0/255.0.0.0", "Append"),
        ("10.0.0.9", "Delete"),
    ],
)
def test_what_is_refused(shown: Shown, addresses: str, mode: str) -> None:
    """What is no address, and what is not in it; nothing changes."""
    code = shown.provider.refused(
        shown.database.product,
        shown.database.changes,
        **shown.parameters(SecurityIps=addresses, ModifyMode=mode),
    )
    assert "SecurityI" in code
    assert shown.admitted() == {"default": "127.0.0.1"}


def test_more_than_a_thousand_addresses(shown: Shown) -> None:
    """Are too many."""
    many = ",".join(f"10.1.{number // 250}.{number % 250}" for number in range(1001))
    parameters = shown.parameters(SecurityIps=many, ModifyMode="Cover")
    assert "SecurityI" in shown.provider.refused(
        shown.database.product, shown.database.changes, **parameters
    )


def test_unknown_ids(shown: Shown) -> None:
    """Have the code of the product; a mode that is none, and a missing id, too."""
    product, shows = shown.database.product, shown.database.shows
    assert shown.provider.refused(product, shows, **{shown.database.id_name: "db-9"}) == (
        shown.database.unknown
    )
    assert shown.provider.refused(product, shows) == f"Missing{shown.database.id_name}"
    wrong = shown.parameters(SecurityIps="10.0.0.1", ModifyMode="Sometimes")
    assert shown.provider.refused(product, shown.database.changes, **wrong) == "InvalidParameter"


@pytest.mark.parametrize("database", ALL, ids=lambda each: each.kind)
def test_at_first_sight(database: Database) -> None:
    """A database that nobody has made is there; but not where the call is refused."""
    provider = Provider(make_resources_at_first_sight=True)
    asked = {database.id_name: "db-7", "ModifyMode": "Append"}
    provider.refused(database.product, database.changes, **asked, SecurityIps="nobody")
    assert provider.rehearsal.state.of(database.kind) == {}
    provider.call(database.product, database.changes, **asked, SecurityIps="10.0.0.1")
    assert list(provider.rehearsal.state.of(database.kind)) == ["db-7"]


def test_they_are_made_listed_and_released() -> None:
    """By each product's own operations."""
    provider = Provider()
    redis = provider.call("R-kvstore", "CreateInstance", InstanceName="cache", Port=6380)
    assert (redis["InstanceName"], redis["Port"]) == ("cache", 6380)
    listed = provider.call("R-kvstore", "DescribeInstances", InstanceIds=redis["InstanceId"])
    assert (listed["TotalCount"], listed["Instances"]["KVStoreInstance"][0]["Port"]) == (1, 6380)
    mongo = provider.call("Dds", "CreateDBInstance", DBInstanceStorage=20)
    listed = provider.call("Dds", "DescribeDBInstances", DBInstanceStatus="Running")
    assert listed["DBInstances"]["DBInstance"][0]["DBInstanceStorage"] == 20
    clusters = {}
    for product in ("polardb", "adb"):
        clusters[product] = provider.call(product, "CreateDBCluster")["DBClusterId"]
        listed = provider.call(product, "DescribeDBClusters", DBClusterIds=clusters[product])
        assert listed["Items"]["DBCluster"][0]["DBClusterId"] == clusters[product]
        provider.call(product, "DeleteDBCluster", DBClusterId=clusters[product])
    provider.call("R-kvstore", "DeleteInstance", InstanceId=redis["InstanceId"])
    provider.call("Dds", "DeleteDBInstance", DBInstanceId=mongo["DBInstanceId"])
    assert not any(provider.rehearsal.state.resources.values())
