"""What asks systemctl in other words, and what an instance says of itself."""

from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.units import systemctl
from scalehook.script_runner.executors.simulated.words import Said, Words, name

SERVICE = "100.100.100.200"


def service(words: list[str], scene: Scene) -> Said:
    """It asks systemctl."""
    if len(words) < 2:
        return ["Usage: service NAME start|stop|restart|status"], 1
    return systemctl([words[1], words[0]], scene)


def chkconfig(words: list[str], scene: Scene) -> Said:
    """It asks systemctl."""
    words = words[2:] if words[:1] in (["--level"], ["--levels"]) else words
    if not words or words[0] == "--list":
        return systemctl(["list-unit-files"], scene)
    if words[0].startswith("--"):
        return [], 0
    verb = {"on": "enable", "off": "disable"}.get("".join(words[1:2]), "")
    if verb:
        return systemctl([verb, words[0]], scene)
    if len(words) > 1:
        return ["Usage: chkconfig NAME on|off"], 1
    return systemctl(["-q", "is-enabled", words[0]], scene)


def hostname(words: list[str], scene: Scene) -> Said:
    """It says what the instance is called, or its address."""
    if not words:
        return [scene.inventory.hostname], 0
    if words[0] in ("-I", "-i"):
        return [scene.metadata.get("latest/meta-data/private-ipv4", "127.0.0.1")], 0
    if words[0].startswith("-"):
        return [scene.inventory.hostname], 0
    scene.inventory.hostname = name(words[0])
    return [], 0


def hostnamectl(words: list[str], scene: Scene) -> Said:
    """It sets what the instance is called."""
    asked = Words.of(words)
    if asked.verb == "set-hostname":
        return hostname(asked.rest, scene) if asked.rest else (["Too few arguments."], 1)
    return [], 0


def getenforce(words: list[str], scene: Scene) -> Said:
    """SELinux is off."""
    return ["Disabled"], 0


def curl(words: list[str], scene: Scene) -> Said:
    """The metadata service answers; nothing else is called."""
    options = [word for word in words if word.startswith("-")]
    for word in words:
        path = word.removeprefix("http://")
        if path.startswith(f"{SERVICE}/"):
            found = _looked_up(path.removeprefix(f"{SERVICE}/").rstrip("/"), scene.metadata)
            fails = (
                any(option[1:2] != "-" and "f" in option for option in options) or "--fail" in options
            )
            if not found and fails:
                return ["curl: (22) The requested URL returned error: 404"], 22
            return found or ["404 - Not Found"], 0
    return [], 0


def _looked_up(key: str, known: dict[str, str]) -> list[str]:
    """The lines of a key, or the keys that there are below."""
    if key in known:
        return known[key].splitlines()
    below = (name.removeprefix(f"{key}/").partition("/") for name in known if name.startswith(f"{key}/"))
    return sorted({name + slash for name, slash, _ in below})
