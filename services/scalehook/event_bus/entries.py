"""What becomes of the events of a call: one that is refused holds the others not up."""

from collections.abc import Callable
from typing import Any

import orjson

from scalehook.event_bus.receiving import receive
from scalehook.event_bus.settings import Settings
from scalehook.event_bus.state import Bus, State
from scalehook.kit import Work
from scalehook_contracts.errors.eventbridge import EventBridgeFailure, InvalidArgument
from scalehook_contracts.event_bus.events import EventEntries, EventEntry, EventsAnswer

Read = Callable[[Any], tuple[Bus, dict[str, Any]]]  # raises EventBridgeFailure
LONGEST_ID = 128
MOST = 16  # events of a call
LARGEST, LARGEST_CALL = 256 * 1024, 1024 * 1024  # bytes of an event, and of all of them, as JSON


def entries_of(items: list[Any], read: Read, id_name: str, work: Work[State, Settings]) -> EventsAnswer:
    """Each is read and received, and has an entry in the answer; its id stands under `id_name`. Too many
    of them, or too much, are InvalidArgument, and none is received.
    """
    _check_batch(items)
    entries = [_entry(item, read, id_name, work) for item in items]
    failed = sum(bool(entry.error_code) for entry in entries)
    return EventsAnswer(data=EventEntries(failed_entry_count=failed, entry_list=entries))


def _entry(item: Any, read: Read, id_name: str, work: Work[State, Settings]) -> EventEntry:
    trace_id = work.new_uuid()
    try:
        _check_size(item)
        bus, event = read(item)
    except EventBridgeFailure as problem:
        return EventEntry(
            event_id=_id_in(item, id_name),
            trace_id=trace_id,
            error_code=problem.code,
            error_message=problem.message,
        )
    receive(bus, event, work)
    return EventEntry(event_id=event["id"], trace_id=trace_id)


def _check_batch(items: list[Any]) -> None:
    if len(items) > MOST:
        raise InvalidArgument(f"The events are invalid: more than {MOST} in one call.")
    if len(orjson.dumps(items)) > LARGEST_CALL:
        raise InvalidArgument(f"The events are invalid: more than {LARGEST_CALL} bytes in one call.")


def _check_size(item: Any) -> None:
    if len(orjson.dumps(item)) > LARGEST:
        raise InvalidArgument(f"The event is invalid: more than {LARGEST} bytes.")


def _id_in(item: Any, name: str) -> str:
    found = item.get(name) if isinstance(item, dict) else None
    return found[:LONGEST_ID] if isinstance(found, str) else ""
