"""Log lines of a consumer: structlog, each with the token of the action that it is about."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from scalehook.consumer.notification import Notification

log: structlog.stdlib.BoundLogger = structlog.get_logger("scalehook.consumer")


def configure(level: str) -> None:
    """Lines on stderr from this level up, unless the program has set up structlog by itself."""
    if structlog.is_configured():
        return
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(
                key_order=["timestamp", "level", "event", "token"], drop_missing=True
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@contextmanager
def about(found: "Notification") -> Iterator[None]:
    """All lines inside, the user's own as well, tell which action they are about."""
    with structlog.contextvars.bound_contextvars(
        token=found.token,
        hook=found.hook or found.hook_id,
        group=found.group or found.group_id,
        transition=found.transition,
        instances=list(found.instance_ids),
    ):
        yield
