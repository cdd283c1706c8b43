"""Runs scripts in bubblewrap: a private writable root, no network, resource limits."""

import asyncio
import tempfile
from pathlib import Path

from scalehook.kit.logs import Log
from scalehook.script_runner.executors.ability import ability
from scalehook.script_runner.executors.bubblewrap import ENVIRONMENT, SCRIPT
from scalehook.script_runner.executors.entrance import entrance
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process

log = Log(__name__)


class Sandbox:
    """The default executor."""

    async def run(self, job: Job) -> Ended:
        """Run the script in its instance's root. Bubblewrap has an exit code only of what it began."""
        command = await asyncio.to_thread(entrance, job, ability().extras)
        with tempfile.TemporaryFile() as status:
            command += ["--json-status-fd", str(status.fileno()), "--", *job.interpreter(SCRIPT)]
            ended = await run_process(command, ENVIRONMENT, Path("/"), job.said, keep=[status.fileno()])
            status.seek(0)
            began = b'"exit-code"' in status.read()
        return ended if began else _not_begun(ended.output, job)

    def unavailable(self) -> str:
        """Why not; found out by trying."""
        return ability().problem


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
