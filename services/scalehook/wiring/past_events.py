"""The events that the journals of a stack still have."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from typing import Any

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.bus import Bus
from scalehook.kit.journal.journal import Journal, entries_of
from scalehook.kit.machine import codec
from scalehook.kit.machine.entry import Entry
from scalehook.kit.machine.envelope import Envelope
from scalehook.wiring.causal_order import Told, in_order
from scalehook.wiring.services import service
from scalehook_contracts.base import Event

Journals = Mapping[str, Journal]  # by service


async def since_then(bus: Bus, journals: Journals, since: datetime) -> AsyncIterator[Envelope]:
    """Those of the past in order of time, as far as the journals go; and then all from now on."""
    listening = asyncio.Event()
    live = bus.observe(listening)
    following = asyncio.ensure_future(anext(live))
    try:
        await _either(listening, following)
        past = await _past(journals, since)  # nothing is missed: what is heard twice is passed over
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


async def past(journals: Journals, since: datetime) -> AsyncIterator[Envelope]:
    """Those of the past alone."""
    for envelope in await _past(journals, since):
        yield envelope


async def _either(listening: asyncio.Event, following: "asyncio.Future[Envelope]") -> None:
    """Returns when it listens, or has failed."""
    waiting = asyncio.ensure_future(listening.wait())
    either: set[asyncio.Future[Any]] = {waiting, following}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    finally:
        waiting.cancel()


async def _past(journals: Journals, since: datetime) -> list[Envelope]:
    found: list[Told] = []
    for name, journal in journals.items():
        types = message_types(service(name))
        async for seq, raw in entries_of(journal):
            entry = codec.load(seq, raw, types)
            if entry.at >= since:
                found.append(_told(entry, name))
    return [envelope for told in in_order(found) for envelope in told.events]


def _told(entry: Entry, service: str) -> Told:
    begun, events = tuple(entry.begun), _events(entry, service)
    return Told(service, entry.seq, entry.at, entry.message_id, events, begun)


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
