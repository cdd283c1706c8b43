"""The end of a script in a container, and one that comes at that moment."""

import asyncio
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Job
from scalehook.script_runner.executors.container import executor as module
from scalehook.script_runner.executors.container.executor import Container
from scalehook.script_runner.executors.container.instance import Instance
from scalehook.script_runner.settings import Settings

TURNS = 20  # of the loop: more than anything takes that does not wait


class Diary:
    """What a container is asked for, in order; its sweep takes until it `may_end`."""

    def __init__(self) -> None:
        """Nothing was asked."""
        self.lines: list[str] = []
        self.may_end = asyncio.Event()

    async def ready(self, job: Job) -> None:
        """It is."""
        self.lines.append(f"ready for {job.invoke_id}")

    async def take(self, job: Job, script: str) -> int:
        """Its script."""
        self.lines.append(f"took {job.invoke_id}")
        return 0

    async def sweep(self, invoke_id: str = "") -> None:
        """As long as a call of Docker may take."""
        self.lines.append(f"sweeps {invoke_id or 'all'}")
        await self.may_end.wait()
        self.lines.append("swept")


@pytest.fixture
async def diary(monkeypatch: pytest.MonkeyPatch) -> Diary:
    """In place of Docker's containers; a script is the end of itself."""
    diary = Diary()
    monkeypatch.setattr(Instance, "ready", lambda self, job: diary.ready(job))
    monkeypatch.setattr(Instance, "take", lambda self, job, script: diary.take(job, script))
    monkeypatch.setattr(Instance, "sweep", lambda self, invoke_id="": diary.sweep(invoke_id))
    monkeypatch.setattr(module, "command", lambda words: ["true"])
    return diary


async def until(diary: Diary, line: str) -> None:
    """The diary has it."""
    while line not in diary.lines:  # noqa: ASYNC110  (the diary's lines are what happens meanwhile)
        await asyncio.sleep(0)


async def test_one_that_comes_while_all_is_swept(diary: Diary, tmp_path: Path) -> None:
    """Is put there afterwards: nothing of it can be swept away."""
    containers = Container()
    first = asyncio.ensure_future(containers.run(job("first", tmp_path)))
    await until(diary, "sweeps all")
    second = asyncio.ensure_future(containers.run(job("second", tmp_path)))
    for _ in range(TURNS):
        await asyncio.sleep(0)
    diary.may_end.set()
    await asyncio.gather(first, second)
    begun = ["ready for first", "took first", "sweeps all", "swept"]
    assert diary.lines[:6] == [*begun, "ready for second", "took second"]


async def test_one_that_has_come_before(diary: Diary, tmp_path: Path) -> None:
    """Is counted: the other sweeps what is its own."""
    containers = Container()
    diary.may_end.set()
    both = [containers.run(job(name, tmp_path)) for name in ("first", "second")]
    await asyncio.gather(*both)
    swept = [line for line in diary.lines if line.startswith("sweeps")]
    assert swept in (["sweeps first", "sweeps all"], ["sweeps second", "sweeps all"])


def job(name: str, roots: Path) -> Job:
    """A run of that name on the one instance."""
    return Job(name, "i-1", b"true", "/", roots / "i-1", Settings(roots=roots))
