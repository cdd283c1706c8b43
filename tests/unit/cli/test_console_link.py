"""The link to the console: what prints it, and what it is made of."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from scalehook.cli import app
from scalehook.cli.up import _console, _gateway
from scalehook.embedded.access import TOKEN_FILE, Access
from scalehook.embedded.state_directory import StateDirectory, StateDirectoryDamaged
from scalehook.gateway.settings import GatewaySettings

ENDPOINT = "http://127.0.0.1:4999"


@pytest.fixture
def directory(tmp_path: Path) -> StateDirectory:
    """One that a stack has run on."""
    directory = StateDirectory(tmp_path)
    directory.keep_access(Access(ENDPOINT, "id", "secret", "cn-hangzhou", "1"))
    return directory


def printed(*words: str, **environment: str) -> str:
    result = CliRunner().invoke(app, ["console", *words], env=environment)
    return result.output.strip() if result.exit_code == 0 else f"{result.exit_code}"


def test_the_token_is_the_owners_and_stays(directory: StateDirectory, tmp_path: Path) -> None:
    """Open pages go on after a restart; nobody else can read it."""
    token = directory.console_token()
    assert len(token) >= 43
    assert stat.S_IMODE((tmp_path / TOKEN_FILE).stat().st_mode) == 0o600
    assert directory.console_token() == token
    assert printed("--state", str(tmp_path)) == f"{ENDPOINT}/#token={token}"


def test_a_token_of_ones_own(
    directory: StateDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is the stack's, and the link's, also where the variable is not set any more."""
    monkeypatch.setenv("SCALEHOOK_CONSOLE_TOKEN", "mine")
    assert _gateway(directory).console_token == "mine"
    monkeypatch.delenv("SCALEHOOK_CONSOLE_TOKEN")
    assert _gateway(directory).console_token == "mine"
    assert printed("--state", str(tmp_path)).endswith("#token=mine")


def test_a_stack_that_runs_elsewhere() -> None:
    """Its token is in the environment; without it there is no link."""
    link = printed("--endpoint", "http://host:1/", SCALEHOOK_CONSOLE_TOKEN="t")
    assert link == "http://host:1/#token=t"
    assert printed("--endpoint", "http://host:1") == "2"


def test_where_no_stack_has_run(tmp_path: Path) -> None:
    """It says so."""
    assert printed("--state", str(tmp_path)) == "4"


def test_without_console(directory: StateDirectory) -> None:
    """`scalehook up --no-console` prints no link."""
    gateway = _gateway(directory, console=False)
    assert (gateway.console, _console(gateway, "127.0.0.1:1")) == (False, "off")
    on = _console(_gateway(directory), "127.0.0.1:1")
    assert on == f"http://127.0.0.1:1/#token={directory.console_token()}"


def test_a_token_that_is_none(directory: StateDirectory, tmp_path: Path) -> None:
    """Is refused by name, and can be set aside."""
    for content in ({"token": ""}, {"token": "a\n"}, {"token": 1}, {}):
        (tmp_path / TOKEN_FILE).write_text(json.dumps(content))
        with pytest.raises(StateDirectoryDamaged, match=TOKEN_FILE):
            directory.console_token()


def test_a_token_is_never_shown() -> None:
    """Not in the settings as they are logged."""
    settings = GatewaySettings(console_token="hidden")
    assert "hidden" not in repr(settings)
