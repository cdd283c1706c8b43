"""How much of the disk an instance may fill: looked at while its script runs, where it writes much."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from scalehook.script_runner.executors.job import Ended
from scalehook.script_runner.executors.tail import Tail

PERIOD = 0.2  # seconds of real time
KIB = 1024
KILLED = 137
FULL = "\nNo space left on device: the disk of this instance holds {} bytes; the script was killed\n"


async def within(
    most: int,
    size: Callable[[], Awaitable[int]],
    tail: Tail,
    run: Coroutine[Any, Any, Ended],
    period: float = PERIOD,
) -> Ended:
    """Run it; where its instance's `size` grows beyond `most` bytes, it is killed."""
    running = asyncio.ensure_future(run)
    try:
        while not (await asyncio.wait({running}, timeout=period))[0]:
            if await size() > most:
                running.cancel()
                await asyncio.wait({running})
                tail.add(FULL.format(most).encode())
                return replace(tail.ended(KILLED), full=True)
        return running.result()
    finally:
        running.cancel()
        await asyncio.wait({running})


def measured(root: Path, most: int) -> Callable[[], Awaitable[int]]:
    """The size of a root; it is looked at only when the disk has lost an eighth of what it may have."""
    free = _free(root)

    async def size() -> int:
        return await size_of(root) if free - _free(root) >= most // 8 else 0

    return size


async def size_of(folder: Path) -> int:
    """Bytes on the disk, however deep they lie: holes of sparse files are none. What vanishes meanwhile
    is passed over.
    """
    process = await asyncio.create_subprocess_exec(
        *("du", "-skx", str(folder)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return int(said.split()[0]) * KIB if said else 0


def _free(folder: Path) -> int:
    disk = os.statvfs(folder)
    return disk.f_bavail * disk.f_frsize
