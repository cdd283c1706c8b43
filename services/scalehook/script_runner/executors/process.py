"""Runs a process with all its children in a group of its own."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from scalehook.script_runner.executors.job import Ended
from scalehook.script_runner.executors.tail import Tail

CHUNK = 64 * 1024


async def run_process(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    tail: Tail,
    keep: Collection[int] = (),
    stdin: int | None = None,
) -> Ended:
    """Run it; when it ends or the caller is cancelled, its whole group is killed. It gets the file
    descriptors to `keep`, reads from `stdin` if there is something to read, and says into the `tail`.
    """
    with _nothing_to_read() as nothing:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=nothing if stdin is None else stdin,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            pass_fds=keep,
        )
    assert process.stdout is not None
    reading = asyncio.create_task(_read(process.stdout, tail))
    try:
        exit_code = await process.wait()
        _kill(process.pid)  # what it left in the background holds the pipe open
        await reading
    finally:
        _kill(process.pid)
        reading.cancel()
        await process.wait()  # a process that is not waited for stays as a zombie
    return tail.ended(exit_code if exit_code >= 0 else 128 - exit_code)


@contextlib.contextmanager
def _nothing_to_read() -> Iterator[int]:
    """An empty pipe: /dev/null is a file of the host, and scripts could change its mode."""
    reading, writing = os.pipe()
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


async def _read(stream: asyncio.StreamReader, tail: Tail) -> None:
    while chunk := await stream.read(CHUNK):
        tail.add(chunk)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
