"""Entries as rows: whoever has written them, and whatever has happened to them."""

import itertools
import json
import zlib
from collections.abc import Callable
from dataclasses import asdict
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scalehook.kit.api.catalogue import message_types
from scalehook.kit.clock.moments import moment
from scalehook.kit.host.ledger import Ledger
from scalehook.kit.journal.journal import EntryDamaged
from scalehook.kit.journal.memory import MemoryJournal
from scalehook.kit.machine.codec import as_plain, load
from scalehook.kit.machine.envelope import Envelope
from scalehook.kit.machine.machine import Machine
from scalehook.kit.machine.replaying import replay
from scalehook.kit.machine.seal import is_row, seal, seal_behind
from scalehook.message_service.service import SERVICE
from scalehook.message_service.state.asleep import Asleep
from scalehook_contracts.base import Command, Message
from scalehook_contracts.message_service.base import Property
from scalehook_contracts.message_service.messages import (
    ChangeMessageVisibility,
    DeleteMessage,
    MessageEnqueued,
    ReceiveMessage,
    SendMessage,
)
from scalehook_contracts.message_service.queues import CreateQueue

TYPES = message_types(SERVICE)
IN_ORDER = {
    "message_enqueued": "queue_name serial message_id message_body message_body_md5 priority "
    "enqueue_time next_visible_time receipt_handle message_group_id user_properties system_properties "
    "publication_id request_id",
    "message_received": "queue_name serial message_id receipt_handle received_at next_visible_time "
    "request_id waited",
    "message_visibility_changed": "queue_name serial message_id receipt_handle next_visible_time "
    "request_id",
    "message_deleted": "queue_name serial message_id request_id",
}
NAMED = Property(name="n", value="v", type="STRING")


def fresh() -> Machine:
    return Machine(SERVICE, SERVICE.settings(), Random(1))


def history() -> list[bytes]:
    """A queue; one message that is there, one that is held, one that is gone; one has a property."""
    machine, numbers, kept = fresh(), itertools.count(1), []

    def ask(command: Command[Any]) -> Any:
        at = moment(number := next(numbers))
        step = machine.handle(Envelope(command, f"m{number}", at, "flow"), at)
        kept.append(step.raw)
        return step.reply

    ask(CreateQueue(queue_name="q"))
    for text in "abc":
        ask(SendMessage(queue_name="q", message_body=text, user_properties=[NAMED] * (text == "b")))
    gone, held = ask(ReceiveMessage(queue_name="q")), ask(ReceiveMessage(queue_name="q"))
    ask(DeleteMessage(queue_name="q", receipt_handle=gone.receipt_handle))
    ask(
        ChangeMessageVisibility(
            queue_name="q", receipt_handle=held.receipt_handle, visibility_timeout=60
        )
    )
    return kept


HISTORY = history()
SENT = HISTORY[2]  # the one with a property


def played(kept: list[bytes]) -> Machine:
    machine = fresh()
    replay(machine, enumerate(kept, 1), TYPES)
    return machine


def remade(kept: bytes, change: Callable[[list[Any]], None]) -> bytes:
    """The entry with another row."""
    line, _, rest = kept.partition(b"\n")
    row = json.loads(line)
    change(row)
    return seal_behind(json.dumps(row).encode() + b"\n" + rest[:-4])


def as_object(kept: bytes, exact: bool) -> bytes:
    """As an older version wrote it."""
    body = as_plain(kept, TYPES)
    return seal(json.dumps(body | ({"exact": True} if exact else {}), separators=(",", ":")).encode())


def test_what_is_kept_in_order_only_grows_at_its_end() -> None:
    """Journals that are there have these values in this order: a new field is the last one, and may be
    missing.
    """
    kinds: dict[str, type[Message]] = {
        kind.snake_name(): kind for kind in TYPES.values() if kind.in_order
    }
    names = {name: list(kind.model_fields) for name, kind in kinds.items()}
    assert {name: there[: len(IN_ORDER[name].split())] for name, there in names.items()} == {
        name: said.split() for name, said in IN_ORDER.items()
    }
    assert not [
        field
        for name, kind in kinds.items()
        for field in names[name][len(IN_ORDER[name].split()) :]
        if kind.model_fields[field].is_required()
    ]


