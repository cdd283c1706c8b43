"""systemctl and service, as the guest's stand-ins do it; without a clock, so none says since when."""

from collections.abc import Callable

from scalehook.script_runner.executors.simulated.inventory import Inventory, Unit
from scalehook.script_runner.executors.simulated.packages import Said
from scalehook.script_runner.executors.simulated.words import Words

DESCRIPTIONS = {
    "httpd": "The Apache HTTP Server",
    "apache2": "The Apache HTTP Server",
    "nginx": "The nginx HTTP and reverse proxy server",
}
CHANGES = ("start", "stop", "restart", "reload", "reload-or-restart", "enable", "disable")
TO_ACTIVE = {"start": True, "restart": True, "reload-or-restart": True, "stop": False}
TO_ENABLED = {"enable": True, "disable": False}
NOW = {"enable": "start", "disable": "stop"}


def systemctl(words: list[str], inventory: Inventory) -> Said:
    """Units have a state, but no process."""
    asked = Words.of(words, suffix=".service")
    match asked.verb:
        case verb if verb in CHANGES:
            lines, code = _each(asked.names, lambda name: _change(verb, name, inventory))
            if code == 0 and "--now" in words and verb in NOW:
                _each(asked.names, lambda name: _change(NOW[verb], name, inventory))
            return lines, code
        case "status":
            return _each(asked.names, lambda name: _show(name, inventory))
        case "is-active":
            return _each(asked.names, lambda name: _is_active(inventory.units.get(name, Unit())))
        case "is-enabled":
            return _each(asked.names, lambda name: _is_enabled(inventory.units.get(name, Unit())))
        case "daemon-reload" | "daemon-reexec":
            return [], 0
        case "list-units" | "list-unit-files" | "":
            units = sorted(inventory.units.items())
            return [f"{name}.service {_activity(unit)}" for name, unit in units], 0
    return [f"Unknown operation '{asked.verb}'."], 1


def service(words: list[str], inventory: Inventory) -> Said:
    """It asks systemctl."""
    if len(words) < 2:
        return ["Usage: service NAME start|stop|restart|status"], 1
    return systemctl([words[1], words[0]], inventory)


def _each(names: list[str], say: Callable[[str], Said]) -> Said:
    """Of all units; the last failure is the answer."""
    lines: list[str] = []
    code = 0
    for name in names:
        said, one = say(name)
        lines += said
        code = one or code
    return lines, code


def _change(verb: str, name: str, inventory: Inventory) -> Said:
    unit = inventory.units.get(name)
    if unit is None:
        return [f"Failed to {verb} {name}.service: Unit {name}.service not found."], 5
    created = f"Created symlink /etc/systemd/system/multi-user.target.wants/{name}.service."
    said = [created] if verb == "enable" and not unit.enabled else []
    unit.active = TO_ACTIVE.get(verb, unit.active)
    unit.enabled = TO_ENABLED.get(verb, unit.enabled)
    return said, 0


def _show(name: str, inventory: Inventory) -> Said:
    unit = inventory.units.get(name)
    if unit is None:
        return [f"Unit {name}.service could not be found."], 4
    unit_file = f"/usr/lib/systemd/system/{name}.service"
    lines = [
        f"● {name}.service - {DESCRIPTIONS.get(name, name)}",
        f"   Loaded: loaded ({unit_file}; {_enablement(unit)}; vendor preset: disabled)",
        f"   Active: {'active (running)' if unit.active else 'inactive (dead)'}",
    ]
    return lines, 0 if unit.active else 3


def _is_active(unit: Unit) -> Said:
    return [_activity(unit)], 0 if unit.active else 3


def _is_enabled(unit: Unit) -> Said:
    return [_enablement(unit)], 0 if unit.enabled else 1


def _activity(unit: Unit) -> str:
    return "active" if unit.active else "inactive"


def _enablement(unit: Unit) -> str:
    return "enabled" if unit.enabled else "disabled"
