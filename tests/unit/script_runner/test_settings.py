"""Where instances are kept."""

from pathlib import Path

import pytest

from scalehook.script_runner.settings import Settings


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Means the folder that it meant when it was given."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    given = Settings(roots=Path("../roots"))
    monkeypatch.setenv("SCALEHOOK_SCRIPT_RUNNER_ROOTS", "roots")
    configured = Settings()
    monkeypatch.setenv("HOME", str(tmp_path))
    of_home = Settings(roots=Path("~/mine"))
    monkeypatch.chdir("/")
    assert given.home("i-1") == tmp_path / "roots/i-1"
    assert configured.home("i-1") == tmp_path / "here/roots/i-1"
    assert of_home.home("i-1") == tmp_path / "mine/i-1"


@pytest.mark.parametrize("name", ["", ".", "..", "../i-1", "i-1/root", "/etc"])
def test_what_is_no_instance(name: str, tmp_path: Path) -> None:
    """Has no home: its removal would be that of something else."""
    with pytest.raises(ValueError, match="is no instance"):
        Settings(roots=tmp_path).home(name)
