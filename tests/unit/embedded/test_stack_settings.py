"""The settings that a stack is given for its services."""

from pathlib import Path

import pytest

from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.fleet.settings import Settings as FleetSettings
from scalehook.gateway.settings import GatewaySettings
from scalehook.script_runner.settings import Settings as ScriptRunnerSettings

GATEWAY = GatewaySettings(access_key_id="id", access_key_secret="secret")


def test_of_a_service_that_is_not_there() -> None:
    """Are refused by name, not passed over."""
    with pytest.raises(TypeError, match="flete"):
        EmbeddedStack(GATEWAY, settings={"flete": FleetSettings()})


def test_of_another_service() -> None:
    """Are refused: they would say nothing about this one."""
    with pytest.raises(TypeError, match="script_runner"):
        EmbeddedStack(GATEWAY, settings={"script_runner": FleetSettings()})


async def test_take_the_place_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service runs by what it was given."""
    monkeypatch.setenv("SCALEHOOK_FLEET_START_UP_SECONDS", "7")
    given = FleetSettings(start_up_seconds=3)
    async with EmbeddedStack(GATEWAY, settings={"fleet": given}).running() as stack:
        await stack.wake()
        assert stack.hosts["fleet"].machine.settings is given


async def test_roots_are_in_the_state_directory(tmp_path: Path) -> None:
    """Unless the script runner is given settings of its own."""
    directory = StateDirectory(tmp_path)
    async with EmbeddedStack(GATEWAY, directory).running() as stack:
        await stack.wake()
        settings = stack.hosts["script_runner"].machine.settings
    assert isinstance(settings, ScriptRunnerSettings)
    assert settings.roots == directory.roots
    directory.close()
