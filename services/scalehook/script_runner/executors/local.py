"""Runs scripts straight on this machine, as this user: only when asked for by name."""

import asyncio
import getpass
import os
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors.accounts import ROOT
from scalehook.script_runner.executors.instance_root import prepare
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process
from scalehook.script_runner.executors.tail import Tail


class Local:
    """No sandbox. Scripts begin in their instance's root but can reach everything."""

    async def run(self, job: Job) -> Ended:
        """Run the script on the host. There is one user: that of the server."""
        root = job.place / "local"  # no script in the sandbox can leave links in it
        await asyncio.to_thread(prepare, root, job.hostname, job.family)
        if job.username not in (ROOT, getpass.getuser()):
            return Ended(None, error_code="AccountNotExists")
        folder = root / job.working_dir.lstrip("/")
        if not folder.is_dir():
            return Ended(None, error_code="DirectoryNotExists")
        environment = {
            "PATH": f"{guest.BIN}:{os.environ.get('PATH', os.defpath)}",
            "HOME": str(root / "root"),
            "LANG": "C.UTF-8",
            "SCALEHOOK_GUEST": str(guest.FOLDER),
            "SCALEHOOK_ROOT": str(root),
            "SCALEHOOK_METADATA": str(await asyncio.to_thread(job.write_metadata)),
        }
        script = str(await asyncio.to_thread(job.write_script))
        return await run_process(job.interpreter(script), environment, folder, Tail(job.said))

    async def remove(self, home: Path) -> None:
        """All that it has is in the instance's home."""

    def unavailable(self) -> str:
        """It can always be used."""
        return ""
