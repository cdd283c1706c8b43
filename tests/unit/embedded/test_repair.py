"""What cannot be read is named at the start, and set aside on request; the rest stays."""

import sqlite3
from pathlib import Path

import pytest

from scalehook.embedded import EmbeddedStack, StateDirectory
from scalehook.embedded.repair import repair
from scalehook.embedded.state_directory import StateDirectoryDamaged
from scalehook.gateway.settings import GatewaySettings
from scalehook.kit.host.snapshotting import Snapshots
from scalehook.kit.journal import sqlite
from scalehook.kit.journal.journal import JournalDamaged
from scalehook.kit.journal.sqlite_file import connect
from scalehook_contracts.message_service.queues import CreateQueue, ListQueue

KEYS = GatewaySettings(port=0, access_key_id="id", access_key_secret="secret")
ENTRIES = "entries_message_service"


async def play(path: Path, *commands: CreateQueue) -> list[str]:
    """Run a stack on the directory; the names of its queues at the end."""
    directory = StateDirectory(path)
    try:
        directory.keys()
        async with EmbeddedStack(KEYS, directory).running() as stack:
            for command in commands:
                await stack.bus.call(command)
            return [queue.queue_name for queue in (await stack.bus.call(ListQueue())).queues]
    finally:
        directory.close()


async def repaired(path: Path) -> str:
    directory = StateDirectory(path)
    try:
        return "\n".join(await repair(directory))
    finally:
        directory.close()


def change(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path / "journal.db")
    with connection:
        assert connection.execute(statement).rowcount > 0
    connection.close()


@pytest.fixture
async def entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with three queues, as a stack leaves it that was killed: entries, no snapshot."""

    async def keep_nothing(snapshots: Snapshots) -> None:
        pass

    with monkeypatch.context() as patched:
        patched.setattr(Snapshots, "keep", keep_nothing)
        await play(tmp_path, *[CreateQueue(queue_name=name) for name in ("a", "b", "c")])
    return tmp_path


SET_BODY = f"UPDATE {ENTRIES} SET body = CAST({{}} AS BLOB) WHERE seq = 2"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (SET_BODY.format("replace(body, 'queue_name', 'queue_namf')"), "checksum"),
        (SET_BODY.format("'nonsense'"), "checksum"),
        (SET_BODY.format("""'{"id": 1}'"""), "KeyError"),
        (f"DELETE FROM {ENTRIES} WHERE seq = 2", "missing"),
    ],
)
async def test_a_bad_entry_is_named_and_set_aside(entries: Path, damage: str, told: str) -> None:
    """The others have their effect; nothing else is lost."""
    change(entries, damage)
    with pytest.raises(JournalDamaged, match=r"entry 2 in the journal of message_service"):
        await play(entries)
    said = await repaired(entries)
    assert "entry 2 of message_service was set aside" in said
    assert told in said
    assert await play(entries) == ["a", "c"]
    assert await repaired(entries) == ""


async def test_an_entry_that_does_not_fit_is_set_aside(entries: Path) -> None:
    """What follows from a lost entry may not be possible any more."""
    change(entries, f"DELETE FROM {ENTRIES} WHERE seq = 1")
    assert "entry 1" in await repaired(entries)
    assert await play(entries) == ["b", "c"]


async def test_a_bad_snapshot_is_named_and_set_aside(tmp_path: Path) -> None:
    """The service begins with what entries there are."""
    await play(tmp_path, CreateQueue(queue_name="a"))
    change(tmp_path, "UPDATE snapshots SET state = 'x' WHERE service = 'message_service'")
    with pytest.raises(JournalDamaged, match="the snapshot in the journal of message_service"):
        await play(tmp_path)
    assert "the snapshot of message_service was set aside" in await repaired(tmp_path)
    assert await play(tmp_path, CreateQueue(queue_name="b")) == ["b"]
    assert await play(tmp_path) == ["b"]


async def test_a_snapshot_in_a_file_is_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the file, which stays under another name."""
    monkeypatch.setattr(sqlite, "SMALL", 0)
    await play(tmp_path, CreateQueue(queue_name="a"))
    [file] = (tmp_path / "journal.db-snapshots").glob("message_service-*.snapshot")
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(JournalDamaged, match=rf"the snapshot in .* message_service.*{file.name}"):
        await play(tmp_path)
    assert f"the snapshot of message_service was set aside: {file}" in await repaired(tmp_path)
    assert file.with_name(f"{file.name}.aside-1").exists()
    assert await play(tmp_path, CreateQueue(queue_name="b")) == ["b"]
    assert await play(tmp_path) == ["b"]


async def test_a_journal_that_somebody_has_is_left_alone(entries: Path) -> None:
    """Nothing is wrong with it."""
    connection = connect(entries / "journal.db")
    with pytest.raises(JournalDamaged, match="locked"):
        await repaired(entries)
    connection.close()
    assert await play(entries) == ["a", "b", "c"]


@pytest.mark.parametrize("content", [b"this is no database" * 100, b""], ids=["garbage", "emptied"])
async def test_a_journal_that_is_none_is_set_aside(tmp_path: Path, content: bytes) -> None:
    """The stack does not begin anew without being told to."""
    await play(tmp_path, CreateQueue(queue_name="a"))
    for name in ("journal.db-wal", "journal.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "journal.db").write_bytes(content)
    with pytest.raises((JournalDamaged, StateDirectoryDamaged), match="state repair"):
        await play(tmp_path)
    assert "journal.json is now journal.json.aside-1" in await repaired(tmp_path)
    assert await play(tmp_path) == []


async def test_small_files_are_set_aside(tmp_path: Path) -> None:
    """Keys are made anew, time goes on from now."""
    await play(tmp_path)
    (tmp_path / "clock.json").write_text("{}")
    (tmp_path / "keys.json").write_text("[]")
    said = await repaired(tmp_path)
    assert "clock.json is now clock.json.aside-1" in said
    assert "keys.json is now keys.json.aside-1" in said
    await play(tmp_path)
