"""Makes an instance's root ready, and gives the command line that leads into it."""

from collections.abc import Sequence

from scalehook.script_runner.executors import unprivileged
from scalehook.script_runner.executors.bubblewrap import (
    HOST_LINKS,
    LINKS,
    MOUNT_POINTS,
    Sources,
    limits,
    walls,
)
from scalehook.script_runner.executors.instance_root import give, mend, prepare
from scalehook.script_runner.executors.job import Job


def entrance(job: Job, extras: Sequence[str]) -> list[str]:
    """What runs the command that is put behind it where the job's script belongs."""
    prepare(job.root, job.instance_id, HOST_LINKS)
    mend(job.root, MOUNT_POINTS, LINKS)
    sources = Sources(job.root, job.write_script())
    user = unprivileged.user_of(job.instance_id)
    if user is None:
        return _sandbox(job, sources, extras)
    give(job.root, user)
    return [*unprivileged.become(user, sources), *_sandbox(job, unprivileged.SEEN, extras)]


def _sandbox(job: Job, sources: Sources, extras: Sequence[str]) -> list[str]:
    inside = walls(sources, hostname=job.instance_id, working_dir=job.working_dir)
    return [*limits(job.settings), *inside, *extras]
