"""Journals that are written without a host: a queue, and messages sent to it, or sent and deleted."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.message_service.service import SERVICE
from scalehook.testing.rehearsal import START
from scalehook_contracts.base import Command
from scalehook_contracts.message_service.messages import DeleteMessage, ReceiveMessage, SendMessage
from scalehook_contracts.message_service.queues import CreateQueue

BATCH = 500
QUEUE, TEXT = "q", "x" * 200


async def write(path: Path, turns: int, *, deleting: bool = False) -> int:
    """The journal of a message service, without a snapshot; how many entries it has. They count as
    published, as with a host: nobody waits for them.
    """
    machine = Machine(SERVICE, SERVICE.settings(), Random(1))
    journals = SqliteJournals(connect(path))
    journal = await journals.open(SERVICE.name)
    entries = _entries(machine, turns, deleting)
    kept = 0
    while batch := list(itertools.islice(entries, BATCH)):
        await journal.append(kept, batch)
        kept += len(batch)
        await journal.mark(kept)
    await journals.close()
    return kept


def _entries(machine: Machine, turns: int, deleting: bool) -> Iterator[bytes]:
    numbers = itertools.count(1)

    def handled(command: Command[Any]) -> tuple[Any, bytes]:
        number = f"m{next(numbers)}"
        step = machine.handle(Envelope(command, number, START, number), START)
        return step.reply, step.raw

    yield handled(CreateQueue(queue_name=QUEUE))[1]
    for _ in range(turns):
        yield handled(SendMessage(queue_name=QUEUE, message_body=TEXT))[1]
        if deleting:
            message, raw = handled(ReceiveMessage(queue_name=QUEUE))
            yield raw
            yield handled(DeleteMessage(queue_name=QUEUE, receipt_handle=message.receipt_handle))[1]
