"""What is logged in tests, whatever the tests before have configured."""

import logging

import pytest
import structlog

from scalehook.kit.logs import Log


def pytest_configure() -> None:
    """Tracebacks are told plainly: drawing each with all that was around it takes seconds."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.NOTSET),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=False,
    )


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """A command that ran in this process has perhaps silenced it."""
    if Log.level != logging.NOTSET or logging.root.manager.disable != logging.NOTSET:
        Log.level, Log.configured = logging.NOTSET, True
        logging.disable(logging.NOTSET)
        pytest_configure()
