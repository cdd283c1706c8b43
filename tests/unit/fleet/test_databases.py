"""RDS databases and their whitelists."""

from typing import Any

import pytest

from scalehook_contracts.fleet.databases import (
    CreateDBInstance,
    DBInstanceCreated,
    DeleteDBInstance,
    DescribeDBInstanceAttribute,
    DescribeDBInstances,
)
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    DescribeDBInstanceIPArrayList,
    ModifySecurityIps,
    RemoveAddressesFromWhitelists,
)
from support.estate import HERE, Estate


@pytest.fixture
def estate() -> Estate:
    """Nothing is there yet."""
    return Estate()


def modify(database: str, ips: str, mode: str = "Cover", **more: Any) -> ModifySecurityIps:
    return ModifySecurityIps(db_instance_id=database, security_ips=ips, modify_mode=mode, **more)


def test_what_is_asked_for_is_described(estate: Estate) -> None:
    """It runs at once, and lets in whom it was told to."""
    database = estate.database(
        engine="PostgreSQL", v_switch_id="vsw-1", security_ip_list="10.0.0.0/8, 127.0.0.1"
    )
    [seen] = estate.ask(DescribeDBInstanceAttribute(db_instance_id=database)).items
    assert (seen.db_instance_status, seen.engine, seen.port) == ("Running", "PostgreSQL", "5432")
    assert (seen.v_switch_id, seen.security_ip_list) == ("vsw-1", "10.0.0.0/8,127.0.0.1")
    assert estate.whitelists(database) == {"default": "10.0.0.0/8,127.0.0.1"}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 2),
        ({"engine": "MySQL"}, 1),
        ({"engine": "Oracle"}, 0),
        ({"db_instance_status": "Running"}, 2),
        ({"db_instance_status": "Creating"}, 0),
        ({"db_instance_id": "rm-none"}, 0),
    ],
)
def test_filters(estate: Estate, filters: dict[str, Any], found: int) -> None:
    """Each one leaves out what does not fit."""
    estate.database()
    estate.database(engine="MariaDB")
    page = estate.ask(DescribeDBInstances(**HERE, **filters))
    assert (page.total_record_count, page.page_record_count, len(page.items)) == (found,) * 3


def test_the_same_client_token_makes_one(estate: Estate) -> None:
    """However often."""
    assert estate.database(client_token="t") == estate.database(client_token="t")
    assert len(estate.told(DBInstanceCreated)) == 1


def test_deleting(estate: Estate) -> None:
    """It is gone; the protected one stays."""
    database, safe = estate.database(), estate.database(deletion_protection=True)
    assert estate.ask(DeleteDBInstance(db_instance_id=database)).region_id == "cn-hangzhou"
    assert estate.refusal(DeleteDBInstance(db_instance_id=safe)) == "OperationDenied.DeletionProtection"
    for command in (
        DeleteDBInstance(db_instance_id=database),
        DescribeDBInstanceAttribute(db_instance_id=database),
        DescribeDBInstanceIPArrayList(db_instance_id=database),
    ):
        assert estate.refusal(command) == "InvalidDBInstanceId.NotFound"
    assert estate.refusal(modify(database, "1.1.1.1")) == "InvalidDBInstanceName.NotFound"


@pytest.mark.parametrize(
    "ips",
    ["", "x", "1.1.1", "1.1.1.1,", "1.1.1.1/33", "1.1.1.0/255.255.255.0", "1.1.1.0/0.0.0.255", "::1",
     "١.1.1.1"],
)  # fmt: skip
def test_addresses_that_are_none(estate: Estate, ips: str) -> None:
    """Of a new database, and of a whitelist."""
    database = estate.database()
    asked = estate.rehearsal.state.databases[database].created.request
    other = asked.model_copy(update={"security_ip_list": ips})
    assert isinstance(other, CreateDBInstance)
    assert estate.refusal(other) == "InvalidSecurityIPList.Format"
    assert estate.refusal(modify(database, ips)) == "SecurityIPList.Format"


