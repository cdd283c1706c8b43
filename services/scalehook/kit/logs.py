"""Log lines with correlation ids. structlog is imported for the first line that is written: it brings
much along, and a stack at rest has nothing to say.
"""

import logging
import sys
from typing import Any

# of each attempt to reconnect, where we are of the first; and, with its whole body, of a message that
# comes back once more after its publication was given up
OUTSPOKEN = ("aio_pika", "aiormq")


class Log:
    """A module's log. A line below the level that was configured costs nothing."""

    level = logging.NOTSET  # of all: what structlog does by itself is to write every line
    configured = True  # whether structlog knows the level

    def __init__(self, name: str) -> None:
        self._name = name

    def is_enabled_for(self, level: int) -> bool:
        """Whether such lines are written."""
        return level >= Log.level

    def info(self, event: str, **fields: Any) -> None:
        """What happens."""
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: Any) -> None:
        """What somebody should look at."""
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: Any) -> None:
        """What went wrong."""
        self._write(logging.ERROR, event, fields)

    def exception(self, event: str, **fields: Any) -> None:
        """What went wrong, with the traceback of what is being handled."""
        self._write(logging.ERROR, event, {"exc_info": True, **fields})

    def critical(self, event: str, **fields: Any) -> None:
        """What ends a service."""
        self._write(logging.CRITICAL, event, fields)

    def _write(self, level: int, event: str, fields: dict[str, Any]) -> None:
        if level < Log.level:
            return
        import structlog

        if not Log.configured:
            _configure(Log.level)
        structlog.get_logger(self._name).log(level, event, **fields)


def configure_logging(level: str = "warning") -> None:
    """Readable lines on stderr from `level` up: `timestamp` is real time, `at` the stack's own."""
    for name in OUTSPOKEN:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    Log.level, Log.configured = logging.getLevelNamesMapping()[level.upper()], False


def _configure(level: int) -> None:
    import structlog

    Log.configured = True
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(
                key_order=["timestamp", "level", "event", "at"], drop_missing=True
            ),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
