"""RDS databases, as the RDS API (2014-08-15) describes them."""

from typing import ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Event, Listed, Operation, Part, Reply, ReplyT_co
from scalehook_contracts.numbers import Int64
from scalehook_contracts.pages import PageNumber
from scalehook_contracts.products import RDS, Product


class RdsOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of RDS, 2014-08-15."""

    product: ClassVar[Product] = RDS

    def resources(self) -> list[str]:
        """All, where none is named."""
        return ["dbinstance/*"]


class DatabaseReference(Part):
    """Names a database."""

    db_instance_id: str = Field(alias="DBInstanceId")

    def resources(self) -> list[str]:
        """The database."""
        return [f"dbinstance/{self.db_instance_id}"]


class DBInstanceCreation(Reply):
    """The new database."""

    db_instance_id: str = Field(alias="DBInstanceId")
    order_id: str
    connection_string: str
    port: str


class CreateDBInstance(RdsOperation[DBInstanceCreation]):
    """Creates a database; it runs at once, and lets in whom SecurityIPList names."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "Amount", "AutoCreateProxy", "AutoPay", "AutoRenew", "AutoUpgradeMinorVersion",
            "AutoUseCoupon", "BabelfishConfig", "BpeEnabled", "BurstingEnabled", "BusinessInfo",
            "ColdDataEnabled",
            "CreateStrategy", "CustomExtraInfo", "DBIsIgnoreCase", "DBParamGroupId", "DBTimeZone",
            "DedicatedHostGroupId", "DryRun", "EncryptionKey", "ExternalReplication",
            "IoAccelerationEnabled", "OptimizedWrites", "Period", "PrivateIpAddress", "PromotionCode",
            "RoleARN", "ServerlessConfig", "StorageAutoScale", "StorageThreshold", "StorageUpperBound",
            "SystemDBCharset", "Tag", "TargetDedicatedHostIdForLog", "TargetDedicatedHostIdForMaster",
            "TargetDedicatedHostIdForSlave", "TargetMinorVersion", "UsedTime", "UserBackupId",
            "WhitelistTemplateList", "ZoneIdSlave1", "ZoneIdSlave2",
        }
    )  # fmt: skip

    region_id: str
    engine: Literal["MySQL", "SQLServer", "PostgreSQL", "MariaDB"]
    engine_version: str = Field(max_length=40)
    db_instance_class: str = Field(alias="DBInstanceClass", max_length=100)
    db_instance_storage: int = Field(alias="DBInstanceStorage", ge=5, le=64000)
    db_instance_net_type: Literal["Internet", "Intranet"] = Field(alias="DBInstanceNetType")
    security_ip_list: str = Field(alias="SecurityIPList")
    pay_type: Literal["Postpaid", "Prepaid", "Serverless"]
    category: str = Field("HighAvailability", max_length=40)
    connection_mode: Literal["Standard", "Safe"] = "Standard"
    connection_string: str = ""
    db_instance_description: str = Field("", alias="DBInstanceDescription", max_length=255)
    db_instance_storage_type: str = Field("cloud_essd", alias="DBInstanceStorageType", max_length=40)
    deletion_protection: bool = False
    instance_network_type: Literal["VPC", "Classic"] = "VPC"
    port: int | None = Field(None, ge=1, le=65535)
    resource_group_id: str = ""
    vpc_id: str = Field("", alias="VPCId")
    v_switch_id: str = ""
    zone_id: str = ""
    client_token: str = Field("", max_length=64)


class DBInstanceView(Part):
    """A database in a list."""

    db_instance_id: str = Field(alias="DBInstanceId")
    db_instance_description: str = Field(alias="DBInstanceDescription")
    db_instance_status: str = Field("Running", alias="DBInstanceStatus")
    db_instance_type: str = Field("Primary", alias="DBInstanceType")
    db_instance_class: str = Field(alias="DBInstanceClass")
    db_instance_net_type: str = Field(alias="DBInstanceNetType")
    db_instance_storage_type: str = Field(alias="DBInstanceStorageType")
    engine: str
    engine_version: str
    category: str
    pay_type: str
    connection_mode: str
    connection_string: str
    instance_network_type: str
    vpc_id: str
    v_switch_id: str
    zone_id: str
    region_id: str
    resource_group_id: str
    deletion_protection: bool
    lock_mode: str = "Unlock"
    create_time: str


class DBInstancePage(Reply):
    """One page of databases."""

    items: list[DBInstanceView] = Listed("DBInstance")
    page_number: PageNumber
    page_record_count: Int64
    total_record_count: Int64
    next_token: str = ""


class DescribeDBInstances(RdsOperation[DBInstancePage]):
    """Lists databases; ids that do not exist are passed over."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "Category", "ClientToken", "ConnectionMode", "ConnectionString", "DBInstanceClass",
            "DBInstanceType", "DedicatedHostGroupId", "DedicatedHostId", "EngineVersion", "Expired",
            "Filter", "InstanceLevel", "InstanceNetworkType", "MaxResults", "NextToken", "PayType",
            "QueryAutoRenewal", "ResourceGroupId", "SearchKey", "Tags", "VSwitchId", "VpcId", "ZoneId",
            "proxyId",
        }
    )  # fmt: skip

    region_id: str
    db_instance_id: str = Field("", alias="DBInstanceId")
    db_instance_status: str = Field("", alias="DBInstanceStatus")
    engine: str = ""
    page_number: PageNumber = 1
    page_size: int = Field(30, ge=1, le=100)


class DBInstanceAttribute(DBInstanceView):
    """A database, as it is described."""

    creation_time: str
    db_instance_storage: Int64 = Field(alias="DBInstanceStorage")
    port: str
    security_ip_list: str = Field(alias="SecurityIPList")


class DBInstanceAttributes(Reply):
    """The database, in a list of its own."""

    items: list[DBInstanceAttribute] = Listed("DBInstanceAttribute")


class DescribeDBInstanceAttribute(DatabaseReference, RdsOperation[DBInstanceAttributes]):
    """Describes a database."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"Expired"})


class DBInstanceDeletion(Reply):
    """Where it was."""

    region_id: str


class DeleteDBInstance(DatabaseReference, RdsOperation[DBInstanceDeletion]):
    """Deletes a database."""

    unsupported: ClassVar[frozenset[str]] = frozenset({"ReleasedKeepPolicy"})


class DBInstanceCreated(Event):
    """A database exists, as it was asked for."""

    db_instance_id: str = Field(alias="DBInstanceId")
    created_at: float  # Unix seconds, virtual
    addresses: list[str] = Listed("Address")  # of its whitelist `default`
    request: CreateDBInstance


class DBInstanceDeleted(Event):
    """A database is gone."""

    db_instance_id: str = Field(alias="DBInstanceId")
