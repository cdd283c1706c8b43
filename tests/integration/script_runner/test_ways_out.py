"""Links, mounts and renames that a script leaves for whoever looks into its root later."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from scalehook.script_runner.executors import Executor, Job, executor_of
from support.host_picture import Host

MakeJob = Callable[..., Job]

ENTRIES = (
    *("/etc", "/usr", "/proc", "/dev", "/.scalehook", "/bin", "/sbin", "/lib", "/lib64"),
    "/run /tmp /var /opt",
    "/etc/ssl /etc/alternatives /etc/localtime /etc/systemd /run/scalehook /var/lib",
    "/var/lib/scalehook",
)
TARGETS = (
    "/oldroot{host}",
    "/oldroot{host}/folder",
    "/oldroot{host}/none",
    "/newroot/oldroot{host}",
    "/proc/self/root/oldroot{host}",
    "/proc/1/root{host}",
    "{host}",
    "../../../../../..{host}",
    "../oldroot{host}",
)
PLANT = """
yum install -y tree >/dev/null
for folder in packages units; do
    for name in nginx httpd; do ln -s HOST/keep.txt /var/lib/scalehook/$folder/$name; done
done
for entry in etc root var/log home opt; do mv /$entry /$entry.x; ln -s HOST /$entry; done
"""
RESTLESS = """
i=0
while [ $i -lt 30 ]; do
    i=$((i+1))
    for e in etc run tmp dev .scalehook; do
        mv /$e /$e.x && mv /link /$e && mv /$e /link && mv /$e.x /$e
    done
done 2>/dev/null
"""
LATER = "touch /tmp/x /run/x /etc/x 2>/dev/null\nyum install -y httpd >/dev/null 2>&1\necho alive"


async def lives_on(sandbox: Executor, job: MakeJob) -> None:
    """What was broken may stay broken; the next command runs."""
    ended = await sandbox.run(job(LATER, working_dir="/"))
    assert (ended.exit_code, ended.output) == (0, b"alive\n")


@pytest.mark.parametrize("entries", ENTRIES)
async def test_an_entry_that_becomes_something_else(
    sandbox: Executor, job: MakeJob, host: Host, entries: str
) -> None:
    """A link to the host, a file, a pipe: nothing is made or mounted through it. Each command runs in
    what the one before has left, and leaves something else.
    """
    changes = [
        f"for e in {entries}; do mkdir -p $e 2>/dev/null; mv $e $e.$$ && {become} $e; done"
        for become in (f"ln -s /oldroot{host.folder}", ": >", "mkfifo", "mkdir -m 0")
    ]
    await sandbox.run(job(changes[0]))
    for change in changes[1:]:
        ended = await sandbox.run(job(f"{LATER}\n{change}", working_dir="/"))
        assert ended.output.startswith(b"alive\n")
    await lives_on(sandbox, job)


@pytest.mark.parametrize("target", TARGETS)
async def test_where_a_link_may_lead(sandbox: Executor, job: MakeJob, host: Host, target: str) -> None:
    """By whatever way it would reach the host while a sandbox is made. What is mounted below an entry is
    left alone: to try all of `/usr` takes seconds, and a root that is emptied, below, does so.
    """
    to = target.format(host=host.folder)
    for entry in ("/etc", "/run", "/dev", "/.scalehook", "/bin"):
        away = f"mv {entry} {entry}.$$ 2>/dev/null\nrm -rf --one-file-system {entry}"
        await sandbox.run(job(f"{away}\nln -s {to} {entry}"))
    await lives_on(sandbox, job)


async def test_a_root_that_is_emptied(sandbox: Executor, job: MakeJob, host: Host) -> None:
    """Or closed to everybody, its own user too."""
    await sandbox.run(job("[ -d /.scalehook/guest ] && rm -rf --no-preserve-root / 2>/dev/null"))
    await lives_on(sandbox, job)
    await sandbox.run(job("chmod 0 /"))
    await lives_on(sandbox, job)


async def test_a_root_from_elsewhere(sandbox: Executor, job: MakeJob, host: Host) -> None:
    """Whose mount points were links before any sandbox was there."""
    root = job("").root
    root.mkdir()
    for name in ("usr", "proc", "dev", ".scalehook", "etc", "run", "bin"):
        (root / name).symlink_to(f"/oldroot{host.folder}")
    await lives_on(sandbox, job)


async def test_a_script_that_keeps_renaming(sandbox: Executor, job: MakeJob, host: Host) -> None:
    """While others of its instance begin."""
    restless = f"ln -s /oldroot{host.folder} /link\n" + RESTLESS
    await asyncio.gather(
        sandbox.run(job(restless, run="restless")),
        *(sandbox.run(job(LATER, working_dir="/", run=f"r{n}")) for n in range(8)),
    )
    await lives_on(sandbox, job)


@pytest.mark.parametrize("name", ["simulated", "local"])
async def test_what_the_sandbox_leaves_for_others(
    sandbox: Executor, job: MakeJob, host: Host, name: str, tmp_path: Path
) -> None:
    """Another executor that takes the instance over keeps its files elsewhere."""
    await sandbox.run(job(PLANT.replace("HOST", str(host.folder))))
    later = "yum install -y nginx httpd\nsystemctl enable --now nginx\nyum remove -y nginx\necho end"
    ended = await executor_of(name).run(job(later))
    assert ended.output.endswith(b"end\n")
    await sandbox.run(job(f"rm -rf /var/lib/scalehook; ln -s {host.folder} /var/lib/scalehook"))
    assert (await executor_of(name).run(job(later))).output.endswith(b"end\n")


async def test_nothing_but_a_file_of_its_own(job: MakeJob, host: Host, tmp_path: Path) -> None:
    """Is what the simulated executor makes."""
    await executor_of("simulated").run(
        job("yum install -y httpd\nrm -rf /\ntouch /tmp/x\n/bin/sh -c true")
    )
    assert sorted(path.name for path in (tmp_path / "i-1").rglob("*")) == ["inventory.json", "runs"]


@pytest.mark.parametrize("folder", ["/nowhere", "/link", "/etc/passwd", "/../nowhere", "/loop", "/fifo"])
async def test_a_working_directory_out_of_the_root(
    sandbox: Executor, job: MakeJob, host: Host, folder: str
) -> None:
    """Is looked up inside: what is there on the host cannot be found out."""
    await sandbox.run(job(f"ln -s {host.folder} /link; ln -s loop /loop; mkfifo /fifo"))
    ended = await sandbox.run(job("pwd", working_dir=folder))
    assert (ended.exit_code, ended.error_code) == (None, "DirectoryNotExists")


@pytest.mark.parametrize("folder", ["/bin", "/dev/shm", "/proc/self", "/usr/bin", "/etc/ssl", "/in"])
async def test_a_working_directory_that_only_the_sandbox_has(
    sandbox: Executor, job: MakeJob, folder: str
) -> None:
    """Is one, and so is what a link inside leads to."""
    await sandbox.run(job("ln -s /opt /in"))
    assert (await sandbox.run(job("true", working_dir=folder))).exit_code == 0
