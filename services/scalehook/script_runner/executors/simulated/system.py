"""What asks systemctl in other words, and what an instance says of itself."""

import re

from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.units import systemctl
from scalehook.script_runner.executors.simulated.words import Said, Words, name

DATED = re.compile(r"^[12][0-9]{3}-[01][0-9]-[0-3][0-9]/")  # versions of the service
SERVICE = "100.100.100.200"


def service(words: list[str], scene: Scene) -> Said:
    """It asks systemctl."""
    if len(words) < 2:
        return ["Usage: service NAME start|stop|restart|status"], 1
    if words[0] in ("iptables", "ip6tables") and words[1] == "save":
        return [f"{words[0]}: Saving firewall rules to /etc/sysconfig/{words[0]}: [  OK  ]"], 0
    return systemctl([words[1], words[0]], scene)


def chkconfig(words: list[str], scene: Scene) -> Said:
    """It asks systemctl."""
    words = words[2:] if words[:1] in (["--level"], ["--levels"]) else words
    if words in ([], ["--list"]):
        return systemctl(["list-unit-files"], scene)
    if words[0] == "--list":
        return _levels(words[1], scene)
    if words[0].startswith("--"):
        return [], 0
    verb = {"on": "enable", "off": "disable"}.get("".join(words[1:2]), "")
    if verb:
        return systemctl([verb, words[0]], scene)
    if len(words) > 1:
        return ["Usage: chkconfig NAME on|off"], 1
    return systemctl(["-q", "is-enabled", words[0]], scene)


def _levels(word: str, scene: Scene) -> Said:
    unit = scene.inventory.unit(scene.inventory.called(f"{name(word)}.service"))
    if unit is None:
        return [f"error reading information on service {word}: No such file or directory"], 1
    switch = "on" if unit.enablement == "enabled" else "off"
    levels = " ".join(f"{level}:{switch}" for level in range(2, 6))
    return [f"{word} 0:off 1:off {levels} 6:off"], 0


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
    addresses = [word.removeprefix("http://") for word in words]
    keys = [one.removeprefix(f"{SERVICE}/") for one in addresses if one.startswith(f"{SERVICE}/")]
    lines = list[str]()
    for key in keys:
        found = _looked_up(DATED.sub("latest/", key.rstrip("/")), scene.metadata)
        if not found and _has(words, "f", "--fail"):
            return [*lines, "curl: (22) The requested URL returned error: 404"], 22
        body = found or ["404 - Not Found"]
        head = [f"HTTP/1.1 {200 if found else 404}", f"Content-Length: {len(chr(10).join(body))}", ""]
        if _has(words, "I", "--head"):
            lines += head
        else:
            lines += [*head, *body] if _has(words, "i", "--include") else body
    return lines, 0


def _has(words: list[str], letter: str, option: str) -> bool:
    short = (word[1:] for word in words if word.startswith("-") and not word.startswith("--"))
    return option in words or any(letter in letters for letters in short)


def _looked_up(key: str, known: dict[str, str]) -> list[str]:
    """The lines of a key, or the keys that there are below."""
    if key in known:
        return known[key].splitlines()
    below = (name.removeprefix(f"{key}/").partition("/") for name in known if name.startswith(f"{key}/"))
    return sorted({name + slash for name, slash, _ in below})
