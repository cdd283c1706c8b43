"""Variables that nobody reads, and values that nobody can use."""

import pytest
from pydantic import ValidationError

from scalehook.cli import variables
from scalehook.cli.variables import known, misfit, warnings_about
from scalehook.distributed.settings import Settings as DistributedSettings
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.settings import Settings
from scalehook.testing.postgres.given import VARIABLE as DATABASE_VARIABLE
from scalehook.testing.rabbit.given import VARIABLE as BROKER_VARIABLE
from scalehook.wiring.services import NAMES, settings_of

CLASSES: list[type[Settings]] = [GatewaySettings, DistributedSettings, *map(settings_of, NAMES)]
MISFITS = {
    "SCALEHOOK_HISTORY_DAYS": "-1",
    "SCALEHOOK_REGION": "a b",
    "SCALEHOOK_ACCOUNT_ID": "me",
    "SCALEHOOK_ACCESS_KEY_ID": "é",
    "SCALEHOOK_ACCESS_KEY_SECRET": "a\nb",
    "SCALEHOOK_PATIENCE": "10x",
    "SCALEHOOK_PUBLIC_URL": "nowhere",
    "SCALEHOOK_MNS_PUSH_ALLOWED": '["anywhere"]',
    "SCALEHOOK_RECEIVERS": "pigeon",
    "SCALEHOOK_FLEET_STOCK": "plenty",
    "SCALEHOOK_SCRIPT_RUNNER_IMAGES": "{",
    "SCALEHOOK_SCRIPT_RUNNER_TIME_ZONE": "Mars/Olympus",
}


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


@pytest.mark.parametrize(("name", "value"), MISFITS.items(), ids=list(MISFITS))
def test_what_does_not_fit_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its name in the environment; what a variable says, which may be a secret, is not repeated."""
    monkeypatch.setenv(name, value)
    said = set()
    for settings in CLASSES:
        try:
            settings()
        except ValidationError as problem:
            said.add(misfit(problem))
    [told] = said
    assert told.startswith(f"a setting does not fit: {name}: ")
    assert name.endswith("PATIENCE") or value not in told


def test_no_number_is_out_of_reach() -> None:
    """Nothing could be reckoned with it, and every request would fail: it is refused at the start."""
    taken = []
    for settings in CLASSES:
        for name, field in settings.model_fields.items():
            numbers = {float: ("inf", "nan", "1e300"), int: (str(2**63),), int | None: (str(2**63),)}
            for value in numbers.get(field.annotation, ()):  # type: ignore[call-overload]
                try:
                    settings(**{name: value})
                except ValidationError:
                    continue
                taken.append((settings.__module__, name, value))
    assert taken == []


def test_a_secret_may_be_any_line() -> None:
    """It is sent to nobody."""
    assert GatewaySettings(access_key_secret='its "secret"').access_key_secret == 'its "secret"'
