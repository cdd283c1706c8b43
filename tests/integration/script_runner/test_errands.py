"""What is done on instances for the cloud itself, and what is heard of scripts while they run."""

import asyncio
import base64
from pathlib import Path
from typing import Any

import pytest

from scalehook.kit.machine.outside import Outside
from scalehook.script_runner.effects import run_script
from scalehook.script_runner.errands import read_time_zone, write_file
from scalehook.script_runner.executors import executor_of
from scalehook.script_runner.run_record import RunRecord
from scalehook.script_runner.settings import Settings
from scalehook.script_runner.speaking import collect_output
from scalehook_contracts.base import Command, Done
from scalehook_contracts.script_runner.files import WriteFile
from scalehook_contracts.script_runner.runs import (
    CollectOutput,
    ReadTimeZone,
    RecordLastWords,
    RecordScriptOutput,
    RunScript,
)
from support.host_picture import Host


class Ear:
    """What a service is told by its effects."""

    def __init__(self) -> None:
        self.told: list[RecordScriptOutput] = []
        self.heard = asyncio.Event()

    async def call(self, command: Command[Any], **_: Any) -> Done:
        """Listen."""
        assert isinstance(command, RecordScriptOutput)
        self.told.append(command)
        self.heard.set()
        return Done()


@pytest.fixture
def ear() -> Ear:
    """Somebody who listens."""
    return Ear()


@pytest.fixture(params=["local", "sandbox"])
def outside(request: pytest.FixtureRequest, tmp_path: Path, ear: Ear) -> Outside[Settings]:
    """With a wall around the root, and with none."""
    problem = executor_of(request.param).unavailable()
    if problem:
        pytest.skip(problem)
    settings = Settings(executor=request.param, roots=tmp_path, report_seconds=0.02)
    return Outside(ear, settings, "key", "flow")  # type: ignore[arg-type]  # it only listens


IDS = {"invoke_id": "t-1", "instance_id": "i-1"}


def script(text: str, **more: Any) -> RunScript:
    return RunScript(**{**IDS, "script": text, "working_dir": "/root", "username": "root", **more})


def words(text: bytes) -> str:
    return base64.b64encode(text).decode()


async def test_what_a_script_prints_is_told_while_it_runs(outside: Outside[Settings], ear: Ear) -> None:
    """And whoever ends it learns all that it had printed."""
    running = asyncio.create_task(run_script(script("echo begun; sleep 1000"), outside))
    await ear.heard.wait()
    assert [told.output for told in ear.told] == [words(b"begun\n")]
    collecting = asyncio.create_task(collect_output(CollectOutput(**IDS, number=1), outside))
    await asyncio.sleep(0)
    assert not collecting.done()
    running.cancel()
    assert (await collecting).output == words(b"begun\n")


async def test_only_the_end_of_a_flood_is_kept(outside: Outside[Settings], ear: Ear) -> None:
    """24 KB; the rest is counted."""
    flood = "i=0; while [ $i -lt 3000 ]; do echo 0123456789; i=$((i+1)); done; sleep 1000"
    running = asyncio.create_task(run_script(script(flood), outside))
    while not ear.told or ear.told[-1].dropped < 33_000 - 24 * 1024:
        ear.heard.clear()
        await ear.heard.wait()
    last = ear.told[-1]
    assert (len(base64.b64decode(last.output)), last.dropped) == (24 * 1024, 33_000 - 24 * 1024)
    running.cancel()
    collected = await collect_output(CollectOutput(**IDS, number=1), outside)
    assert (collected.output, collected.dropped) == (last.output, last.dropped)


async def test_after_a_crash(outside: Outside[Settings]) -> None:
    """What had been told is what is known: of a script that is interrupted, or was cut short."""
    record = RunRecord(outside.settings.home("i-1"), "t-1.2")
    assert record.begin()
    nothing = await collect_output(CollectOutput(**IDS, number=2), outside)
    assert (nothing.output, nothing.dropped) == ("", 0)
    record.say(RecordLastWords(**IDS, number=2, output=words(b"so far"), dropped=3))
    collected = await collect_output(CollectOutput(**IDS, number=2), outside)
    assert (collected.output, collected.dropped) == (words(b"so far"), 3)
    interrupted = await run_script(script("true", number=2), outside)
    assert (interrupted.error_code, interrupted.output) == ("ExecutionInterrupted", words(b"so far"))
    assert (interrupted.number, interrupted.dropped) == (2, 3)


