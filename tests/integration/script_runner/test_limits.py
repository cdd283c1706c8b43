"""What the scripts of an instance may use together, as root too."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Executor, Job
from scalehook.script_runner.executors.cgroups import group_of, places
from scalehook.script_runner.executors.disk import size_of
from scalehook.script_runner.removal import remove
from scalehook.script_runner.settings import Settings
from scalehook_contracts.guests import Guest
from support import real_cgroups

MakeJob = Callable[..., Job]
WITH_DASH = Guest(image_id="ubuntu_22_04_x64")  # bash would try again for long where it cannot fork


def limited(made: Job, **limits: int) -> Job:
    return replace(made, settings=made.settings.model_copy(update=limits))


async def test_memory(sandbox: Executor, job: MakeJob) -> None:
    """Is that of all processes together, where there are control groups."""
    if not places().files:
        pytest.skip(places().problem)
    script = "#!/bin/bash\n(sleep 0; head -c 90000000 /dev/zero | tail -c 80000000 | wc -c); echo alive"
    ended = await sandbox.run(limited(job(script), memory_bytes=48 * 2**20))
    assert b"80000000" not in ended.output
    files = "for i in 1 2 3; do head -c 30000000 /dev/zero >/dev/shm/$i; done; echo all"
    ended = await sandbox.run(limited(job(files), memory_bytes=48 * 2**20))
    assert ended.exit_code != 0 or b"all" not in ended.output


def test_a_group_that_two_scripts_are_on_their_way_to() -> None:
    """Is there until the second has left it, though the first was alone in it."""
    if not places().files:
        pytest.skip(places().problem)
    first, second = (group_of(f"test-{os.getpid()}", Settings()) for _ in range(2))
    first.remove()
    assert all(folder.is_dir() for folder in second.folders)
    second.remove()
    assert not any(folder.is_dir() for folder in second.folders)


async def test_processes_of_several_users(sandbox: Executor, job: MakeJob) -> None:
    """Count together."""
    if os.geteuid():
        pytest.skip("an instance has one user here")
    many = "i=0; while [ $i -lt 9 ]; do sleep 60 & i=$((i+1)); done"
    script = f"""
for user in 0 1 2 1000; do
    setpriv --reuid $user --clear-groups sh -c '{many}' 2>/dev/null
    set -- /proc/[0-9]*
    echo $#
done
"""
    # an instance of its own: those of the same name have the same users, also of another test worker
    of_its_own = job(script, instance="i-of-several-users", guest=WITH_DASH)
    ended = await sandbox.run(limited(of_its_own, processes=24))
    numbers = [int(word) for word in ended.output.split() if word.isdigit()]
    assert 15 < max(numbers) <= 24


async def test_the_disk(sandbox: Executor, job: MakeJob) -> None:
    """Holds so much: a script that goes on writing is killed, and what it said by then is kept."""
    script = "echo begun\ni=0; while true; do i=$((i+1)); head -c 1000000 /dev/zero >/root/$i; done"
    ended = await sandbox.run(limited(job(script), disk_bytes=30_000_000))
    assert ended.exit_code == 137
    assert ended.output.startswith(b"begun\n")
    assert b"No space left on device: the disk of this instance holds 30000000 bytes" in ended.output


async def test_the_size_of_a_root(tmp_path: Path) -> None:
    """Is what it takes of the disk, however deep that lies; nothing is followed."""
    (tmp_path / "file").write_bytes(b"x" * 300_000)
    (tmp_path / "link").symlink_to("/usr")
    (tmp_path / "sparse").touch()
    os.truncate(tmp_path / "sparse", 10**9)
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=folder)
        deeper = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = deeper
    os.close(folder)
    assert 300_000 < await size_of(tmp_path) < 20_000_000
    remove(tmp_path / "d")


async def test_a_fork_bomb(sandbox: Executor, job: MakeJob) -> None:
    """Stays within its instance, and is gone when the script is; another instance is not held up."""
    bomb = "bomb() { bomb | bomb & }; bomb 2>/dev/null; echo lit"
    lit, beside = await asyncio.gather(
        sandbox.run(limited(job(bomb, guest=WITH_DASH), processes=40)),
        sandbox.run(limited(job("(echo a; echo b) | cat", instance="i-2"), processes=40)),
    )
    assert beside.output == b"a\nb\n"
    assert lit.exit_code is not None
    assert (await sandbox.run(job("echo alive"))).output == b"alive\n"


def test_version_2_on_the_kernel_s_own_hierarchy(tmp_path: Path) -> None:
    """The process moves aside, its group is divided, a script runs in its instance's part under the
    limit, and that goes with the last script. Where version 1 has memory and processes, a controller
    that is free shows the same steps.
    """
    if os.geteuid() or shutil.which("unshare") is None:
        pytest.skip("mounting control groups needs root and unshare")
    program = [sys.executable, str(real_cgroups.__file__), str(tmp_path)]
    alone = ["unshare", "--mount", "--propagation", "private", "--", *program]
    done = subprocess.run(alone, capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr and not done.stdout:
        pytest.skip(f"no mount namespace can be made: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    if "skip" in told:
        pytest.skip(told["skip"])
    assert told == {
        "could": "version 2",
        "server": True,
        "inside": "/scalehook/i-1",
        "limit": real_cgroups.LIMIT,
        "left": [True, False],
        "problem": "",
    }
