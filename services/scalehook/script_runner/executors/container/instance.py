"""The container of an instance: created at the first script, kept until the instance is released."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scalehook.script_runner.executors.container.cargo import of_instance
from scalehook.script_runner.executors.container.docker import docker
from scalehook.script_runner.executors.container.images import image_for
from scalehook.script_runner.executors.farm import OURS
from scalehook.script_runner.executors.job import Job
from scalehook.script_runner.settings import Settings

CAPABILITIES = (
    *("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID"),
    *("KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"),
)
IDLE = "while :; do sleep 3600 & wait $!; done"  # it takes care of processes whose parents have gone
TAKE = """
mkdir -p "${1%/*}" && cat >"$1" && chmod 755 "$1" || exit 1
[ -d "$2" ] || exit 3
id -u "$3" >/dev/null 2>&1 || exit 4
"""
NO_FOLDER, NO_USER = 3, 4
# A process gets a pipe to read from. Without one, Docker gives it the host's own /dev/null, whose mode
# root may change: a file that is open is not the container's, wherever it was opened.
EXEC = ("exec", "--interactive")


@dataclass(frozen=True)
class Instance:
    """A container's name, and what is done with it."""

    name: str

    @classmethod
    def at(cls, home: Path) -> "Instance":
        """That of the instance with this home, or of a container in it with this folder."""
        digest = hashlib.sha256(str(home).encode()).hexdigest()[:8]
        return cls(f"scalehook-{home.name}-{digest}")

    async def ready(self, job: Job) -> None:
        """It is there, and runs."""
        seen = await docker("container", "inspect", "--format", "{{.State.Running}}", self.name)
        if seen.code:
            await self._create(job)
        elif seen.said != "true":
            await self._must("start", self.name)

    async def take(self, job: Job, script: str) -> int:
        """Put the job's script there; 0, NO_FOLDER or NO_USER."""
        words = [*EXEC, self.name, "/bin/sh", "-c", TAKE, "sh", script]
        answer = await docker(*words, job.working_dir, job.username, stdin=job.script)
        if answer.code in (0, NO_FOLDER, NO_USER):
            return answer.code
        raise OSError(f"the container cannot be entered: {answer.problem}")

    def run(self, job: Job, interpreter: Sequence[str]) -> list[str]:
        """What runs the script in it."""
        marks = (f"SCALEHOOK_RUN={job.invoke_id}", f"USER={job.username}", "LANG=C.UTF-8")
        named = [word for mark in marks for word in ("--env", mark)]
        where = ["--user", job.username, "--workdir", job.working_dir]
        return [*EXEC, *named, *where, self.name, *interpreter]

    async def sweep(self, invoke_id: str = "") -> None:
        """Kill what a run has left; without an id, all but the first process. One in which nothing can
        be started any more is killed as a whole.
        """
        words = [*EXEC, self.name, "/bin/sh", f"{OURS}/guest/container/sweep", invoke_id]
        answer = await docker(*words)
        if answer.code not in (0, 137):
            await docker("kill", self.name)

    async def size(self) -> int:
        """Bytes that its scripts have written."""
        answer = await docker("container", "inspect", "--size", "--format", "{{.SizeRw}}", self.name)
        return int(answer.said) if answer.said.isdecimal() else 0

    async def remove(self) -> None:
        """If it is there."""
        await docker("rm", "--force", "--volumes", self.name)

    async def _create(self, job: Job) -> None:
        await self._must("run", "--detach", "--interactive", *_bounds(job.settings), *self._named(job))
        await self._must("cp", "-", f"{self.name}:/", stdin=of_instance(job))
        network = "network" if job.settings.network else ""
        await self._must(*EXEC, self.name, "/bin/sh", f"{OURS}/guest/container/settle", network)

    def _named(self, job: Job) -> list[str]:
        image = job.container.image if job.container else ""
        image = image or image_for(job.guest.image_id, job.settings.images)
        called = ["--name", self.name, "--hostname", job.hostname, "--label", "scalehook=instance"]
        return [*called, "--entrypoint", "/bin/sh", "--user", "0", image, "-c", IDLE]

    async def _must(self, *words: str, stdin: bytes = b"") -> None:
        answer = await docker(*words, stdin=stdin)
        if answer.code:
            await self.remove()
            raise OSError(f"the container cannot be made: {answer.problem}")


def _bounds(settings: Settings) -> list[str]:
    """No privileges, no network unless it is allowed, and limits for all processes together."""
    return [
        *("--security-opt", "no-new-privileges", "--cap-drop", "ALL"),
        *(word for name in CAPABILITIES for word in ("--cap-add", name)),
        *("--network", "bridge" if settings.network else "none"),
        *("--pids-limit", str(settings.processes), "--shm-size", "64m"),
        *("--memory", str(settings.memory_bytes), "--memory-swap", str(settings.memory_bytes)),
        *("--ulimit", f"fsize={settings.file_bytes}", "--ulimit", "core=0"),
    ]
