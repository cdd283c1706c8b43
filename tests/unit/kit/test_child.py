"""A copy of the process that does one thing, and leaves everything else to its parent."""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from scalehook.kit.host import child as children
from scalehook.kit.host.child import Child, ChildFailed, can_fork
from support.patience import PATIENCE_SECONDS, in_time


@pytest.fixture
def file(tmp_path: Path):
    with (tmp_path / "file").open("w+b", buffering=0) as opened:
        yield opened


def born(work: Callable[[], None], file: BinaryIO) -> Child:
    return Child(work, file.fileno())


def files_open() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


def is_gone(child: Child) -> bool:
    """Neither running nor waiting to be buried."""
    try:
        os.kill(child._pid, 0)
    except ProcessLookupError:
        return True
    return False


async def test_it_has_the_memory_as_it_was(file: BinaryIO) -> None:
    """What the parent changes meanwhile it does not see."""
    numbers = [1]
    child = born(lambda: file.write(repr(numbers).encode()), file)
    numbers.append(2)
    await in_time(child.done())
    file.seek(0)
    assert file.read() == b"[1]"
    assert is_gone(child)


async def test_it_tells_why_it_failed(file: BinaryIO) -> None:
    """And its parent goes on."""

    def fail() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ChildFailed, match="No space left"):
        await in_time(born(fail, file).done())


async def test_one_that_is_killed(file: BinaryIO) -> None:
    """It has no last word."""
    child = born(signal.pause, file)
    os.kill(child._pid, signal.SIGKILL)
    with pytest.raises(ChildFailed, match="killed"):
        await in_time(child.done())


async def test_one_that_does_not_end(file: BinaryIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended: a lock that nobody opens any more may have stopped it."""
    monkeypatch.setattr(children, "PATIENCE_SECONDS", 0)
    child = born(signal.pause, file)
    with pytest.raises(ChildFailed, match="too long"):
        await in_time(child.done())
    assert is_gone(child)


async def test_one_that_nobody_waits_for_any_more(file: BinaryIO) -> None:
    """It ends with the wait."""
    child = born(signal.pause, file)
    waiting = asyncio.create_task(child.done())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await in_time(waiting)
    assert is_gone(child)


async def test_it_holds_nothing_of_its_parents(file: BinaryIO) -> None:
    """Sockets end with the parent's, locks of files too."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        child = born(signal.pause, file)
        ours.close()
        theirs.settimeout(PATIENCE_SECONDS)
        assert theirs.recv(1) == b""
        os.kill(child._pid, signal.SIGKILL)
        with pytest.raises(ChildFailed):
            await in_time(child.done())


async def test_signals_are_its_parents(file: BinaryIO) -> None:
    """A key that ends all processes of a terminal does not end it, nor make it tell the loop."""

    def interrupt() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(os.getpid(), number)
        file.write(b"written")

    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    await in_time(born(interrupt, file).done())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before
    file.seek(0)
    assert file.read() == b"written"


async def test_a_machine_that_has_no_room_for_it(
    file: BinaryIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing stays open."""

    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = files_open(), signal.pthread_sigmask(signal.SIG_BLOCK, [])
    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(BlockingIOError):
        born(lambda: None, file)
    assert (files_open(), signal.pthread_sigmask(signal.SIG_BLOCK, [])) == before


def test_a_thread_of_somebody_elses_process() -> None:
    """There nobody is copied."""
    answers = [can_fork()]
    thread = threading.Thread(target=lambda: answers.append(can_fork()))
    thread.start()
    thread.join()
    assert answers == [True, False]
