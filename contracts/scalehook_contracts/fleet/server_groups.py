"""Server groups of ALB, as its API (2020-06-16) describes them."""

from typing import Annotated, ClassVar, Generic, Literal

from pydantic import Field

from scalehook_contracts.base import Event, Fresh, Listed, Operation, Part, Reply, ReplyT_co
from scalehook_contracts.fleet.backend_servers import BackendServer
from scalehook_contracts.numbers import Int64
from scalehook_contracts.products import ALB, Product

AlbToken = Annotated[str, Field(max_length=64)]


class AlbOperation(Operation[ReplyT_co], Generic[ReplyT_co]):
    """An operation of ALB, 2020-06-16."""

    product: ClassVar[Product] = ALB

    def resources(self) -> list[str]:
        """All, where none is named."""
        return ["servergroup/*"]


class HealthCheckConfig(Part):
    """How an ALB checks servers. Nobody really asks them: it is only described."""

    health_check_enabled: bool
    health_check_codes: list[str] = Listed("HealthCheckCode")
    health_check_connect_port: int = Field(0, ge=0, le=65535)
    health_check_host: str = Field("", max_length=80)
    health_check_http_version: str = "HTTP1.1"
    health_check_interval: int = Field(2, ge=1, le=50)
    health_check_method: Literal["GET", "POST", "HEAD"] = "HEAD"
    health_check_path: str = Field("/", max_length=80)
    health_check_protocol: Literal["HTTP", "HTTPS", "TCP", "gRPC"] = "HTTP"
    health_check_timeout: int = Field(5, ge=1, le=300)
    healthy_threshold: int = Field(3, ge=2, le=10)
    unhealthy_threshold: int = Field(3, ge=2, le=10)


class StickySessionConfig(Part):
    """Whether requests of one client go to one server."""

    sticky_session_enabled: bool = False
    cookie: str = Field("", max_length=200)
    cookie_timeout: int = Field(1000, ge=1, le=86400)
    sticky_session_type: Literal["Insert", "Server"] = "Insert"


class ServerGroupTag(Part):
    """A tag of a server group."""

    key: str = Field(min_length=1, max_length=128)
    value: str = Field("", max_length=128)


class ServerGroupCreation(Reply):
    """The new group; what the job asks for is done at once."""

    server_group_id: str
    job_id: str


class ServerGroupJob(Reply):
    """The job that changes a group; it is done at once."""

    job_id: str


class CreateServerGroup(AlbOperation[ServerGroupCreation]):
    """Creates a server group."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {
            "ConnectionDrainConfig", "IpVersionAffinityMode", "ServiceName", "SlowStartConfig",
            "UchConfig", "UpstreamKeepaliveEnabled",
        }
    )  # fmt: skip

    server_group_name: str = Field(min_length=2, max_length=128)
    health_check_config: HealthCheckConfig
    server_group_type: Literal["Instance", "Ip", "Fc"] = "Instance"
    protocol: Literal["HTTP", "HTTPS", "gRPC"] = "HTTP"
    scheduler: Literal["Wrr", "Wlc", "Sch"] = "Wrr"
    sticky_session_config: StickySessionConfig = Fresh(StickySessionConfig)
    cross_zone_enabled: bool = True
    ipv6_enabled: bool = False
    resource_group_id: str = ""
    vpc_id: str = ""
    tag: list[ServerGroupTag] = Listed("Tag", max_length=20)
    dry_run: bool = False
    client_token: AlbToken = ""


class ServerGroupReference(Part):
    """Names a server group."""

    server_group_id: str

    def resources(self) -> list[str]:
        """The group."""
        return [f"servergroup/{self.server_group_id}"]


class DeleteServerGroup(ServerGroupReference, AlbOperation[ServerGroupJob]):
    """Deletes a group."""

    dry_run: bool = False
    client_token: AlbToken = ""


class ServerGroupView(Part):
    """A server group in a list."""

    server_group_id: str
    server_group_name: str
    server_group_status: Literal["Available"] = "Available"
    server_group_type: str
    server_count: Int64
    protocol: str
    scheduler: str
    vpc_id: str
    resource_group_id: str
    create_time: str
    cross_zone_enabled: bool
    ipv6_enabled: bool
    config_managed_enabled: bool = False
    health_check_config: HealthCheckConfig
    sticky_session_config: StickySessionConfig
    related_load_balancer_ids: list[str] = Listed("RelatedLoadBalancerId")
    tags: list[ServerGroupTag] = Listed("Tag")


class ServerGroupPage(Reply):
    """One page of groups; NextToken is empty on the last."""

    server_groups: list[ServerGroupView] = Listed("ServerGroup")
    max_results: Int64
    next_token: str = ""
    total_count: Int64


class ListServerGroups(AlbOperation[ServerGroupPage]):
    """Lists server groups."""

    unsupported: ClassVar[frozenset[str]] = frozenset(
        {"ResourceGroupId", "ServerGroupType", "Tag", "VpcId"}
    )

    server_group_ids: list[str] = Listed("ServerGroupId", max_length=20)
    server_group_names: list[str] = Listed("ServerGroupName", max_length=10)
    max_results: int = Field(20, ge=1, le=100)
    next_token: str = ""


class ServerGroupCreated(Event):
    """A server group exists, as it was asked for. `type` is ALB; only what is made at first sight may be
    NLB's or GWLB's.
    """

    server_group_id: str
    type: Literal["ALB", "NLB", "GWLB"] = "ALB"
    created_at: float  # Unix seconds, virtual
    request: CreateServerGroup


class ServerGroupChanged(Event):
    """A server group now has exactly these servers; for this activity, if there was one."""

    server_group_id: str
    servers: list[BackendServer] = Listed("Server")
    scaling_activity_id: str = ""


class ServerGroupDeleted(Event):
    """A server group is gone."""

    server_group_id: str
