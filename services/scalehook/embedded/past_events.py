"""The events that the journals of an embedded stack still have."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.bus import Bus
from scalehook.kit.host.host import Host
from scalehook.kit.journal.journal import entries_of
from scalehook.kit.machine import codec
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook_contracts.base import Event


async def since_then(bus: Bus, hosts: Iterable[Host], since: datetime) -> AsyncIterator[Envelope]:
    """Those of the past in order of time, as far as the journals go; and then all from now on."""
    live = bus.observe()
    following = asyncio.ensure_future(anext(live))
    await asyncio.sleep(0)  # from here on nothing is missed: what is heard twice is passed over
    try:
        past = await _past(hosts, since)
        for envelope in past:
            yield envelope
        told = {envelope.message_id for envelope in past}
        while True:
            envelope = await following
            following = asyncio.ensure_future(anext(live))
            if envelope.message_id not in told:
                yield envelope
    finally:
        following.cancel()


async def past(hosts: Iterable[Host], since: datetime) -> AsyncIterator[Envelope]:
    """Those of the past alone."""
    for envelope in await _past(hosts, since):
        yield envelope


async def _past(hosts: Iterable[Host], since: datetime) -> list[Envelope]:
    found = []
    for host in hosts:
        types, service = message_types(host.service), host.service.name
        async for seq, raw in entries_of(host.journal):
            entry = codec.load(seq, raw, types)
            if entry.at >= since:
                found += _events(entry, service)
    return sorted(found, key=lambda envelope: envelope.timestamp)


def _events(entry: Entry, service: str) -> list[Envelope]:
    """With the ids under which they were published."""
    return [
        Envelope(
            message,
            f"{service}-{entry.seq}-{number}",
            entry.at,
            entry.correlation_id,
            app_id=service,
            caller=entry.caller,
            causation_id=entry.message_id,
        )
        for number, message in enumerate(entry.outgoing)
        if isinstance(message, Event)
    ]
