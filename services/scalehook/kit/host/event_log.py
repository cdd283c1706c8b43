"""A log line for every event, with the ids of what it is about and its virtual time.

Cautions are warnings and say all that they know; notes are not logged.
"""

import logging
import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from scalehook.kit.clock.moments import iso_seconds
from scalehook.kit.logs import Log
from scalehook.kit.machine.entry import Entry
from scalehook_contracts.base import Caution, Event

log = Log(__name__)
SHOWN = re.compile(
    r"(^|_)(ids?|token|name|arn|state|status|status_code|result|transition|reason|principal)$"
)


def log_events(service: str, entries: Iterable[Entry]) -> None:
    """Log what has just been committed."""
    logs_events = log.is_enabled_for(logging.INFO)
    for entry in entries:
        for event in entry.recorded:
            if _is_caution(type(event)):
                log.warning(event.wire_name(), **_line(service, entry, event.model_dump(mode="json")))
            elif logs_events and not event.private:
                log.info(event.wire_name(), **_line(service, entry, _shown_fields(event)))


def _line(service: str, entry: Entry, fields: dict[str, Any]) -> dict[str, Any]:
    about = {"service": service, "correlation_id": entry.correlation_id}
    return {"at": iso_seconds(entry.at), **fields, **about}


def _shown_fields(event: Event) -> dict[str, Any]:
    """What the event is about: its ids and names, and how that now stands."""
    found = {name: getattr(event, name) for name in _names(type(event))}
    return {name: value for name, value in found.items() if value}


@cache  # to ask each event takes twenty times as long
def _is_caution(cls: type[Event]) -> bool:
    return issubclass(cls, Caution)


@cache
def _names(cls: type[Event]) -> tuple[str, ...]:
    return tuple(name for name in cls.model_fields if SHOWN.search(name))
