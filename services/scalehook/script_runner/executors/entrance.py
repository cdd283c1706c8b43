"""Makes an instance's root ready, and gives the command line that leads into it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scalehook.script_runner.executors import farm, syscalls, unprivileged
from scalehook.script_runner.executors.accounts import ROOT, Account
from scalehook.script_runner.executors.bubblewrap import (
    HOST_LINKS,
    LINKS,
    MOUNT_POINTS,
    RESOLVER,
    Sources,
    Walls,
    limits,
)
from scalehook.script_runner.executors.cgroups import Group, group_of
from scalehook.script_runner.executors.farm import OURS
from scalehook.script_runner.executors.instance_root import give, mend, opened, prepare, renew
from scalehook.script_runner.executors.job import Job
from scalehook.script_runner.executors.namespaces import namespace


@dataclass(frozen=True)
class Way:
    """How sandboxes are made here: with many users of their own or one, with system calls `filtered` or
    not, and what else bubblewrap can.
    """

    mapped: bool = False
    extras: Sequence[str] = ()
    filtered: bool = False


@dataclass(frozen=True)
class Into:
    """What is put before a command, and the file descriptors that it needs."""

    words: Sequence[str]
    keep: Sequence[int]


def ready(job: Job, way: Way) -> None:
    """The root is there, and what sandboxes need of it is what it should be."""
    plant = partial(farm.plant, family=job.family, mapped=way.mapped)
    user = unprivileged.user_of(job.instance_id)
    prepare(job.root, job.hostname, job.family, lambda draft: _finish(draft, plant, job))
    mend(job.root, MOUNT_POINTS, LINKS)
    with opened(job.root) as root:
        whole = farm.is_whole(root, job.family, mapped=way.mapped)
    if not whole:
        renew(job.root, "usr", lambda draft: _give(draft, plant, user))
    if user is not None:
        give(job.root, user)


@contextmanager
def entrance(job: Job, way: Way, *, grouped: bool = True) -> Iterator[Into]:
    """What runs the command that is put behind it where the job's script belongs; it is `ready`. What
    is not `grouped` has the limits of single processes alone.
    """
    sources = Sources(job.root, job.write_script(), job.write_metadata(), job.script_name)
    user = unprivileged.user_of(job.instance_id)
    group = group_of(_group_name(job), job.settings) if grouped else Group(())
    with ExitStack() as until:
        until.callback(group.remove)
        prefix = group.enter()
        if user is not None:
            users = until.enter_context(namespace(user, job.settings.processes)) if way.mapped else None
            prefix += unprivileged.become(user, sources, users)
            sources = unprivileged.seen(sources)
        keep = [until.enter_context(_filter())] if way.filtered else []
        walls = Walls(
            sources,
            job.hostname,
            job.working_dir,
            job.settings.network,
            (*way.extras, *(word for each in keep for word in ("--seccomp", str(each)))),
            mapped=way.mapped,
        )
        limited = limits(job.settings, shared=bool(group.folders))
        yield Into([*prefix, *limited, *walls.command()], keep)


def as_user(account: Account, way: Way) -> list[str]:
    """The prefix that makes a command that user's; where there is one user only, in name."""
    if account.name == ROOT:
        return []
    named = [f"{name}={account.name}" for name in ("USER", "LOGNAME")]
    words = ["/usr/bin/env", *named, f"HOME={account.home}"]
    if not way.mapped:
        return words
    ids = ["--reuid", str(account.uid), "--regid", str(account.gid)]
    return [*words, "setpriv", *ids, "--init-groups", "--"]


@contextmanager
def _filter() -> Iterator[int]:
    """The file descriptor of the filter of system calls, which bubblewrap reads once."""
    with tempfile.TemporaryFile() as file:
        file.write(syscalls.program())
        file.seek(0)
        yield file.fileno()


def _finish(draft: Path, plant: Callable[[Path], None], job: Job) -> None:
    plant(draft)
    for path, target in HOST_LINKS.items():
        (draft / path).symlink_to(target)
    if job.settings.network:
        (draft / RESOLVER[1:]).unlink()
        (draft / RESOLVER[1:]).symlink_to(OURS + RESOLVER)


def _give(draft: Path, plant: Callable[[Path], None], user: int | None) -> None:
    plant(draft)
    if user is not None:
        give(draft, user)


def _group_name(job: Job) -> str:
    """Its own among those of all servers of this machine."""
    return f"{job.instance_id}-{job.home.stat().st_ino}"
