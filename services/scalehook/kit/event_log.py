"""A log line for every event: cautions as warnings, notes not at all."""

import structlog

from scalehook.kit.entry import Entry
from scalehook_contracts.base import Caution

log = structlog.get_logger(__name__)


def log_events(service: str, entry: Entry) -> None:
    """Tell what has just been committed."""
    for event in entry.recorded:
        if event.private:
            continue
        names = {"service": service, "correlation_id": entry.correlation_id}
        if isinstance(event, Caution):
            log.warning(event.wire_name(), **names, **event.model_dump(mode="json"))
        else:
            log.info(event.wire_name(), **names)
