"""Ctrl-C, in real processes of `scalehook simulate`."""

import json
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from support.patience import wait_until
from support.programs.program import Program, start

SHORT = Path(__file__).parents[1] / "simulate/short.yaml"
NEVER_ENDING = ["--seeds", "1000000"]
STUCK = """\
import os
from multiprocessing import parent_process
from pathlib import Path

async def stuck(action):
    if parent_process() is not None:  # the command itself plays a seed first
        Path(__file__).with_name(f"stuck-{os.getpid()}").touch()
        while True:
            pass
"""


class Study:
    """A command that runs, with what it says."""

    def __init__(self, program: Program, said: BinaryIO) -> None:
        self.program, self._said = program, said

    def said(self) -> str:
        """All that it has said until now."""
        self._said.seek(0)
        return self._said.read().decode()

    def children(self) -> list[int]:
        """Its processes."""
        with suppress(FileNotFoundError):
            found = Path(f"/proc/{self.program.pid}/task/{self.program.pid}/children").read_text()
            return [int(each) for each in found.split()]
        return []

    def interrupt(self) -> None:
        """As a terminal does: everybody hears it, and it has been heard."""
        for process in (*self.children(), self.program.pid):
            os.kill(process, signal.SIGINT)
        wait_until(lambda: "Ctrl-C again" in self.said(), self.said)


@contextmanager
def studying(*arguments: str) -> Iterator[Study]:
    """`scalehook simulate …` until the block ends."""
    with tempfile.TemporaryFile() as said:
        program = start("simulate", *arguments, output=said.fileno(), errors=said.fileno())
        try:
            yield Study(program, said)
        finally:
            program.send_signal(signal.SIGKILL)
            program.wait()


def _wait_for_outcomes(kept: Path, study: Study) -> None:
    wait_until(lambda: kept.exists() and kept.read_bytes().count(b"\n") > 2, study.said)


def _gone(children: list[int]) -> None:
    def alive() -> list[int]:
        return [each for each in children if Path(f"/proc/{each}").exists() and not _is_over(each)]

    wait_until(lambda: not alive(), lambda: f"{alive()} go on")


def _is_over(process: int) -> bool:
    with suppress(OSError):
        return ") Z " in Path(f"/proc/{process}/stat").read_text()
    return True


def _ends_with_what_is_finished(folder: Path, jobs: int) -> None:
    kept, told = folder / f"kept-{jobs}", folder / f"told-{jobs}.json"
    options = ["--jobs", str(jobs), "--resume", str(kept), "--json", str(told)]
    with studying(str(SHORT), *NEVER_ENDING, *options) as study:
        _wait_for_outcomes(kept, study)
        children = study.children()
        assert len(children) >= (jobs if jobs > 1 else 0)
        study.interrupt()
        assert study.program.wait() == 130, study.said()
        assert "of 1000000 seeds, stopped by you" in study.said()
        assert "Traceback" not in study.said()
    lines = [json.loads(line) for line in kept.read_text().splitlines()[1:]]
    found = json.loads(told.read_text())
    assert found["interrupted"] and found["seeds"] == len(lines) > 1
    assert {str(line["outcome"]["seed"]) for line in lines} == set(found["digests"])
    _gone(children)


def test_one_process(tmp_path: Path) -> None:
    """What is finished is told and kept, and the seed that runs is one of it."""
    _ends_with_what_is_finished(tmp_path, 1)


def test_several_processes(tmp_path: Path) -> None:
    """They hear it too, and end what they play."""
    _ends_with_what_is_finished(tmp_path, 2)


def test_again(tmp_path: Path) -> None:
    """A function that never ends is not waited for, the second time; nothing of it is left."""
    (tmp_path / "mine.py").write_text(STUCK)
    scenario = tmp_path / "stuck.yaml"
    before, _, after = SHORT.read_text().partition("    work:")
    scenario.write_text(f"{before}    function: mine:stuck\nfaults:{after.partition('faults:')[2]}")
    with studying(str(scenario), "--seeds", "4", "--jobs", "2") as study:
        wait_until(lambda: len([*tmp_path.glob("stuck-*")]) == 2, study.said)
        children = study.children()
        study.interrupt()
        study.program.send_signal(signal.SIGTERM)
        assert study.program.wait() == 130, study.said()
        assert "0 of 4 seeds, stopped by you" in study.said()
        _gone(children)


def test_killed() -> None:
    """Processes whose command is gone play no further."""
    with studying(str(SHORT), *NEVER_ENDING, "--jobs", "2") as study:
        children = wait_until(lambda: len(found := study.children()) > 1 and found, study.said)
    _gone(children)


def test_a_sweep(tmp_path: Path) -> None:
    """Answers with what it knows, and says that it is not all."""
    kept = tmp_path / "kept"
    options = ["--jobs", "1", "--resume", str(kept), "--sweep", "warm.heartbeat_timeout=60,90"]
    with studying(str(SHORT), *NEVER_ENDING, *options) as study:
        _wait_for_outcomes(kept, study)
        study.interrupt()
        assert study.program.wait() == 130, study.said()
        assert "stopped by you, so far: " in study.said()
        assert "60: " in study.said() and "90: " not in study.said()
