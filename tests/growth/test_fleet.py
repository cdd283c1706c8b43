"""The fleet where there is much of everything: no call costs more than where there is little."""

from random import Random

from growth.calls.fleet_instances import fleet_instance, fleet_instance_calls
from growth.calls.fleet_resources import fleet_resource_calls, resources
from growth.calls.launch_templates import launch_template, launch_template_calls
from scalehook.fleet import handlers
from scalehook.fleet.service import SERVICE
from scalehook.kit.machine.machine import Machine
from scalehook_contracts.base import Message
from scalehook_contracts.fleet.instances import InstanceRunning
from support.growth import MANY, measured

CALLS: dict[str, Message] = {
    **launch_template_calls(),
    **fleet_instance_calls(),
    **fleet_resource_calls(),
}


def populated(size: int) -> Machine:
    """So many instances, which run but for the first, each behind a back end and in a whitelist."""
    settings = SERVICE.settings().model_copy(update={"max_launch_templates": 2 * MANY})
    machine = Machine(SERVICE, settings, Random(1))
    for number in range(size):
        machine.apply(fleet_instance(number))
        if number:
            machine.apply(InstanceRunning(instance_id=f"i-{number}"))
        for event in (*launch_template(number), *resources(number)):
            machine.apply(event)
    return machine


machines, test_a_call, test_all_are_called = measured(CALLS, populated, handlers)
