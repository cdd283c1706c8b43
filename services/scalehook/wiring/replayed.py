"""A stack as it was: journals are replayed to a moment, beside the services that run."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import Any, TypeVar

from scalehook.gateway.control.past import Past
from scalehook.kit.api.catalogue import message_types
from scalehook.kit.bus.asking import AskedInTask
from scalehook.kit.host import snapshot
from scalehook.kit.journal.journal import Journal
from scalehook.kit.machine import codec
from scalehook.kit.machine.envelope import ROOT, Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.outside import Answered
from scalehook.kit.machine.replaying import replay
from scalehook.kit.settings import Settings
from scalehook.wiring.deadlines import deadlines_of
from scalehook.wiring.services import service
from scalehook_contracts.base import Command, Reply
from scalehook_contracts.errors import ApiError
from scalehook_contracts.errors.gateway import Forgotten

R = TypeVar("R", bound=Reply)


class PastServices:
    """Machines that nobody else has. A question that they would answer later has no answer."""

    def __init__(self, machines: dict[str, Machine], at: datetime) -> None:
        self._machines, self._at = machines, at
        self._ids = map("past-%d".__mod__, itertools.count(1))

    async def call(self, command: Command[R], *, caller: str = ROOT, **_: Any) -> R:
        """The owner's reply; raises what it refuses with."""
        machine = self._machines[command.owner()]
        envelope = Envelope(command, next(self._ids), self._at, caller=caller)
        reply: Any = machine.handle(envelope, self._at).reply
        if isinstance(reply, ApiError):
            raise reply
        if reply is None:
            raise TimeoutError
        found: R = reply
        return found

    def ask(self, command: Command[Any], then: Answered, **more: Any) -> AskedInTask:
        """The same, with a function that is told."""
        return AskedInTask(self.call(command, **more), then)


async def replayed(
    journals: Mapping[str, Journal], settings: Callable[[str], Settings], at: datetime
) -> Past:
    """As it was at that moment, all that happened in it included; Forgotten when what comes later is all
    that is known. `settings` are what each service is told, by its name.
    """
    machines = {
        name: await _machine(Machine(service(name), settings(name), Random(0)), journal, at)
        for name, journal in journals.items()
    }
    return Past(at, PastServices(machines, at), deadlines_of(machines.values()))


async def _machine(machine: Machine, journal: Journal, at: datetime) -> Machine:
    types = message_types(machine.service)
    loaded = await journal.load()
    if loaded.snapshot is not None:
        snapshot.restore(machine, loaded.snapshot, types)
        if machine.latest > at:
            raise Forgotten()
    moment = at.timestamp()
    async for block in journal.blocks(loaded.snapshot_seq):
        then = [row for row in block if codec.parsed(row[1], types)[0]["at"] <= moment]
        replay(machine, then, types)
        if len(then) < len(block):
            break
        await asyncio.sleep(0)  # who lives now does not wait for a long history
    return machine
