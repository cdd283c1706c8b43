"""The end of a program whose handlers do not all stop."""

import asyncio
import os
import threading

import pytest

from scalehook.consumer.leaving import Threads, leave


class Left(BaseException):
    """The process would have ended."""


@pytest.fixture
def process(monkeypatch: pytest.MonkeyPatch) -> None:
    def ends(code: int) -> None:
        raise Left(code)

    monkeypatch.setattr(os, "_exit", ends)


@pytest.mark.usefixtures("process")
async def test_nothing_is_left() -> None:
    """Tasks are cancelled, threads are idle: the program goes on to its end."""
    threads = Threads(1)
    asyncio.get_running_loop().set_default_executor(threads)
    assert await asyncio.to_thread(threading.active_count)
    waits = asyncio.create_task(asyncio.Event().wait())
    await asyncio.sleep(0)
    await leave(threads)
    assert waits.cancelled()


@pytest.mark.usefixtures("process")
async def test_a_thread_that_blocks() -> None:
    """Is not waited for. There are as many as handlers, and some more."""
    threads, go = Threads(2), threading.Event()
    for _ in range(2):
        threads.submit(go.wait)
    assert threads.submit(lambda: 3).result() == 3
    with pytest.raises(Left):
        await leave(threads)
    go.set()


@pytest.mark.usefixtures("process")
async def test_a_task_that_does_not_stop() -> None:
    """Is not waited for either."""
    go = asyncio.Event()

    async def stubborn() -> None:
        while not go.is_set():
            try:
                await go.wait()
            except asyncio.CancelledError:
                continue

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    with pytest.raises(Left):
        await leave(Threads(1))
    go.set()
    await task
