"""Goes through the lines of a script: nothing of it is executed.

Lines that call one of the guest's stand-ins with plain words have that stand-in's effect; `echo`
prints, `exit N` ends. Everything else does nothing and succeeds.
"""

from scalehook.script_runner.executors.job import Ended, Job
from scalehook.script_runner.executors.simulated.inventory import Inventory
from scalehook.script_runner.executors.simulated.packages import Said, apt_get, yum
from scalehook.script_runner.executors.simulated.units import service, systemctl
from scalehook.script_runner.executors.simulated.words import NoName, plain_words

STAND_INS = {
    "apt": apt_get,
    "apt-get": apt_get,
    "dnf": yum,
    "service": service,
    "systemctl": systemctl,
    "yum": yum,
}


class Simulated:
    """What is used where bubblewrap is missing."""

    async def run(self, job: Job) -> Ended:
        """Do what can be done of it; what is installed is kept in the instance's home."""
        file = job.home / "inventory.json"
        inventory = Inventory.load(file)
        lines, code = _run(job.script.decode(errors="replace"), inventory)
        inventory.keep(file)
        return Ended.of(code, "".join(f"{line}\n" for line in lines).encode())

    async def remove(self, instance_id: str) -> None:
        """All that it has is in the instance's home."""

    def unavailable(self) -> str:
        """It can always be used."""
        return ""


def _run(script: str, inventory: Inventory) -> Said:
    """The exit code is the last line's, as in a shell."""
    output: list[str] = []
    code = 0
    for words in filter(None, map(plain_words, script.splitlines())):
        if words[0] == "exit":
            is_number = len(words) > 1 and words[1].isdecimal()
            return output, int(words[1]) % 256 if is_number else code
        said, code = _run_line(words, inventory)
        output += said
    return output, code


def _run_line(words: list[str], inventory: Inventory) -> Said:
    if words[0] == "echo":
        return [" ".join(words[1:])], 0
    stand_in = STAND_INS.get(words[0])
    if stand_in is None:
        return [], 0
    try:
        return stand_in(words[1:], inventory)
    except NoName as problem:
        return [str(problem)], 1
