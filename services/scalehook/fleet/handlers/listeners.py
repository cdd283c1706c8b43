"""Listeners of load balancers."""

from typing import Any

from scalehook.fleet.resource_lookups import balancer_of, listener_of
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.load_balancers import Listener, LoadBalancer
from scalehook.kit import Work
from scalehook_contracts.base import Done
from scalehook_contracts.errors.slb import (
    BackendServerPortMissing,
    InvalidVServerGroupId,
    ListenerPortConflict,
)
from scalehook_contracts.fleet.listeners import (
    CreateLoadBalancerHTTPListener,
    CreateLoadBalancerTCPListener,
    DeleteLoadBalancerListener,
    DescribeLoadBalancerHTTPListenerAttribute,
    DescribeLoadBalancerTCPListenerAttribute,
    HTTPListenerAttribute,
    ListenerAttribute,
    ListenerCreated,
    ListenerDeleted,
    ListenerReference,
    ListenerSettings,
    ListenerStatus,
    ListenerStatusSet,
    StartLoadBalancerListener,
    StopLoadBalancerListener,
    TCPListenerAttribute,
)

UNLIMITED = -1  # bandwidth


def create_load_balancer_tcp_listener(
    command: CreateLoadBalancerTCPListener, work: Work[State, Settings]
) -> Done:
    """Stopped, until somebody starts it."""
    _check_new(command, balancer_of(command, work))
    work.record(
        ListenerCreated(
            load_balancer_id=command.load_balancer_id,
            listener_port=command.listener_port,
            listener_protocol="tcp",
            health_check=command.health_check_switch,
            tcp=command,
        )
    )
    return Done()


def create_load_balancer_http_listener(
    command: CreateLoadBalancerHTTPListener, work: Work[State, Settings]
) -> Done:
    """Stopped, until somebody starts it."""
    _check_new(command, balancer_of(command, work))
    work.record(
        ListenerCreated(
            load_balancer_id=command.load_balancer_id,
            listener_port=command.listener_port,
            listener_protocol="http",
            health_check=command.health_check,
            http=command,
        )
    )
    return Done()


def start_load_balancer_listener(
    command: StartLoadBalancerListener, work: Work[State, Settings]
) -> Done:
    """It forwards, and looks after the servers."""
    return _set_status(command, "running", work)


def stop_load_balancer_listener(command: StopLoadBalancerListener, work: Work[State, Settings]) -> Done:
    """It does so no more."""
    return _set_status(command, "stopped", work)


def delete_load_balancer_listener(
    command: DeleteLoadBalancerListener, work: Work[State, Settings]
) -> Done:
    """It is gone; one that is not there is passed over."""
    listener = balancer_of(command, work).listeners.get(command.listener_port)
    if listener is not None and command.listener_protocol in (None, listener.protocol):
        work.record(
            ListenerDeleted(
                load_balancer_id=command.load_balancer_id, listener_port=command.listener_port
            )
        )
    return Done()


def describe_load_balancer_tcp_listener_attribute(
    command: DescribeLoadBalancerTCPListenerAttribute, work: Work[State, Settings]
) -> TCPListenerAttribute:
    """As it was asked for."""
    listener = listener_of(balancer_of(command, work), command.listener_port, "tcp")
    return TCPListenerAttribute(**_described(listener, TCPListenerAttribute))


def describe_load_balancer_http_listener_attribute(
    command: DescribeLoadBalancerHTTPListenerAttribute, work: Work[State, Settings]
) -> HTTPListenerAttribute:
    """As it was asked for."""
    listener = listener_of(balancer_of(command, work), command.listener_port, "http")
    return HTTPListenerAttribute(**_described(listener, HTTPListenerAttribute))


def _check_new(command: ListenerSettings, balancer: LoadBalancer) -> None:
    if command.listener_port in balancer.listeners:
        raise ListenerPortConflict()
    if command.backend_server_port is None and not command.v_server_group_id:
        raise BackendServerPortMissing()
    if command.v_server_group_id and command.v_server_group_id not in balancer.v_server_groups:
        raise InvalidVServerGroupId()


def _set_status(command: ListenerReference, status: ListenerStatus, work: Work[State, Settings]) -> Done:
    balancer, protocol = balancer_of(command, work), command.listener_protocol
    listener = listener_of(balancer, command.listener_port, protocol)
    work.record(
        ListenerStatusSet(
            load_balancer_id=command.load_balancer_id,
            listener_port=command.listener_port,
            listener_status=status,
            health_check=listener.created.health_check,
        )
    )
    return Done()


def _described(listener: Listener, attribute: type[ListenerAttribute]) -> dict[str, Any]:
    asked = listener.request
    names = attribute.model_fields.keys() & type(asked).model_fields.keys()
    return {name: getattr(asked, name) for name in names} | {
        "status": listener.status,
        "health_check": listener.created.health_check,
        "bandwidth": UNLIMITED if asked.bandwidth is None else asked.bandwidth,
        "backend_server_port": asked.backend_server_port or 0,
    }