@pytest.mark.parametrize("before", [None, True, False], ids=["rows", "exact", "loose"])
def test_a_journal_of_rows_and_of_what_was_before_is_played(before: bool | None) -> None:
    """All of one kind, or the first half of an older one; all come to the same state, and remember the
    same replies.
    """
    half = len(HISTORY) // 2
    old = [kept if before is None else as_object(kept, before) for kept in HISTORY]
    expected = played(HISTORY)
    [queue] = expected.state.queues.values()
    assert [one.message_body for one in queue.messages.values()] == ["b", "c"]
    assert queue.messages[2].user_properties == (NAMED,)
    assert queue.messages[2].dequeue_count == 1
    for mixed in (old, old[:half] + HISTORY[half:]):
        machine = played(mixed)
        assert asdict(machine.state) == asdict(expected.state)
        assert machine.handled.replies.keys() == expected.handled.replies.keys()
        assert (machine.seq, machine.latest) == (len(HISTORY), moment(len(HISTORY)))
    assert [load(1, one, TYPES) for one in old] == [load(1, one, TYPES) for one in HISTORY]


def test_an_event_of_an_older_or_a_newer_version() -> None:
    """It has fewer values, and the others are as by default; or more, which nobody knows."""

    def older(row: list[Any]) -> None:
        [[head, values]] = row[6]
        row[6] = [[head.replace("/14", "/11"), values[:11]]]

    def newer(row: list[Any]) -> None:
        [[head, values]] = row[6]
        row[6] = [[head.replace("/14", "/15"), [*values, "new"]]]

    for change, publication, request in ((older, "", ""), (newer, "", "flow")):
        kept = remade(SENT, change)
        machine = played([HISTORY[0], kept])
        [message] = machine.state.queues["q"].messages.values()
        assert (message.message_body, message.user_properties) == ("b", (NAMED,))
        assert (message.publication_id, message.request_id) == (publication, request)
        [event] = load(2, kept, TYPES).recorded
        assert isinstance(event, MessageEnqueued)
        assert (event.message_body, event.user_properties) == ("b", [NAMED])


@given(st.data())
def test_a_row_that_was_changed_is_told(data: st.DataObject) -> None:
    """A bit that was flipped anywhere, an end that is missing, or more behind it."""
    place = data.draw(st.integers(0, len(SENT) - 1))
    flipped = bytearray(SENT)
    flipped[place] ^= 1 << data.draw(st.integers(0, 7))
    more = data.draw(st.binary(min_size=1))
    for broken in (bytes(flipped), SENT[:place], SENT + more):
        assert not is_row(broken)
        with pytest.raises((ValueError, LookupError, TypeError)):
            load(2, broken, TYPES)
        with pytest.raises((ValueError, LookupError, TypeError)):
            played([HISTORY[0], broken, HISTORY[3]])


async def test_a_broken_row_among_others_is_named() -> None:
    """By its number, as one that is not what it says."""
    wrong = seal_behind(SENT[:80])
    flipped = SENT[:40] + bytes([SENT[40] ^ 1]) + SENT[41:]
    for broken, told in ((flipped, "checksum"), (wrong, "")):
        journal = MemoryJournal()
        await journal.append(0, [*HISTORY[:2], broken, *HISTORY[3:]])
        await journal.mark(len(HISTORY))
        with pytest.raises(EntryDamaged, match=f"entry 3.*{told}"):
            await Ledger(fresh(), journal).reload()


async def test_a_queue_has_an_index_once_a_journal_is_played() -> None:
    """The first who asks does not wait for one to be made."""
    journal = MemoryJournal()
    await journal.append(0, HISTORY)
    machine = fresh()
    await Ledger(machine, journal).reload()
    indexes = [queue.index for queue in machine.state.queues.values()]
    assert len(indexes) == 1
    assert not isinstance(indexes[0], Asleep)


def test_rows_end_with_four_bytes_that_make_all_checksums_the_same() -> None:
    """Which is what is looked for in a thousand of them."""
    assert len({zlib.crc32(kept) for kept in HISTORY}) == 1
