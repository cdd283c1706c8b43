"""What every executor does, and what only the sandbox keeps scripts from doing."""

import asyncio
import contextlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Executor, Job
from scalehook.script_runner.settings import GuestContainer
from support.patience import eventually, in_time

STORY = "yum install -y httpd\nsystemctl start httpd\nsystemctl enable httpd\n"
MakeJob = Callable[..., Job]


async def said(executor: Executor, job: Job) -> str:
    return (await executor.run(job)).output.decode()


async def test_the_script_of_the_story(executor: Executor, job: MakeJob) -> None:
    """As written; and a later command on that instance sees what it did."""
    ended = await executor.run(job(STORY))
    assert (ended.exit_code, ended.error_code) == (0, "")
    assert "Complete!" in ended.output.decode()
    assert "active (running)" in await said(executor, job("systemctl status httpd"))


async def test_instances_are_apart(executor: Executor, job: MakeJob) -> None:
    """What is installed on one is not on another."""
    await executor.run(job(STORY))
    ended = await executor.run(job("systemctl status httpd", instance="i-2"))
    assert ended.exit_code == 4


async def test_containers_of_an_instance_are_apart(executor: Executor, job: MakeJob) -> None:
    """So is what is installed in a container, whose script is a shell's whatever its first line says."""
    inside = job(f"#!/nonexistent\n{STORY}")
    inside = replace(inside, container=GuestContainer(name="web", id="ab" * 32), working_dir="/")
    inside.place.mkdir(parents=True)
    assert (await executor.run(inside)).exit_code == 0
    assert (await executor.run(job("systemctl status httpd"))).exit_code == 4
    again = replace(inside, script=b"systemctl status httpd")
    assert "active (running)" in await said(executor, again)


async def test_exit_codes(executor: Executor, job: MakeJob) -> None:
    """The script's own."""
    assert (await executor.run(job("echo before\nexit 7\necho after"))).exit_code == 7


async def test_a_failing_stand_in(executor: Executor, job: MakeJob) -> None:
    """A unit that nothing brought cannot be started."""
    ended = await executor.run(job("systemctl start nothing"))
    assert ended.exit_code == 5
    assert b"not found" in ended.output


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        ("apt-get install -y nginx\nservice nginx start\nservice nginx status", "(running)"),
        ("dnf -y install redis-server\nsystemctl enable --now redis", "Created symlink"),
        ("yum install -y httpd\nsystemctl stop httpd\nsystemctl is-active httpd", "inactive"),
        ("yum install -y httpd\nyum install -y httpd", "Nothing to do"),
        ("yum install -y httpd\nyum remove httpd\nsystemctl status httpd", "could not be found"),
    ],
)  # fmt: skip
async def test_the_stand_ins(executor: Executor, job: MakeJob, script: str, answer: str) -> None:
    """What a start-up script uses."""
    assert answer in await said(executor, job(script))


async def test_a_root_of_its_own(sandbox: Executor, job: MakeJob, tmp_path: Path) -> None:
    """It persists; nothing of this machine is seen, nor can be written."""
    assert "hello" in await said(sandbox, job("echo hello > /etc/motd; cat /etc/motd"))
    assert "hello" in await said(sandbox, job("cat /etc/motd"))
    (tmp_path / "secret").write_text("mine")
    assert "mine" not in await said(sandbox, job(f"cat {tmp_path}/secret; cat /proc/1/environ"))
    assert "Read-only" in await said(sandbox, job("touch /.scalehook/host/usr/bin/x"))
    await sandbox.run(job("touch /usr/bin/only-inside"))
    assert not Path("/usr/bin/only-inside").exists()


async def test_no_network(sandbox: Executor, job: MakeJob) -> None:
    """Only an empty loopback."""
    text = await said(sandbox, job("cat /proc/net/dev"))
    assert [line.split(":")[0].strip() for line in text.splitlines()[2:]] == ["lo"]


