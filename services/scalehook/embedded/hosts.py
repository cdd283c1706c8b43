"""The services of an embedded stack, each in its host; imported when the stack wakes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scalehook.kit.host import snapshot
from scalehook.kit.host.host import Host
from scalehook.kit.journal.journal import Beginning
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


def beginnings(hosts: Mapping[str, Host]) -> dict[str, Beginning]:
    """What they know, of those that have a past; they are quiet, and so all is published."""
    return {
        name: Beginning(host.machine.seq, snapshot.dump(host.machine))
        for name, host in hosts.items()
        if host.machine.seq
    }


async def _host(service: Service[Settings], stack: "EmbeddedStack") -> Host:
    return Host(
        service=service,
        bus=stack.bus,
        journal=await stack.store.open(service.name),
        clock=stack.clock,
        timekeeper=stack.timekeeper,
        metrics=stack.metrics,
        settings=stack.settings[service.name],
        random=stack.random(service.name),
        witness=stack.tracing.beside(stack.witness),
    )
