"""What uvicorn has to say of a connection is told on stderr."""

import logging

import pytest

from scalehook.wiring.server import http_config


def test_warnings_are_told_as_uvicorn_tells_them(capsys: pytest.CaptureFixture[str]) -> None:
    """From warnings on, each once, however many servers there have been in the process."""
    for _ in range(2):
        http_config(None)
    log = logging.getLogger("uvicorn.error")
    log.info("not this")
    log.warning("but this")
    assert capsys.readouterr() == ("", "WARNING:  but this\n")
