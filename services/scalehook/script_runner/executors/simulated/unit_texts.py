"""What systemctl prints of units."""

from scalehook.script_runner import guest
from scalehook.script_runner.executors.simulated.inventory import Unit

TARGETS = {"timer": "timers", "socket": "sockets"}


def description(full: str) -> str:
    """What its file says that it is."""
    known = full.removesuffix(".service")
    return guest.pairs("descriptions").get(known, known)


def file(full: str) -> str:
    """Where its file would be."""
    return f"/usr/lib/systemd/system/{full}"


def link(full: str) -> str:
    """The link that enabling it makes."""
    target = TARGETS.get(full.rpartition(".")[2], "multi-user")
    return f"/etc/systemd/system/{target}.target.wants/{full}"


def loaded(full: str, unit: Unit) -> str:
    """Its line among those that are loaded."""
    sub = "running" if unit.active else "dead"
    return f"{full} loaded {unit.activity} {sub} {description(full)}"
