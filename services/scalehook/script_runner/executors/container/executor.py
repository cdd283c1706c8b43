"""Runs scripts in containers of Docker."""

import asyncio
import atexit
import os
import subprocess
from collections import Counter
from pathlib import Path

from scalehook.kit.logs import Log
from scalehook.script_runner.executors.container.docker import command, problem
from scalehook.script_runner.executors.container.instance import NO_FOLDER, NO_USER, Instance
from scalehook.script_runner.executors.disk import within
from scalehook.script_runner.executors.farm import OURS
from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.process import run_process
from scalehook.script_runner.executors.tail import Tail

log = Log(__name__)
PERIOD = 2.0  # seconds of real time between two looks at the disk: each is a call of Docker
REFUSED = {NO_FOLDER: "DirectoryNotExists", NO_USER: "AccountNotExists"}


class Container:
    """One container for each instance."""

    def __init__(self) -> None:
        """No script runs yet."""
        self._running: Counter[str] = Counter()
        self._locks: dict[str, asyncio.Lock] = {}

    async def run(self, job: Job) -> Ended:
        """Run the script in its instance's container. What is wrong with Docker or the image is said in
        the output.
        """
        instance = Instance.at(job.place)
        self._running[instance.name] += 1  # before it is under the lock: see _sweep
        try:
            return await self._begin(job, instance)
        finally:
            self._running[instance.name] -= 1

    async def _begin(self, job: Job, instance: Instance) -> Ended:
        try:
            async with self._lock(instance):
                await instance.ready(job)
            script = f"{OURS}/runs/{job.invoke_id}/{job.script_name}"
            refused = REFUSED.get(await instance.take(job, script), "")
        except OSError as trouble:
            log.error("no container", invoke_id=job.invoke_id, problem=str(trouble))
            return Ended(None, f"scalehook: {trouble}\n".encode(), error_code="ExecutionException")
        if job.settings.roots is None:
            _remove_at_exit(instance)
        return Ended(None, error_code=refused) if refused else await self._run(job, instance, script)

    async def remove(self, home: Path) -> None:
        """The instance's container, if it had one."""
        instance = Instance.at(home)
        self._locks.pop(instance.name, None)
        try:
            await instance.remove()
        except OSError as trouble:
            log.warning("a container may be left", container=instance.name, problem=str(trouble))

    def unavailable(self) -> str:
        """Why Docker cannot be used."""
        return problem()

    async def _run(self, job: Job, instance: Instance, script: str) -> Ended:
        tail = Tail(job.said)
        # a shell says what is wrong with it as a shell does; and of two streams Docker keeps no order
        interpreter = ["/bin/sh", "-c", 'exec "$@" 2>&1', "sh", *job.interpreter(script)]
        try:
            words = command(instance.run(job, interpreter))
            running = run_process(words, dict(os.environ), Path("/"), tail)
            return await within(job.settings.disk_bytes, instance.size, tail, running, PERIOD)
        finally:
            await self._sweep(job, instance)

    async def _sweep(self, job: Job, instance: Instance) -> None:
        """Everything in the container goes with its only script. One that comes meanwhile waits for the
        lock, and has nothing in there yet; one that has come before is counted.
        """
        async with self._lock(instance):
            alone = self._running[instance.name] == 1
            await instance.sweep("" if alone else job.invoke_id)

    def _lock(self, instance: Instance) -> asyncio.Lock:
        return self._locks.setdefault(instance.name, asyncio.Lock())


_leaving: set[str] = set()


def _remove_at_exit(instance: Instance) -> None:
    """Its home goes with this process, too."""
    if instance.name not in _leaving:
        _leaving.add(instance.name)
        words = command(["rm", "--force", "--volumes", instance.name])
        atexit.register(subprocess.run, words, capture_output=True, check=False)
