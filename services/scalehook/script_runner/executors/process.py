"""Runs a process with all its children in a group of its own."""

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path

from scalehook.script_runner.executors.job import OUTPUT_BYTES, Ended

CHUNK = 64 * 1024


async def run_process(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    said: Callable[[bytes], None],
    keep: Collection[int] = (),
) -> Ended:
    """Run it; when it ends or the caller is cancelled, its whole group is killed. It gets the file
    descriptors to `keep`. Each chunk of what it prints is `said`.
    """
    with _nothing_to_read() as stdin:
        process = await asyncio.create_subprocess_exec(
            *arguments,
            stdin=stdin,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=dict(environment),
            cwd=folder,
            start_new_session=True,
            pass_fds=keep,
        )
    assert process.stdout is not None
    reading = asyncio.create_task(_read_tail(process.stdout, said))
    try:
        exit_code = await process.wait()
        _kill(process.pid)  # what it left in the background holds the pipe open
        tail, dropped = await reading
    finally:
        _kill(process.pid)
        reading.cancel()
        await process.wait()  # a process that is not waited for stays as a zombie
    return Ended(exit_code if exit_code >= 0 else 128 - exit_code, tail, dropped)


@contextlib.contextmanager
def _nothing_to_read() -> Iterator[int]:
    """An empty pipe: /dev/null is a file of the host, and scripts could change its mode."""
    reading, writing = os.pipe()
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


async def _read_tail(stream: asyncio.StreamReader, said: Callable[[bytes], None]) -> tuple[bytes, int]:
    tail, dropped = b"", 0
    while chunk := await stream.read(CHUNK):
        said(chunk)
        tail += chunk
        if len(tail) > OUTPUT_BYTES:
            dropped += len(tail) - OUTPUT_BYTES
            tail = tail[-OUTPUT_BYTES:]
    return tail, dropped


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
