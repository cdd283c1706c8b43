"""Load balancers."""

from ipaddress import IPv4Address

from scalehook.fleet import client_tokens
from scalehook.fleet.resource_lookups import balancer_of, check_region
from scalehook.fleet.settings import Settings
from scalehook.fleet.state import State
from scalehook.fleet.state.listings import ASKED_OF_BALANCERS, OF_BALANCERS
from scalehook.fleet.state.load_balancers import LoadBalancer
from scalehook.fleet.views.load_balancers import load_balancer_attribute, load_balancer_view
from scalehook.kit import Work
from scalehook.kit.shelves import Found, Mark
from scalehook_contracts.base import Done
from scalehook_contracts.errors.slb import OperationDeniedDeleteProtectionIsOn
from scalehook_contracts.fleet.load_balancers import (
    AddressType,
    CreateLoadBalancer,
    DeleteLoadBalancer,
    DescribeLoadBalancerAttribute,
    DescribeLoadBalancers,
    LoadBalancerAttribute,
    LoadBalancerCreated,
    LoadBalancerCreation,
    LoadBalancerDeleted,
    LoadBalancerPage,
    LoadBalancerStatusSet,
    SetLoadBalancerStatus,
)

FIRST_ADDRESSES: dict[AddressType, IPv4Address] = {
    "internet": IPv4Address("47.96.0.0"),
    "intranet": IPv4Address("192.168.0.0"),
}
ADDRESSES = 2**16
FILTERS = ("load_balancer_status", *OF_BALANCERS, *ASKED_OF_BALANCERS)


def create_load_balancer(
    command: CreateLoadBalancer, work: Work[State, Settings]
) -> LoadBalancerCreation:
    """It works at once, and has no listener yet."""
    check_region(command.region_id, work)
    [balancer_id] = client_tokens.earlier_answer(command, command.client_token, work) or [""]
    if balancer_id not in work.state.load_balancers:  # else it was made by the same call
        balancer_id = _create(command, work)
    return _creation(work.state.load_balancers[balancer_id])


def describe_load_balancers(
    command: DescribeLoadBalancers, work: Work[State, Settings]
) -> LoadBalancerPage:
    """The load balancers that are asked for, or all."""
    check_region(command.region_id, work)
    found = _found(command, work.state)
    chosen = found.page(command.page_number, command.page_size)
    return LoadBalancerPage(
        page_number=command.page_number,
        page_size=command.page_size,
        total_count=len(found),
        load_balancers=[load_balancer_view(balancer, work.settings.region) for balancer in chosen],
    )


def describe_load_balancer_attribute(
    command: DescribeLoadBalancerAttribute, work: Work[State, Settings]
) -> LoadBalancerAttribute:
    """One, with its listeners and servers."""
    return load_balancer_attribute(balancer_of(command, work), work.settings.region)


def set_load_balancer_status(command: SetLoadBalancerStatus, work: Work[State, Settings]) -> Done:
    """It works, or it does not."""
    balancer_of(command, work)
    work.record(
        LoadBalancerStatusSet(
            load_balancer_id=command.load_balancer_id,
            load_balancer_status=command.load_balancer_status,
        )
    )
    return Done()


def delete_load_balancer(command: DeleteLoadBalancer, work: Work[State, Settings]) -> Done:
    """It is gone, with all that hangs on it. Scaling groups that name it go on without."""
    if balancer_of(command, work).created.request.delete_protection == "on":
        raise OperationDeniedDeleteProtectionIsOn()
    work.record(LoadBalancerDeleted(load_balancer_id=command.load_balancer_id))
    return Done()


def _create(command: CreateLoadBalancer, work: Work[State, Settings]) -> str:
    balancer_id = work.new_id("lb-bp1", 17)
    address = FIRST_ADDRESSES[command.address_type] + work.random.randrange(ADDRESSES)
    work.record(
        LoadBalancerCreated(
            load_balancer_id=balancer_id,
            load_balancer_name=command.load_balancer_name or balancer_id,
            address=command.address or str(address),
            network_type="vpc" if command.v_switch_id or command.vpc_id else "classic",
            created_at=work.now.timestamp(),
            request=command,
        )
    )
    client_tokens.remember(command, command.client_token, [balancer_id], work)
    return balancer_id


def _creation(balancer: LoadBalancer) -> LoadBalancerCreation:
    created = balancer.created
    asked = created.request
    return LoadBalancerCreation(
        load_balancer_id=created.load_balancer_id,
        load_balancer_name=created.load_balancer_name,
        address=created.address,
        address_ip_version=asked.address_ip_version,
        network_type=created.network_type,
        vpc_id=asked.vpc_id,
        v_switch_id=asked.v_switch_id,
        resource_group_id=asked.resource_group_id,
    )


def _found(command: DescribeLoadBalancers, state: State) -> Found[LoadBalancer]:
    ids = [text.strip() for text in command.load_balancer_id.split(",") if text.strip()]
    asked = [(name, getattr(command, name)) for name in FILTERS]
    choices: list[list[Mark]] = [[mark] for mark in asked if mark[1]]
    return state.listings.balancers.find(*choices, keys=ids or None)
