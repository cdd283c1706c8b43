"""Goes through the lines of a script: nothing of it is executed.

Commands that call one of the guest's stand-ins with plain words have that stand-in's effect; `echo`
prints, `exit N` ends. Everything else does nothing and succeeds. Settings may say how a script ends.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path

from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.simulated.deb_packages import apt_get, dpkg
from scalehook.script_runner.executors.simulated.inventory import Inventory, Unit
from scalehook.script_runner.executors.simulated.lines import commands, written_units
from scalehook.script_runner.executors.simulated.packages import yum
from scalehook.script_runner.executors.simulated.rpm_packages import rpm
from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.system import (
    chkconfig,
    curl,
    getenforce,
    hostname,
    hostnamectl,
    service,
)
from scalehook.script_runner.executors.simulated.units import systemctl
from scalehook.script_runner.executors.simulated.words import NoName, Said
from scalehook.script_runner.executors.tail import Tail
from scalehook.script_runner.guest.metadata import metadata
from scalehook.script_runner.settings import SimulatedRun

STAND_INS: dict[str, Callable[[list[str], Scene], Said]] = {
    "apt": apt_get,
    "apt-get": apt_get,
    "chkconfig": chkconfig,
    "curl": curl,
    "dnf": yum,
    "dpkg": dpkg,
    "getenforce": getenforce,
    "hostname": hostname,
    "hostnamectl": hostnamectl,
    "rpm": rpm,
    "service": service,
    "systemctl": systemctl,
    "yum": yum,
}


LARGE = 4096  # characters: to read more of them would hold others up


class Simulated:
    """What is used where bubblewrap is missing."""

    async def run(self, job: Job) -> Ended:
        """Do what can be done of it; what is installed is kept in the instance's home."""
        script = job.script.decode(errors="replace")
        told = _told(script, job)
        if told is not None:
            return await _as_told(told, job)
        if len(script) > LARGE:
            lines, code = await asyncio.to_thread(_run_on, job, script)
        else:
            lines, code = _run_on(job, script)
        tail = Tail(job.said)
        tail.add("".join(f"{line}\n" for line in lines).encode())
        return tail.ended(code)

    async def remove(self, home: Path) -> None:
        """All that it has is in the instance's home."""

    def unavailable(self) -> str:
        """It can always be used."""
        return ""


def _run_on(job: Job, script: str) -> Said:
    file = job.place / "inventory.json"
    inventory = Inventory.load(file)
    inventory.hostname = inventory.hostname or job.hostname
    account = job.settings.account_id
    known = metadata(job.instance_id, job.hostname, account, job.guest)
    said = _run(script, Scene(inventory, known))
    inventory.keep(file)
    return said


def _told(script: str, job: Job) -> SimulatedRun | None:
    """The first of the settings' runs that fits."""
    for told in job.settings.simulated:
        if fnmatchcase(script, told.script) and fnmatchcase(job.instance_id, told.instance):
            return told
    return None


async def _as_told(told: SimulatedRun, job: Job) -> Ended:
    """Which ones fail is drawn by the run's ids: the same ones, whenever it is asked again."""
    if told.seconds:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), told.seconds)
    drawn = random.Random(f"{job.invoke_id}/{job.instance_id}").random()
    tail = Tail(job.said)
    tail.add(told.output.encode())
    return tail.ended(told.failure_code if drawn < told.failure_rate else told.exit_code)


def _run(script: str, scene: Scene) -> Said:
    """The exit code is the last command's, as in a shell."""
    for unit in written_units(script):
        scene.inventory.units.setdefault(unit.removesuffix(".service"), Unit())
    output: list[str] = []
    code, strict = 0, False
    for command in commands(script):
        if (command.joint == "&&" and code) or (command.joint == "||" and not code):
            continue
        words = list(command.words)
        if words[:1] == ["exit"]:
            is_number = len(words) > 1 and words[1].isdecimal()
            return output, int(words[1]) % 256 if is_number else code
        strict = strict or (words[:1] == ["set"] and any(word.startswith("-e") for word in words))
        said, code = _run_one(words, scene)
        output += said
        if code and strict:
            return output, code
    return output, code


def _run_one(words: list[str], scene: Scene) -> Said:
    if words[:1] == ["sudo"]:
        words = [word for at, word in enumerate(words) if at and not (at == 1 and word.startswith("-"))]
    if not words:
        return [], 0
    if words[0] == "echo":
        return [" ".join(words[1:])], 0
    stand_in = STAND_INS.get(words[0].rpartition("/")[2])
    if stand_in is None:
        return [], 0
    try:
        return stand_in(words[1:], scene)
    except NoName as problem:
        return [str(problem)], 1
