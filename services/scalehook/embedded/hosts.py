"""The services of an embedded stack, each in its host; imported when the stack wakes."""

from random import SystemRandom
from typing import TYPE_CHECKING

from scalehook.kit.host.host import Host
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.wiring.services import all_types, services

if TYPE_CHECKING:
    from scalehook.embedded.stack import EmbeddedStack


async def load(stack: "EmbeddedStack") -> dict[str, Host]:
    """All of them, as their journals say; none has begun."""
    stack.types.update(all_types())
    hosts = {service.name: await _host(service, stack) for service in services()}
    for host in hosts.values():
        await host.load()
    return hosts


async def _host(service: Service[Settings], stack: "EmbeddedStack") -> Host:
    return Host(
        service=service,
        bus=stack.bus,
        journal=await stack.store.open(service.name),
        clock=stack.clock,
        timekeeper=stack.timekeeper,
        metrics=stack.metrics,
        settings=stack.settings[service.name],
        random=SystemRandom(),
        witness=stack.witness,
    )
