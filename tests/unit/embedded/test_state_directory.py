"""What an embedded stack keeps, and one stack at a time."""

import stat
from pathlib import Path

import pytest

from scalehook.embedded.state_directory import (
    StateDirectory,
    StateDirectoryDamaged,
    StateDirectoryLocked,
)
from scalehook.kit.clock.clock import Anchor


def test_keys_are_made_once(tmp_path: Path) -> None:
    """A second start finds the first one's keys, in a file that others cannot read."""
    first = StateDirectory(tmp_path / "state")
    keys = first.keys()
    first.close()
    assert StateDirectory(tmp_path / "state").keys() == keys
    assert stat.S_IMODE((tmp_path / "state" / "keys.json").stat().st_mode) == 0o600


def test_a_second_stack_is_locked_out(tmp_path: Path) -> None:
    """Until the first one is gone."""
    first = StateDirectory(tmp_path)
    with pytest.raises(StateDirectoryLocked, match="another stack"):
        StateDirectory(tmp_path)
    first.close()
    StateDirectory(tmp_path).close()


def test_virtual_time_is_kept(tmp_path: Path) -> None:
    """None at first; later what was stored."""
    directory = StateDirectory(tmp_path)
    assert directory.anchor() is None
    directory.keep_anchor(Anchor(1.0, 2.0))
    assert directory.anchor() == Anchor(1.0, 2.0)


@pytest.mark.parametrize("content", ["{", "[]", "", "{}", '{"access_key_id": "x"}'])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    """The message says which."""
    (tmp_path / "keys.json").write_text(content)
    with pytest.raises(StateDirectoryDamaged, match=r"keys\.json"):
        StateDirectory(tmp_path).keys()


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is made absolute: what runs elsewhere finds it too."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    directory = StateDirectory(Path("../state"))
    assert directory.roots == tmp_path / "state/instances"
    directory.close()
