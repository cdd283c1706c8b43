"""Listeners of load balancers."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scalehook_contracts.base import Done, Event, Reply
from scalehook_contracts.fleet.slb import LoadBalancerReference, SlbOperation, SlbPort, Switch
from scalehook_contracts.numbers import Int64

ListenerProtocol = Literal["tcp", "http"]
ListenerStatus = Literal["running", "stopped"]
Threshold = Annotated[int, Field(ge=1, le=10)]
CheckSeconds = Annotated[int, Field(ge=1, le=300)]
CheckPause = Annotated[int, Field(ge=1, le=50)]
ACCESS_CONTROL = frozenset({"AclId", "AclStatus", "AclType", "Tag"})


class ListenerSettings(LoadBalancerReference):
    """What listeners of both protocols have. Nobody really asks the servers: a server is healthy when
    its instance runs, whatever the health check's path, ports and pauses are.
    """

    listener_port: SlbPort
    backend_server_port: SlbPort | None = None
    v_server_group_id: str = ""
    bandwidth: int | None = Field(None, ge=-1, le=5120)
    description: str = Field("", max_length=256)
    health_check_connect_port: SlbPort | None = None
    health_check_domain: str = Field("", max_length=80)
    health_check_http_code: str = "http_2xx"
    health_check_uri: str = Field("", max_length=80, alias="HealthCheckURI")
    healthy_threshold: Threshold = 3
    unhealthy_threshold: Threshold = 3


class CreateLoadBalancerTCPListener(ListenerSettings, SlbOperation[Done]):
    """Creates a listener for TCP; it is stopped until it is started."""

    unsupported: ClassVar[frozenset[str]] = ACCESS_CONTROL | {
        "ConnectionDrain", "ConnectionDrainTimeout", "MasterSlaveServerGroupId",
        "ProxyProtocolV2Enabled",
    }  # fmt: skip

    bandwidth: int = Field(ge=-1, le=5120)
    scheduler: Literal["wrr", "rr", "sch", "tch"] = "wrr"
    persistence_timeout: int = Field(0, ge=0, le=3600)
    established_timeout: int = Field(900, ge=10, le=900)
    health_check_switch: Switch = "on"
    health_check_type: Literal["tcp", "http"] = "tcp"
    health_check_connect_timeout: CheckSeconds = 5
    health_check_interval: CheckPause = Field(2, alias="healthCheckInterval")


class CreateLoadBalancerHTTPListener(ListenerSettings, SlbOperation[Done]):
    """Creates a listener for HTTP; it is stopped until it is started."""

    unsupported: ClassVar[frozenset[str]] = ACCESS_CONTROL | {
        "Cookie", "CookieTimeout", "ForwardPort", "Gzip", "IdleTimeout", "ListenerForward",
        "RequestTimeout", "StickySessionType", "XForwardedFor", "XForwardedFor_ClientSrcPort",
        "XForwardedFor_SLBID", "XForwardedFor_SLBIP", "XForwardedFor_SLBPORT", "XForwardedFor_proto",
    }  # fmt: skip

    scheduler: Literal["wrr", "rr"] = "wrr"
    sticky_session: Literal["off"] = "off"
    health_check: Switch
    health_check_method: Literal["head", "get"] = "head"
    health_check_timeout: CheckSeconds = 5
    health_check_interval: CheckPause = 2


class ListenerReference(LoadBalancerReference):
    """Names a listener."""

    listener_port: SlbPort
    listener_protocol: ListenerProtocol | None = None


class StartLoadBalancerListener(ListenerReference, SlbOperation[Done]):
    """Has a listener forward and check."""


class StopLoadBalancerListener(ListenerReference, SlbOperation[Done]):
    """Has it forward no more."""


class DeleteLoadBalancerListener(ListenerReference, SlbOperation[Done]):
    """Deletes a listener; one that is not there is passed over."""


class ListenerAttribute(Reply):
    """What the listeners of both protocols answer."""

    load_balancer_id: str
    listener_port: Int64
    backend_server_port: Int64
    v_server_group_id: str
    bandwidth: Int64
    description: str
    status: ListenerStatus
    scheduler: str
    health_check: Switch
    health_check_connect_port: Int64 | None
    health_check_domain: str
    health_check_http_code: str
    health_check_uri: str = Field(alias="HealthCheckURI")
    health_check_interval: Int64
    healthy_threshold: Int64
    unhealthy_threshold: Int64
    acl_status: Switch = "off"


class TCPListenerAttribute(ListenerAttribute):
    """A listener for TCP, as it was asked for."""

    persistence_timeout: Int64
    established_timeout: Int64
    health_check_type: str
    health_check_connect_timeout: Int64


class HTTPListenerAttribute(ListenerAttribute):
    """A listener for HTTP, as it was asked for."""

    sticky_session: Switch
    health_check_method: str
    health_check_timeout: Int64


class DescribeLoadBalancerTCPListenerAttribute(
    LoadBalancerReference, SlbOperation[TCPListenerAttribute]
):
    """Describes a listener for TCP."""

    listener_port: SlbPort


class DescribeLoadBalancerHTTPListenerAttribute(
    LoadBalancerReference, SlbOperation[HTTPListenerAttribute]
):
    """Describes a listener for HTTP."""

    listener_port: SlbPort


class ListenerCreated(Event):
    """A load balancer has one more listener; one of the two requests is there."""

    load_balancer_id: str
    listener_port: Int64
    listener_protocol: ListenerProtocol
    health_check: Switch
    tcp: CreateLoadBalancerTCPListener | None = None
    http: CreateLoadBalancerHTTPListener | None = None


class ListenerStatusSet(Event):
    """A listener runs, or is stopped; and whether it looks after the servers while it runs."""

    load_balancer_id: str
    listener_port: Int64
    listener_status: ListenerStatus
    health_check: Switch


class ListenerDeleted(Event):
    """A listener is gone."""

    load_balancer_id: str
    listener_port: Int64
