"""systemctl and its kin, as the guest's stand-ins do it; without a clock, so none says since when."""

from collections.abc import Callable

from scalehook.script_runner import guest
from scalehook.script_runner.executors.simulated.inventory import Unit
from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.unit_texts import description, file, link, loaded
from scalehook.script_runner.executors.simulated.words import Said, Words, name

KINDS = ("service", "timer", "socket", "target", "mount", "path", "slice", "swap", "automount")
STARTS = ("start", "restart", "reload-or-restart")
RESTARTS = ("try-restart", "condrestart", "reload-or-try-restart", "try-reload-or-restart")
QUIET = (
    *("daemon-reload", "daemon-reexec", "reset-failed", "set-default", "isolate", "set-property"),
    *("revert", "set-environment", "unset-environment", "import-environment", "show-environment"),
    *("list-timers", "list-jobs", "list-sockets", "list-dependencies", "poweroff", "reboot"),
    *("halt", "suspend", "rescue", "default"),
)
UNNAMED = ("set-default", "isolate", "set-environment", "unset-environment", "import-environment")
ANSWERS = {"get-default": "multi-user.target", "is-system-running": "running"}
ASKS = ("is-active", "is-enabled", "is-failed")
HARMLESS = ("HUP", "USR1", "USR2")
MAY_BE_BARE = ("status", "show")


def systemctl(words: list[str], scene: Scene) -> Said:
    """Units have a state, but no process."""
    asked = Words.of(words, guest.words("systemctl-valued"))
    if asked.has("--version"):
        return ["systemd 219"], 0
    about = [] if asked.verb in UNNAMED else asked.rest
    names = [scene.inventory.called(full_name(word)) for word in about]
    if asked.verb in ANSWERS:
        return [ANSWERS[asked.verb]], 0
    if asked.verb in QUIET:
        return [], 0
    if asked.verb == "list-unit-files":
        return [f"{full} {unit.enablement}" for full, unit in _all_units(scene)], 0
    if asked.verb in ("list-units", ""):
        return ([] if asked.has("--failed") else [loaded(*one) for one in _all_units(scene)]), 0
    act = ACTS.get(asked.verb)
    if act is None:
        return [f"Unknown operation '{asked.verb}'."], 1
    if not names and asked.verb not in MAY_BE_BARE:
        return ["Too few arguments."], 1
    if asked.verb in ASKS:
        return _any(names, lambda unit: act(asked, unit, scene))
    return _with_now(asked, _each(names, lambda unit: act(asked, unit, scene)), names, scene)


def full_name(word: str) -> str:
    """A unit's name with what kind of unit it is."""
    known = name(word.removesuffix("."))
    return known if known.rpartition(".")[2] in KINDS and "." in known else f"{known}.service"


def _with_now(asked: Words, said: Said, names: list[str], scene: Scene) -> Said:
    follow = {"enable": _start, "reenable": _start, "preset": _start, "disable": _stop, "mask": _stop}
    then = follow.get(asked.verb)
    if said[1] or then is None or not asked.has("--now"):
        return said
    more, code = _each(names, lambda unit: then(asked, unit, scene))
    return [*said[0], *more], code


def _each(names: list[str], say: Callable[[str], Said]) -> Said:
    """Of all units; the last failure is the answer."""
    lines: list[str] = []
    code = 0
    for one in names:
        said, failed = say(one)
        lines += said
        code = failed or code
    return lines, code


def _any(names: list[str], say: Callable[[str], Said]) -> Said:
    """Whether it is so of one of the units."""
    said = [say(one) for one in names]
    codes = [code for _, code in said]
    return [line for lines, _ in said for line in lines], 0 if 0 in codes else codes[-1]


def _missing(verb: str, full: str, scene: Scene, *, even_masked: bool = True) -> Said | None:
    unit = scene.inventory.unit(full)
    if unit is None:
        return [f"Failed to {verb} {full}: Unit {full} not found."], 5
    if unit.masked and even_masked:
        return [f"Failed to {verb} {full}: Unit {full} is masked."], 1
    return None


def _unit(full: str, scene: Scene) -> Unit:
    return scene.inventory.unit(full) or Unit()


def _start(asked: Words, full: str, scene: Scene) -> Said:
    verb = asked.verb if asked.verb in STARTS else "start"
    missing = _missing(verb, full, scene)
    if missing is None:
        _unit(full, scene).active = True
    return missing or ([], 0)


def _start_again(asked: Words, full: str, scene: Scene) -> Said:
    return _start(asked, full, scene) if _unit(full, scene).active else ([], 0)


def _stop(asked: Words, full: str, scene: Scene) -> Said:
    verb = asked.verb if asked.verb in ("stop", "kill") else "stop"
    missing = _missing(verb, full, scene, even_masked=False)
    if missing is None:
        _unit(full, scene).active = False
    return missing or ([], 0)


