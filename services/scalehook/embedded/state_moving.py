"""A state directory that no stack uses: to a file, and from one."""

from dataclasses import asdict
from random import Random

from scalehook.embedded.picture import Picture
from scalehook.embedded.state_directory import Keys, StateDirectory
from scalehook.embedded.state_file import Imported, KeysPart, written
from scalehook.embedded.storage import storage
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.clock.clock import Anchor, real_seconds
from scalehook.kit.host import snapshot
from scalehook.kit.host.ledger import Ledger
from scalehook.kit.journal.journal import Beginning, Journal, entries_of
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.service import Service
from scalehook.kit.settings import Settings
from scalehook.wiring.services import services


class HasAPast(Exception):
    """A directory is not new: what is in it would be lost."""


async def export(directory: StateDirectory, gateway: GatewaySettings, *, keys: bool) -> bytes:
    """Its state file: as a stack that starts on it now would find it, messages that were under way when
    the last one was killed with it. Nothing in the directory changes.
    """
    picture = await _picture(directory)
    return written(picture, gateway, KeysPart(**asdict(directory.keys())) if keys else None)


async def take_in(directory: StateDirectory, imported: Imported) -> None:
    """The next stack on this directory goes on with it; HasAPast unless the directory is new."""
    store, letters = storage(directory)
    try:
        for service in services():
            if (await (await store.open(service.name)).load()).seq:
                raise HasAPast(f"{directory.path} has a past already: name a new directory")
        await store.begin(imported.picture.services)
        for letter in imported.picture.letters:
            letters.add(letter)
    finally:
        await store.close()
    directory.keep_anchor(Anchor(real_seconds(), imported.picture.at))
    if imported.keys is not None:
        directory.keep_keys(Keys(**imported.keys.model_dump()))


async def _picture(directory: StateDirectory) -> Picture:
    now = directory.clock().seconds()
    store, letters = storage(directory)
    try:
        found = {each.name: await _beginning(each, await store.open(each.name)) for each in services()}
        kept = {name: begun for name, begun in found.items() if begun.seq}
        return Picture(now, kept, tuple(letters.all()))
    finally:
        await store.close()


async def _beginning(service: Service[Settings], journal: Journal) -> Beginning:
    machine = Machine(service, service.settings(), Random())
    await Ledger(machine, journal).reload()
    published = (await journal.load()).published
    unpublished = [raw async for seq, raw in entries_of(journal, published) if seq > published]
    return Beginning(machine.seq, snapshot.dump(machine), tuple(unpublished))
