"""The fleet where there is much of everything: no call costs more than where there is little."""

from random import Random

import pytest

from growth.calls.fleet_instances import fleet_instance, fleet_instance_calls
from growth.calls.launch_templates import launch_template, launch_template_calls
from scalehook.fleet import handlers
from scalehook.fleet.service import SERVICE
from scalehook.kit.machine import router
from scalehook.kit.machine.machine import Machine
from scalehook_contracts.base import Message
from scalehook_contracts.fleet.backend_servers import (
    AddBackendServers,
    BackendServersChanged,
    RemoveBackendServers,
)
from scalehook_contracts.fleet.instances import InstanceRunning
from scalehook_contracts.fleet.whitelists import (
    AddAddressesToWhitelists,
    RemoveAddressesFromWhitelists,
    WhitelistChanged,
)
from support.growth import FEW, MANY, check, costs

CALLS: dict[str, Message] = {
    **launch_template_calls(),
    **fleet_instance_calls(),
    "let in": AddAddressesToWhitelists(db_instance_ids=["rm-7"], addresses=["address-9"]),
    "shut out": RemoveAddressesFromWhitelists(db_instance_ids=["rm-8"], addresses=["address-8"]),
    "forward": AddBackendServers(load_balancer_ids=["lb-7"], instance_ids=["i-9"]),
    "withdraw": RemoveBackendServers(load_balancer_ids=["lb-8"], instance_ids=["i-8"]),
}


def populated(size: int) -> Machine:
    """So many instances, which run but for the first, each behind a back end and in a whitelist."""
    settings = SERVICE.settings().model_copy(update={"max_launch_templates": 2 * MANY})
    machine = Machine(SERVICE, settings, Random(1))
    for number in range(size):
        instance, address = f"i-{number}", f"address-{number}"
        machine.apply(fleet_instance(number))
        if number:
            machine.apply(InstanceRunning(instance_id=instance))
        for event in launch_template(number):
            machine.apply(event)
        machine.apply(BackendServersChanged(load_balancer_id=f"lb-{number}", instance_ids=[instance]))
        machine.apply(WhitelistChanged(db_instance_id=f"rm-{number}", addresses=[address]))
    return machine


@pytest.fixture(scope="module")
def machines() -> tuple[Machine, Machine, Machine]:
    """The first one is for what any first call costs."""
    return populated(FEW), populated(FEW), populated(MANY)


@pytest.mark.parametrize("name", CALLS)
def test_a_call(machines: tuple[Machine, Machine, Machine], name: str) -> None:
    """It takes about as many steps, and as much memory, with ten thousand of everything."""
    _, few, many = (costs(machine, CALLS[name]) for machine in machines)
    check(few, many)


def test_all_are_called() -> None:
    """Whatever the service handles is in the table."""
    assert {type(message) for message in CALLS.values()} == set(router.handlers(handlers))
