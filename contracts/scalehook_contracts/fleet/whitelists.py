"""Whitelists of RDS databases."""

from typing import Literal

from pydantic import Field

from scalehook_contracts.base import Command, Done, Event, Listed, Part, Reply
from scalehook_contracts.fleet.databases import DatabaseReference, RdsOperation

WhitelistNetwork = Literal["MIX", "Classic", "VPC"]


class AddAddressesToWhitelists(Command[Done]):
    """Let the addresses into the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")
    scaling_activity_id: str = ""


class RemoveAddressesFromWhitelists(Command[Done]):
    """Take the addresses out of the whitelists of the databases."""

    db_instance_ids: list[str] = Listed("DBInstanceId")
    addresses: list[str] = Listed("Address")
    scaling_activity_id: str = ""


class SecurityIpsModification(Reply):
    """The task that changes the whitelist; it is done at once."""

    task_id: str


class ModifySecurityIps(DatabaseReference, RdsOperation[SecurityIpsModification]):
    """Changes a whitelist of a database; a database has several, by their names."""

    unsupported = frozenset({"FreshWhiteListReadins"})

    security_ips: str  # addresses or networks, with commas
    modify_mode: Literal["Cover", "Append", "Delete"] = "Cover"
    db_instance_ip_array_name: str = Field("default", alias="DBInstanceIPArrayName")
    db_instance_ip_array_attribute: str = Field("", alias="DBInstanceIPArrayAttribute")
    security_ip_type: Literal["IPv4"] = Field("IPv4", alias="SecurityIPType")
    whitelist_network_type: str = "MIX"


class DBInstanceIPArray(Part):
    """A whitelist, as it is described."""

    db_instance_ip_array_name: str = Field(alias="DBInstanceIPArrayName")
    db_instance_ip_array_attribute: str = Field("", alias="DBInstanceIPArrayAttribute")
    security_ip_type: str = Field("IPv4", alias="SecurityIPType")
    security_ip_list: str = Field(alias="SecurityIPList")  # with commas
    whitelist_network_type: str = "MIX"


class DBInstanceIPArrayList(Reply):
    """The whitelists of a database."""

    items: list[DBInstanceIPArray] = Listed("DBInstanceIPArray")


class DescribeDBInstanceIPArrayList(DatabaseReference, RdsOperation[DBInstanceIPArrayList]):
    """Lists the whitelists of a database."""

    whitelist_network_type: str = ""


class WhitelistChanged(Event):
    """A database now lets exactly these addresses in by this whitelist; for this activity, if there was
    one. A whitelist without addresses is gone.
    """

    db_instance_id: str = ""
    addresses: list[str] = Listed("Address")
    scaling_activity_id: str = ""
    name: str = "default"
    attribute: str = ""
    network_type: WhitelistNetwork = "MIX"