async def test_a_script_that_comes_again(outside: Outside[Settings]) -> None:
    """Each time is a run of its own."""
    for number in (1, 2):
        await run_script(script("echo x >>$HOME/count", number=number), outside)
    counted = await run_script(script("cat $HOME/count", number=3), outside)
    assert counted.output == words(b"x\nx\n")


async def test_bytes(outside: Outside[Settings]) -> None:
    """A script that is no UTF-8 runs as it is."""
    text = base64.b64encode("printf 你好".encode("gbk")).decode()
    said = await run_script(script(text, is_base64=True), outside)
    assert base64.b64decode(said.output) == "你好".encode("gbk")


def file(**more: Any) -> WriteFile:
    usual = {
        **IDS,
        "name": "f",
        "target_dir": "/opt/new",
        "content": words(b"x\0y"),
        "file_owner": "root",
        "file_group": "root",
        "file_mode": "0600",
    }
    return WriteFile.model_validate({**usual, **more})


def root(outside: Outside[Settings]) -> Path:
    """Where the executor has the instance's root."""
    home = outside.settings.home("i-1")
    return home / ("local" if outside.settings.executor == "local" else "root")


async def test_a_file(outside: Outside[Settings]) -> None:
    """Is written with its folder; once more only where that is wanted, or where a crash came before
    anybody knew of it.
    """
    assert (await write_file(file(), outside)).error_code == ""
    path = root(outside) / "opt/new/f"
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"x\0y", 0o600)
    assert (await write_file(file(), outside)).error_code == ""
    again = file(invoke_id="t-2", content=words(b"z"))
    assert (await write_file(again, outside)).error_code == "FileAlreadyExists"
    assert (await write_file(again, outside)).error_code == "FileAlreadyExists"
    assert (await write_file(file(invoke_id="t-3", overwrite=True), outside)).error_code == ""
    assert sorted(each.name for each in path.parent.iterdir()) == ["f"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"file_owner": "nobody-else"}, "AccountNotExists"),
        ({"file_group": "nobody-else"}, "UserGroupNotExists"),
        ({"target_dir": "/opt/../../etc"}, "FilePathInvalid"),
        ({"target_dir": "/etc/passwd"}, "FilePathInvalid"),
        ({"name": "opt", "target_dir": "/", "overwrite": True}, "FileCreateFail"),
        ({"file_mode": "u+"}, ""),
        ({"name": "-rf $(id) 'x'\"", "target_dir": "/-x y"}, ""),
    ],
)
async def test_files_of_all_kinds(outside: Outside[Settings], more: Any, code: str) -> None:
    """Are written, or it is told why not; no name is a word of the shell."""
    assert (await write_file(file(**more), outside)).error_code == code


async def test_a_file_through_links(outside: Outside[Settings], host: Host) -> None:
    """No link that a script has left leads out of the root."""
    top = root(outside)
    await run_script(script("true"), outside)
    (top / "opt/out").symlink_to(host.folder)
    (top / "opt/up").symlink_to("../../../../../../../.." + str(host.folder))
    (top / "opt/file").symlink_to(host.folder / "keep.txt")
    for number, folder in enumerate(("/opt/out", "/opt/up", "/opt/out/new")):
        sent = file(invoke_id=f"t-{number + 2}", target_dir=folder, overwrite=True, name="keep.txt")
        await write_file(sent, outside)
    over = file(invoke_id="t-9", target_dir="/opt", name="file", overwrite=True)
    assert (await write_file(over, outside)).error_code == ""
    assert (top / "opt/file").read_bytes() == b"x\0y"
    assert not (top / "opt/file").is_symlink()


async def test_the_time_zone(outside: Outside[Settings]) -> None:
    """Is the one that is set, if it is one."""
    asked = ReadTimeZone(**IDS)
    if outside.settings.executor == "local":
        told = await read_time_zone(asked, outside)
        assert told.instance_id == "i-1"
        return
    for zone, expected in (("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Phobos", "")):
        name = f"t-{zone[:4]}"
        link = f"rm -f /etc/localtime; ln -s /usr/share/zoneinfo/{zone} /etc/localtime"
        await run_script(script(link, invoke_id=name), outside)
        assert (await read_time_zone(asked, outside)).time_zone == expected