def _kill(asked: Words, full: str, scene: Scene) -> Said:
    """Signals that end nothing leave it as it is."""
    signals = asked.values("-s", "--signal")
    return ([], 0) if any(one.endswith(HARMLESS) for one in signals) else _stop(asked, full, scene)


def _reload(asked: Words, full: str, scene: Scene) -> Said:
    missing = _missing(asked.verb, full, scene)
    if missing is None and not _unit(full, scene).active:
        return [f"{full} is not active, cannot reload."], 1
    return missing or ([], 0)


def _enable(asked: Words, full: str, scene: Scene) -> Said:
    missing = _missing(asked.verb, full, scene)
    if missing is not None:
        return missing
    unit = _unit(full, scene)
    said = [] if unit.enabled else [f"Created symlink {link(full)} → {file(full)}."]
    unit.enabled = True
    return said, 0


def _disable(asked: Words, full: str, scene: Scene) -> Said:
    missing = _missing(asked.verb, full, scene, even_masked=False)
    if missing is not None:
        return missing
    unit = _unit(full, scene)
    said = [f"Removed {link(full)}."] if unit.enabled and not unit.masked else []
    unit.enabled = unit.masked = False
    return said, 0


def _mask(asked: Words, full: str, scene: Scene) -> Said:
    key = full.removesuffix(".service")
    unit = scene.inventory.unit(full) or scene.inventory.units.setdefault(key, Unit())
    unit.masked, unit.enabled = True, False
    return [f"Created symlink /etc/systemd/system/{full} → /dev/null."], 0


def _unmask(asked: Words, full: str, scene: Scene) -> Said:
    unit = _unit(full, scene)
    said = [f"Removed /etc/systemd/system/{full}."] if unit.masked else []
    unit.masked = False
    return said, 0


def _status(asked: Words, full: str, scene: Scene) -> Said:
    unit = scene.inventory.unit(full)
    if unit is None:
        return [f"Unit {full} could not be found."], 4
    lines = [
        f"● {full} - {description(full)}",
        f"   Loaded: loaded ({file(full)}; {unit.enablement}; vendor preset: disabled)",
        f"   Active: {'active (running)' if unit.active else 'inactive (dead)'}",
    ]
    return lines, 0 if unit.active else 3


def _is_active(asked: Words, full: str, scene: Scene) -> Said:
    unit = _unit(full, scene)
    return _unless_quiet(asked, unit.activity), 0 if unit.active else 3


def _is_failed(asked: Words, full: str, scene: Scene) -> Said:
    return _unless_quiet(asked, _unit(full, scene).activity), 1


def _is_enabled(asked: Words, full: str, scene: Scene) -> Said:
    unit = scene.inventory.unit(full)
    if unit is None:
        return [f"Failed to get unit file state for {full}: No such file or directory"], 1
    return _unless_quiet(asked, unit.enablement), 0 if unit.enablement == "enabled" else 1


def _show(asked: Words, full: str, scene: Scene) -> Said:
    unit = scene.inventory.unit(full)
    properties = {
        "Id": full,
        "Description": description(full),
        "LoadState": "not-found" if unit is None else "masked" if unit.masked else "loaded",
        "ActiveState": (unit or Unit()).activity,
        "SubState": "running" if unit and unit.active else "dead",
        "UnitFileState": (unit or Unit()).enablement,
        "MainPID": "0",
        "Result": "success",
    }
    wanted = ",".join(asked.values("-p", "--property")).split(",")
    shown = {key: value for key, value in properties.items() if wanted == [""] or key in wanted}
    only = asked.has("--value")
    return [value if only else f"{key}={value}" for key, value in shown.items()], 0


def _cat(asked: Words, full: str, scene: Scene) -> Said:
    if scene.inventory.unit(full) is None:
        return [f"No files found for {full}."], 1
    name_of = full.removesuffix(".service")
    return [
        f"# {file(full)}",
        *("[Unit]", f"Description={description(full)}", "", "[Service]"),
        *(f"ExecStart=/usr/sbin/{name_of}", "", "[Install]", "WantedBy=multi-user.target"),
    ], 0


def _all_units(scene: Scene) -> list[tuple[str, Unit]]:
    units = scene.inventory.all_units().items()
    return [(full_name(key), unit) for key, unit in units if not key.endswith("@")]


def _unless_quiet(asked: Words, line: str) -> list[str]:
    return [] if asked.has("-q", "--quiet") else [line]


ACTS: dict[str, Callable[[Words, str, Scene], Said]] = {
    **dict.fromkeys(STARTS, _start),
    **dict.fromkeys(RESTARTS, _start_again),
    **{"stop": _stop, "kill": _kill},
    **dict.fromkeys(("enable", "reenable", "preset"), _enable),
    "reload": _reload,
    "disable": _disable,
    "mask": _mask,
    "unmask": _unmask,
    "status": _status,
    "is-active": _is_active,
    "is-failed": _is_failed,
    "is-enabled": _is_enabled,
    "show": _show,
    "cat": _cat,
}
