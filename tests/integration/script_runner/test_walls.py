"""What a script in the sandbox cannot do to this machine, nor see of it."""

import contextlib
import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Executor, Job, executor_of, syscalls
from scalehook.script_runner.executors.ability import ability
from scalehook.script_runner.settings import GuestContainer, Settings
from scalehook_contracts.guests import Guest
from support.guest.attempts import ATTEMPTS, MUST_NOT_BE_SAID, TRIED, put_in, scripts
from support.guest.calls import calling
from support.host_picture import Host
from support.patience import eventually

MakeJob = Callable[..., Job]

INSIDE = "[ -d /.scalehook/guest ] || exit 99\n"  # should the sandbox ever be none


async def said(sandbox: Executor, job: Job) -> str:
    return (await sandbox.run(job)).output.decode()


@pytest.fixture
def neighbour() -> Iterator[subprocess.Popen[bytes]]:
    """A process of this machine."""
    with subprocess.Popen(["sleep", "1000"]) as process:
        yield process
        process.kill()


async def test_attempts(sandbox: Executor, job: MakeJob, host: Host) -> None:
    """Fail, or stay inside, in a container of an instance too; and the instance is as good as before."""
    heard: list[bytes] = []
    inside = replace(job(""), container=GuestContainer(name="web", id="ab" * 32), working_dir="/")
    inside.place.mkdir(parents=True)
    for script in scripts(host):
        for made in (job(script), replace(inside, script=script.encode())):
            await sandbox.run(replace(made, said=heard.append))
    text = b"".join(heard).decode(errors="replace")
    assert [word for word in MUST_NOT_BE_SAID if word in text] == [], text
    assert text.count(TRIED) == 2
    assert await said(sandbox, job("yum install -y tree | tail -1; echo x >/dev/null")) == "Complete!\n"


async def test_attempts_that_are_not_run(job: MakeJob, host: Host) -> None:
    """Do nothing at all."""
    for attempt in ATTEMPTS:
        assert "precious" not in await said(executor_of("simulated"), job(put_in(attempt, host)))


async def test_calls_of_the_kernel(sandbox: Executor, job: MakeJob) -> None:
    """That reach out of a sandbox are refused, keyrings and the kernel's log among them; threads and
    child processes are not.
    """
    if not ability().way.filtered:
        pytest.skip("system calls are not filtered here")
    text = await said(sandbox, job(INSIDE + calling(syscalls.REFUSED)))
    assert text == f"{' '.join(['EPERM'] * len(syscalls.REFUSED))}\nEAFNOSUPPORT\n"
    work = "import threading as t; x = t.Thread(target=print, args=['ran']); x.start(); x.join()"
    assert await said(sandbox, job(f'python3 -c "{work}"; (sleep 0 & wait); echo on')) == "ran\non\n"


async def test_other_processes(
    sandbox: Executor, job: MakeJob, neighbour: subprocess.Popen[bytes]
) -> None:
    """Cannot be seen, signalled nor traced."""
    pid = neighbour.pid
    text = await said(
        sandbox,
        job(
            f"kill -9 {pid}; kill -9 {os.getpid()}; ls -d /proc/{pid}; cat /proc/{pid}/environ; ls /proc"
        ),
    )
    assert neighbour.poll() is None
    assert "No such process" in text
    numbers = [int(word) for word in text.split() if word.isdecimal()]
    assert max(numbers) < 100


async def test_sockets_of_this_machine(sandbox: Executor, job: MakeJob) -> None:
    """Cannot be reached: neither by address nor by abstract name."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as named:
        named.bind(f"\0scalehook-test-{os.getpid()}")
        named.listen()
        port = server.getsockname()[1]
        script = f"#!/bin/bash\n(echo x >/dev/tcp/127.0.0.1/{port}) && echo reached\ncat /proc/net/unix"
        text = await said(sandbox, job(script))
        assert "refused" in text
        assert "reached" not in text
        assert "scalehook-test" not in text


async def test_a_network_that_is_allowed(sandbox: Executor, job: MakeJob) -> None:
    """Is this machine's, with its loopback and its resolver."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        script = f"#!/bin/bash\n(echo x >/dev/tcp/127.0.0.1/{server.getsockname()[1]}) && echo reached"
        made = job(f"{script}\ncat /etc/resolv.conf", settings=Settings(network=True))
        text = await said(sandbox, made)
    assert text.startswith("reached\n")
    assert Path("/etc/resolv.conf").read_text() in text


