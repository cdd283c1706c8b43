"""Settings as people write them."""

import pytest
from pydantic import ValidationError

from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.settings import Settings as KitSettings
from scalehook.message_service.settings import Settings as MnsSettings


@pytest.mark.parametrize("text", ["a.lan, b.lan", '["a.lan", "b.lan"]', "a.lan,b.lan,"])
def test_lists_are_written_with_commas_or_as_json(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Whichever a shell makes easier."""
    monkeypatch.setenv("SCALEHOOK_ALLOWED_HOSTS", text)
    assert GatewaySettings().allowed_hosts == ["a.lan", "b.lan"]


@pytest.mark.parametrize("text", ["[", "10.0.0.0/99", "nonsense"])
def test_lists_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """As any other value that does not fit."""
    monkeypatch.setenv("SCALEHOOK_MNS_PUSH_REFUSED", text)
    with pytest.raises(ValidationError):
        MnsSettings()


def test_lengths_of_time_are_written_with_units(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or in seconds."""
    monkeypatch.setenv("SCALEHOOK_LATE_EVENTS_SECONDS", "2m")
    assert KitSettings().late_events_seconds == 120


def test_a_console_token_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As Docker Compose hands on what nobody has set: nobody opens the console with nothing."""
    monkeypatch.setenv("SCALEHOOK_CONSOLE_TOKEN", "")
    one, other = GatewaySettings(), GatewaySettings()
    assert one.console_token
    assert one.console_token != other.console_token
    monkeypatch.setenv("SCALEHOOK_CONSOLE_TOKEN", "given")
    assert GatewaySettings().console_token == "given"
