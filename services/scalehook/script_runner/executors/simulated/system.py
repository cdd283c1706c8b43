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
    for word in words:
        path = word.removeprefix("http://")
        if path.startswith(f"{SERVICE}/"):
            key = path.removeprefix(f"{SERVICE}/").rstrip("/")
            return scene.metadata.get(key, "404 - Not Found").splitlines(), 0
    return [], 0
