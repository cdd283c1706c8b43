"""Runs scripts in bubblewrap: a private writable root, no network, resource limits."""

import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path

from scalehook.kit.logs import Log
from scalehook.script_runner.executors.ability import ability
from scalehook.script_runner.executors.accounts import account
from scalehook.script_runner.executors.bubblewrap import ENVIRONMENT
from scalehook.script_runner.executors.disk import measured, within
from scalehook.script_runner.executors.entrance import as_user, entrance, ready
from scalehook.script_runner.executors.farm import OURS
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process
from scalehook.script_runner.executors.tail import Tail

log = Log(__name__)


class Sandbox:
    """The default executor."""

    async def run(self, job: Job) -> Ended:
        """Run the script in its instance's root. Bubblewrap has an exit code only of what it began."""
        way = ability().way
        await asyncio.to_thread(ready, job, way)
        user = await asyncio.to_thread(account, job.root, job.username)
        if user is None:
            return Ended(None, error_code="AccountNotExists")
        tail = Tail(job.said)
        with ExitStack() as until:
            status = until.enter_context(tempfile.TemporaryFile())
            into = await asyncio.to_thread(until.enter_context, entrance(job, way))
            command = [
                *into.words,
                *("--json-status-fd", str(status.fileno()), "--"),
                *as_user(user, way),
                *job.interpreter(f"{OURS}/{job.script_name}"),
            ]
            most = job.settings.disk_bytes
            running = run_process(
                command, ENVIRONMENT, Path("/"), tail, keep=[*into.keep, status.fileno()]
            )
            ended = await within(most, measured(job.root, most), tail, running)
            status.seek(0)
            began = b'"exit-code"' in status.read() or ended.full
        return ended if began else _not_begun(ended.output, job)

    async def remove(self, home: Path) -> None:
        """All that it has is in the instance's home."""

    def unavailable(self) -> str:
        """Why not; found out by trying."""
        return ability().problem

    def notes(self) -> str:
        """Which limits cannot be had here."""
        return ability().notes


def _not_begun(problem: bytes, job: Job) -> Ended:
    if b"Can't chdir to" in problem:
        return Ended(None, error_code="DirectoryNotExists")
    if b"execvp" in problem:
        return Ended.of(126, b"/bin/sh: bad interpreter: No such file or directory\n")
    log.error(
        "the sandbox could not be entered",
        invoke_id=job.invoke_id,
        problem=problem.decode(errors="replace"),
    )
    return Ended(None, error_code="ExecutionException")