def test_a_description_of_one_character(estate: Estate) -> None:
    """Is too short."""
    asked = estate.rehearsal.state.databases[estate.database()].created.request
    described = asked.model_copy(update={"db_instance_description": "d"})
    assert estate.refusal(described) == "InvalidParameter"
    estate.database(db_instance_description="db")


def test_modes(estate: Estate) -> None:
    """Covering replaces, appending adds, deleting takes away; the first whitelist has two spellings."""
    database = estate.database()
    estate.ask(modify(database, "1.1.1.1,2.2.2.2"))
    estate.ask(modify(database, "3.3.3.0/24", "Append", db_instance_ip_array_name="Default"))
    assert estate.whitelists(database) == {"default": "1.1.1.1,2.2.2.2,3.3.3.0/24"}
    estate.ask(modify(database, "1.1.1.1,9.9.9.9", "Delete"))
    assert estate.whitelists(database) == {"default": "2.2.2.2,3.3.3.0/24"}


def test_whitelists_of_other_names(estate: Estate) -> None:
    """Are made when they are first named, each with attributes of its own."""
    database = estate.database()
    mine = {"db_instance_ip_array_name": "my_list", "whitelist_network_type": "VPC"}
    estate.ask(modify(database, "1.1.1.1", "Append", db_instance_ip_array_attribute="hidden", **mine))
    estate.ask(modify(database, "2.2.2.2", "Append", **mine))
    asked = DescribeDBInstanceIPArrayList(db_instance_id=database, whitelist_network_type="VPC")
    [seen] = estate.ask(asked).items
    assert (seen.db_instance_ip_array_name, seen.security_ip_list) == ("my_list", "1.1.1.1,2.2.2.2")
    assert seen.db_instance_ip_array_attribute == "hidden"
    assert list(estate.whitelists(database)) == ["default", "my_list"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ({"ips": "1.1.1.1,1.1.1.1"}, "InvalidSecurityIPList.Duplicate"),
        ({"ips": "127.0.0.1", "mode": "Append"}, "InvalidSecurityIPList.Duplicate"),
        ({"ips": "127.0.0.1", "mode": "Delete"}, "SecurityIPList.Format"),
        ({"ips": ",".join(f"10.0.{n // 250}.{n % 250}" for n in range(1001))}, "SecurityIPList.Format"),
        ({"ips": "1.1.1.1", "db_instance_ip_array_attribute": "x"}, "InvalidIPArrayAttribute.Format"),
        ({"ips": "1.1.1.1", "whitelist_network_type": "X"}, "InvalidWhitelistNetType.Malformed"),
        ({"ips": "1.1.1.1", "db_instance_ip_array_name": "X"}, "InvalidParameter"),
        ({"ips": "1.1.1.1", "db_instance_ip_array_name": "a" * 33}, "InvalidParameter"),
        (
            {"ips": "1.1.1.1", "mode": "Delete", "db_instance_ip_array_name": "nosuch"},
            "InvalidParameter",
        ),
    ],
)
def test_changes_that_are_refused(estate: Estate, command: dict[str, Any], code: str) -> None:
    """And the whitelists stay what they were."""
    database = estate.database()
    assert estate.refusal(modify(database, **command)) == code
    assert estate.whitelists(database) == {"default": "127.0.0.1"}


def test_auto_scaling_uses_the_first_whitelist(estate: Estate) -> None:
    """What is in stays once; what is not in is passed over; other whitelists are left alone."""
    database = estate.database()
    estate.ask(modify(database, "10.0.0.9", db_instance_ip_array_name="mine"))
    add = AddAddressesToWhitelists(db_instance_ids=[database], addresses=["10.0.0.1", "10.0.0.9"])
    for _ in range(2):
        estate.ask(add)
    assert estate.whitelists(database) == {"default": "127.0.0.1,10.0.0.1,10.0.0.9", "mine": "10.0.0.9"}
    gone = RemoveAddressesFromWhitelists(db_instance_ids=[database], addresses=["10.0.0.9", "10.0.0.7"])
    estate.ask(gone)
    assert estate.whitelists(database) == {"default": "127.0.0.1,10.0.0.1", "mine": "10.0.0.9"}