async def test_programs_named_with_their_path(sandbox: Executor, job: MakeJob) -> None:
    """Get the stand-in too, where this machine has the program."""
    if Path("/usr/bin/apt-get").exists():
        assert "Setting up tree" in await said(sandbox, job("/usr/bin/apt-get install tree"))


async def test_other_interpreters(sandbox: Executor, job: MakeJob) -> None:
    """The first line decides."""
    text = await said(sandbox, job("#!/bin/bash\necho ${BASH_VERSION:+bash}"))
    assert text.strip() == "bash"


async def test_an_interpreter_that_is_not_there(sandbox: Executor, job: MakeJob) -> None:
    """Ends the script as a shell would say it, by a name with a carriage return too."""
    for line in ("#!/bin/none", "#!/bin/bash\r", "#!/etc/hosts"):
        ended = await sandbox.run(job(f"{line}\necho hi"))
        assert (ended.exit_code, ended.error_code) == (126, "")
        assert b"bad interpreter" in ended.output


async def test_a_sandbox_that_cannot_be_entered(sandbox: Executor, job: MakeJob) -> None:
    """Is no exit code of the script: it was not begun."""
    made = job("true")
    broken = made.settings.model_copy(update={"memory_bytes": 4096})
    ended = await sandbox.run(
        Job(made.invoke_id, made.instance_id, made.script, "/root", made.home, broken)
    )
    assert (ended.exit_code, ended.error_code) == (None, "ExecutionException")


async def test_the_last_24_kilobytes(sandbox: Executor, job: MakeJob) -> None:
    """Are kept of what it says; how much was cut off is counted."""
    ended = await sandbox.run(job("head -c 100000 /dev/zero | tr '\\0' x; echo end"))
    assert len(ended.output) == 24 * 1024
    assert ended.output.endswith(b"end\n")
    assert ended.dropped == 100_004 - 24 * 1024


async def test_a_directory_that_is_not_there(sandbox: Executor, job: MakeJob) -> None:
    """Has its documented code."""
    ended = await sandbox.run(job("true", working_dir="/nowhere"))
    assert (ended.exit_code, ended.error_code) == (None, "DirectoryNotExists")
    assert (await sandbox.run(job("pwd", working_dir="/opt"))).output == b"/opt\n"


async def test_a_cancelled_script_is_gone(sandbox: Executor, job: MakeJob) -> None:
    """With all that it has started; though it has stopped the first process, which waits for it."""
    marker = f"98765.{os.getpid()}"
    stop = "import ctypes; ctypes.CDLL(None).ptrace(16, 1, 0, 0)"
    script = f"python3 -c '{stop}'; sleep {marker} & echo begun > /root/begun; sleep {marker}"
    running = asyncio.ensure_future(sandbox.run(job(script)))
    begun = job(script).root / "root/begun"
    await eventually(lambda: begun.exists() or running.done())
    assert not running.done()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    await eventually(lambda: not _sleeping(marker))


async def test_what_stays_in_the_background_does_not_hold_it_up(sandbox: Executor, job: MakeJob) -> None:
    """The script is over when its own process is."""
    assert await in_time(said(sandbox, job("sleep 12345 &\necho done"))) == "done\n"


async def test_a_huge_file(sandbox: Executor, job: MakeJob) -> None:
    """Is cut off by the limit."""
    made = job("head -c 2000000000 /dev/zero > /root/big")
    most = 20_000_000
    limited = replace(made, settings=made.settings.model_copy(update={"file_bytes": most}))
    assert (await sandbox.run(limited)).exit_code != 0
    assert (made.root / "root/big").stat().st_size == most


async def test_a_planted_link_leads_nowhere(sandbox: Executor, job: MakeJob, tmp_path: Path) -> None:
    """What a script leaves in its root is not followed when the next one is prepared."""
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    await sandbox.run(job(f"rm -f /etc/hostname /etc/passwd; ln -s {victim} /etc/passwd"))
    await sandbox.run(job("true"))
    assert victim.read_text() == "untouched"


def _sleeping(marker: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has just ended
            if marker.encode() in path.read_bytes():
                return True
    return False
