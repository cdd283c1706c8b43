"""What an embedded stack keeps, and one stack at a time."""

import json
import stat
from pathlib import Path

import pytest

from scalehook.embedded.state_directory import (
    StateDirectory,
    StateDirectoryDamaged,
    StateDirectoryLocked,
)
from scalehook.kit.clock.clock import Anchor
from scalehook.kit.journal.sqlite import SqliteJournals
from scalehook.kit.journal.sqlite_file import connect


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


@pytest.mark.parametrize(
    "content",
    [
        '{"real": "1", "virtual": 2}', '{"real": NaN, "virtual": 2}', '{"real": 1, "virtual": 1e300}',
        '{"real": -1, "virtual": 2}', '{"real": true, "virtual": 2}', '{"real": 1}', "[]", "{",
        '{"real": 1, "virtual": 253402300800}',
    ],
)  # fmt: skip
def test_a_time_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    """At the start, not at the first call; the message says what can be done."""
    (tmp_path / "clock.json").write_text(content)
    with pytest.raises(StateDirectoryDamaged, match=r"clock\.json.*state repair"):
        StateDirectory(tmp_path).anchor()


@pytest.mark.parametrize("real", [1.0, 1_500_000_000.0])
def test_a_time_from_which_there_is_no_going_on(tmp_path: Path, real: float) -> None:
    """The calendar ends before the stack could do anything: told like a time that is none."""
    directory = StateDirectory(tmp_path)
    directory.keep_anchor(Anchor(real, 253_402_300_799))
    with pytest.raises(StateDirectoryDamaged, match=r"clock\.json.*state repair"):
        directory.clock()


@pytest.mark.parametrize("secret", ["", 2, "\ud800", "a\nb", "\u4e00"])
def test_keys_that_are_none_are_named(tmp_path: Path, secret: object) -> None:
    """They are texts that a header can carry."""
    content = {"access_key_id": "id", "access_key_secret": secret}
    (tmp_path / "keys.json").write_text(json.dumps(content))
    with pytest.raises(StateDirectoryDamaged, match=r"keys\.json"):
        StateDirectory(tmp_path).keys()


def test_another_journal_in_the_place_of_the_own_is_named(tmp_path: Path) -> None:
    """An emptied one has another identity; its own goes on to be recognised."""
    directory = StateDirectory(tmp_path)
    directory.recognise("first")
    directory.recognise("first")
    with pytest.raises(StateDirectoryDamaged, match=r"emptied or replaced.*state repair"):
        directory.recognise("second")


def test_others_cannot_read_anything(tmp_path: Path) -> None:
    """Every file is its owner's alone, whatever it was before."""
    (tmp_path / "lock").touch(mode=0o644)
    (tmp_path / "journal.db").touch(mode=0o644)
    directory = StateDirectory(tmp_path)
    directory.keys()
    directory.keep_anchor(Anchor(1.0, 2.0))
    connection = connect(directory.journal)  # as long as it is open, its other files are there
    SqliteJournals(connection).journal("a")
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert set(modes) >= {"lock", "keys.json", "clock.json", "journal.db", "journal.db-wal"}
    assert set(modes.values()) == {0o600}
    connection.close()


def test_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is made absolute: what runs elsewhere finds it too."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    directory = StateDirectory(Path("../state"))
    assert directory.roots == tmp_path / "state/instances"
    directory.close()
