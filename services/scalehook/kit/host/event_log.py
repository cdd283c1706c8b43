"""A log line for every event: cautions as warnings, notes not at all."""

import logging
from collections.abc import Iterable

import structlog

from scalehook.kit.machine.entry import Entry
from scalehook_contracts.base import Caution

log = structlog.get_logger(__name__)


def log_events(service: str, entries: Iterable[Entry]) -> None:
    """Tell what has just been committed."""
    talkative = log.is_enabled_for(logging.INFO)
    for entry in entries:
        for event in entry.recorded:
            names = {"service": service, "correlation_id": entry.correlation_id}
            if isinstance(event, Caution):
                log.warning(event.wire_name(), **names, **event.model_dump(mode="json"))
            elif talkative and not event.private:
                log.info(event.wire_name(), **names)
