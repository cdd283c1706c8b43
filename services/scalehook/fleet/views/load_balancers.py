"""Load balancers, as they are described."""

from collections.abc import Iterable
from typing import Any

from scalehook.fleet.state.load_balancers import Listener, LoadBalancer
from scalehook.kit.clock.moments import iso_minutes, moment
from scalehook_contracts.fleet.backend_servers import BackendServer, BackendServerView
from scalehook_contracts.fleet.load_balancers import (
    CreateLoadBalancer,
    ListenerPortAndProtocal,
    ListenerPortAndProtocol,
    LoadBalancerAttribute,
    LoadBalancerView,
)
from scalehook_contracts.fleet.slb import LoadBalancerTag, LoadBalancerTagView

NOT_AS_ASKED = {"region_id", "load_balancer_name", "address"}
AS_ASKED = LoadBalancerView.model_fields.keys() & (CreateLoadBalancer.model_fields.keys() - NOT_AS_ASKED)


def load_balancer_view(balancer: LoadBalancer, region: str) -> LoadBalancerView:
    """A load balancer in a list."""
    return LoadBalancerView(**_described(balancer, region))


def load_balancer_attribute(balancer: LoadBalancer, region: str) -> LoadBalancerAttribute:
    """A load balancer, with what hangs on it."""
    listeners = balancer.listeners
    return LoadBalancerAttribute(
        **_described(balancer, region),
        backend_servers=[server_view(server) for server in balancer.servers.values()],
        listener_ports=list(listeners),
        listener_ports_and_protocal=[
            ListenerPortAndProtocal(listener_port=port, listener_protocal=listener.protocol)
            for port, listener in listeners.items()
        ],
        listener_ports_and_protocol=[_listener(port, one) for port, one in listeners.items()],
    )


def server_view(server: BackendServer) -> BackendServerView:
    """A server of a load balancer."""
    return BackendServerView(
        server_id=server.server_id,
        server_ip=server.server_ip,
        weight=server.weight,
        type=server.type,
        description=server.description,
    )


def tag_views(tags: Iterable[LoadBalancerTag]) -> list[LoadBalancerTagView]:
    """Tags, as they are described."""
    return [LoadBalancerTagView(tag_key=tag.key, tag_value=tag.value) for tag in tags]


def _described(balancer: LoadBalancer, region: str) -> dict[str, Any]:
    created = balancer.created
    asked = created.request
    return {name: getattr(asked, name) for name in AS_ASKED} | {
        "load_balancer_id": created.load_balancer_id,
        "load_balancer_name": created.load_balancer_name,
        "load_balancer_status": balancer.status,
        "address": created.address,
        "network_type": created.network_type,
        "region_id": region,
        "region_id_alias": region,
        "internet_charge_type_alias": asked.internet_charge_type,
        "create_time": iso_minutes(moment(created.created_at)),
        "create_time_stamp": int(created.created_at * 1000),
        "tags": tag_views(asked.tag),
    }


def _listener(port: int, listener: Listener) -> ListenerPortAndProtocol:
    return ListenerPortAndProtocol(
        listener_port=port,
        listener_protocol=listener.protocol,
        description=listener.request.description,
    )