async def test_memory_that_is_a_file(sandbox: Executor, job: MakeJob) -> None:
    """Is bounded: there is a small /dev/shm, and no other file system in memory to write to."""
    if "--size" not in ability().extras:
        pytest.skip("this bubblewrap knows no sizes")
    text = await said(
        sandbox,
        job(
            "head -c 100000000 /dev/zero >/dev/shm/big\nstat -c %s /dev/shm/big\n"
            "echo x >/dev/shm/small2; touch /dev/new /.scalehook/new /proc/new\n"
            "awk '$3 == \"tmpfs\" && $4 ~ /^rw/ {print $2}' /proc/mounts"
        ),
    )
    assert "No space left" in text
    assert str(64 * 2**20) in text
    assert text.splitlines()[-1] == "/dev/shm"


async def test_what_a_script_is_given(sandbox: Executor, job: MakeJob) -> None:
    """No file of the server but its three streams, nothing of the environment, capabilities over its own
    users at most.
    """
    text = await said(sandbox, job("ls /proc/self/fd; env; grep CapEff /proc/self/status"))
    files, rest = text.split("4\n")[0] if "4\n" in text else text, text
    assert set(files.split()[:4]) <= {"0", "1", "2", "3"}
    assert "PYTEST" not in rest
    held = (ability().way.mapped and "fb") or "00"  # those over its own users: chown, kill, setuid, …
    assert f"CapEff:\t00000000000000{held}" in rest


async def test_the_streams_may_be_opened_again(sandbox: Executor, job: MakeJob) -> None:
    """As scripts do it that write to /dev/stderr."""
    script = "echo out >/dev/stdout; echo err >/dev/stderr; cat /dev/stdin && echo nothing to read"
    assert await said(sandbox, job(script)) == "out\nerr\nnothing to read\n"


async def test_root_inside_is_not_root_outside(sandbox: Executor, job: MakeJob) -> None:
    """Not even where the server is root; and instances are not each other."""
    for instance in ("i-1", "i-2"):
        await sandbox.run(job("touch /root/file", instance=instance))
    owners = [(job("", instance=name).root / "root/file").stat().st_uid for name in ("i-1", "i-2")]
    if os.geteuid():
        assert owners == [os.geteuid()] * 2
    else:
        assert len({*owners, 0}) == 3


async def test_what_it_starts_ends_with_it(sandbox: Executor, job: MakeJob) -> None:
    """Whatever it does to be left alone."""
    marker = f"87654.{os.getpid()}"
    script = (
        f"setsid sleep {marker} & nohup sleep {marker} & (trap '' TERM HUP; sleep {marker}) &\necho done"
    )
    assert await said(sandbox, job(script)) == "done\n"
    await eventually(lambda: not _running(marker))


async def test_a_number_of_processes(sandbox: Executor, job: MakeJob) -> None:
    """Is the most that there can be of an instance, where the server is root; else of its user."""
    loop = "i=0; while [ $i -lt 300 ]; do sleep 100 & i=$((i+1)); done; echo all of them"
    made = job(loop, guest=Guest(image_id="ubuntu_22_04_x64"))  # bash would try again for long
    limited = replace(made, settings=made.settings.model_copy(update={"processes": 100}))
    if os.geteuid() == 0:
        assert "all of them" not in await said(sandbox, limited)


def _running(marker: str) -> bool:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it has just ended
            if marker.encode() in path.read_bytes():
                return True
    return False
