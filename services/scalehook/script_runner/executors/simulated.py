"""Pretends to run scripts, where there is no sandbox: nothing of the script is executed.

Lines that call one of the guest's stand-ins with plain words have that stand-in's effect; `echo`
prints, `exit N` ends. Everything else does nothing and succeeds.
"""

import os
import shlex

from scalehook.script_runner import guest
from scalehook.script_runner.executors.instance_root import prepare
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process
from scalehook.script_runner.settings import Settings

SHELL_SYNTAX = set("$`;|&<>(){}*?!\\")


class Simulated:
    """What is used where bubblewrap is missing."""

    async def run(self, job: Job) -> Ended:
        """Go through the lines; the exit code is the last one's, as in a shell."""
        prepare(job.root, job.instance_id)
        output, code = b"", 0
        for words in map(_words, job.script.splitlines()):
            if not words:
                continue
            if words[0] == "exit":
                is_number = len(words) > 1 and words[1].isdecimal()
                code = int(words[1]) % 256 if is_number else code
                break
            said, code = await _run_line(words, job)
            output += said
        return Ended.of(code, output)

    def unavailable(self, settings: Settings) -> str:
        """It can always be used."""
        return ""


def _words(line: str) -> list[str]:
    if SHELL_SYNTAX & set(line):
        return []
    try:
        return shlex.split(line, comments=True)
    except ValueError:
        return []


async def _run_line(words: list[str], job: Job) -> tuple[bytes, int]:
    if words[0] == "echo":
        return (" ".join(words[1:]) + "\n").encode(), 0
    if words[0] not in guest.NAMES:
        return b"", 0
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "SCALEHOOK_GUEST": str(guest.FOLDER),
        "SCALEHOOK_STATE": str(job.root / "var/lib/scalehook"),
    }
    ended = await run_process([str(guest.BIN / words[0]), *words[1:]], environment, job.home)
    return ended.output, ended.exit_code or 0
