"""Variables that nobody reads."""

import pytest

from scalehook.cli import variables
from scalehook.cli.variables import known, warnings_about
from scalehook.testing.postgres.given import VARIABLE as DATABASE_VARIABLE
from scalehook.testing.rabbit.given import VARIABLE as BROKER_VARIABLE


def test_a_misspelt_setting_is_named_with_what_was_meant() -> None:
    """Upper or lower case: both are read."""
    [warning] = warnings_about(["SCALEHOOK_FLEET_STARTUP_SECONDS", "PATH", "SCALEHOOK_PORT"])
    assert "SCALEHOOK_FLEET_STARTUP_SECONDS" in warning
    assert "did you mean SCALEHOOK_FLEET_START_UP_SECONDS?" in warning
    assert list(warnings_about(["scalehook_port"])) == []


def test_what_is_like_nothing_is_named_too() -> None:
    """Without a guess."""
    [warning] = warnings_about(["SCALEHOOK_XYZZY"])
    assert "SCALEHOOK_XYZZY" in warning
    assert "did you mean" not in warning


def test_all_that_has_a_meaning_is_known() -> None:
    """Settings of every service, of the gateway, of the processes, of the command line and the tests."""
    assert known() >= {
        "SCALEHOOK_REGION",
        "SCALEHOOK_ENDPOINT",
        "SCALEHOOK_ALLOWED_HOSTS",
        "SCALEHOOK_AMQP_URL",
        "SCALEHOOK_HEALTH_PORT",
        "SCALEHOOK_MNS_PUSH_TIMEOUT",
        "SCALEHOOK_NOTIFICATION_ENCODING",
        "SCALEHOOK_SCRIPT_RUNNER_EXECUTOR",
        "SCALEHOOK_TEST_AMQP_MANAGEMENT_URL",
        BROKER_VARIABLE,
        DATABASE_VARIABLE,
    }


def test_the_kit_for_consumers_is_asked_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stack whose own settings are all that is set does not load it."""
    monkeypatch.setattr(variables, "known", lambda: pytest.fail("it is loaded"))
    assert list(warnings_about(["SCALEHOOK_PORT", "scalehook_host", "HOME"])) == []
