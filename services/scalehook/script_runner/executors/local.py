"""Runs scripts straight on this machine, as this user: only when asked for by name."""

import asyncio
import os

from scalehook.script_runner import guest
from scalehook.script_runner.executors.instance_root import prepare
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process


class Local:
    """No sandbox. Scripts begin in their instance's root but can reach everything."""

    async def run(self, job: Job) -> Ended:
        """Run the script on the host."""
        root = job.home / "local"  # no script in the sandbox can leave links in it
        await asyncio.to_thread(prepare, root, job.instance_id)
        folder = root / job.working_dir.lstrip("/")
        if not folder.is_dir():
            return Ended(None, error_code="DirectoryNotExists")
        environment = {
            "PATH": f"{guest.BIN}:{os.environ.get('PATH', os.defpath)}",
            "HOME": str(root / "root"),
            "LANG": "C.UTF-8",
            "SCALEHOOK_GUEST": str(guest.FOLDER),
            "SCALEHOOK_ROOT": str(root),
        }
        script = str(await asyncio.to_thread(job.write_script))
        return await run_process(job.interpreter(script), environment, folder, job.said)

    def unavailable(self) -> str:
        """It can always be used."""
        return ""
