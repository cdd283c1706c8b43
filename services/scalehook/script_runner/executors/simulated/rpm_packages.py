"""rpm, as the stand-in of the guest does it."""

from fnmatch import fnmatchcase

from scalehook.script_runner.executors.simulated.packages import is_missing, package_of
from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.words import Said, Words, name

FORMAT = ("--qf", "--queryformat")
VALUED = (*FORMAT, "--root", "--dbpath", "--prefix", "--define", "-D", "--relocate", "--rcfile")
FIELDS = {"name": "", "version": "1.0", "release": "1", "arch": "x86_64"}


def rpm(words: list[str], scene: Scene) -> Said:
    """It reads and writes what yum notes."""
    asked = Words.of(words, VALUED, verb="rpm")
    first = next((one for one in asked.options if one.partition("=")[0] not in VALUED), "")
    if first.startswith("-q") and "a" in first:
        return _all(asked, scene), 0
    lines: list[str] = []
    code = 0
    for word in asked.rest:
        said, failed = _one(first, word, asked, scene)
        lines, code = [*lines, *said], failed or code
    return lines, code


def _all(asked: Words, scene: Scene) -> list[str]:
    """What is installed: of all, or by names and patterns."""
    packages = [] if asked.has("--quiet") else sorted(scene.inventory.packages)
    wanted = asked.rest or ["*"]
    return [_told(each, asked) for each in packages if any(fnmatchcase(each, one) for one in wanted)]


def _one(option: str, word: str, asked: Words, scene: Scene) -> Said:
    packages = scene.inventory.packages
    if option.startswith("-q"):
        known = package_of(name(word)) in packages
        said = _told(package_of(word), asked) if known else f"package {word} is not installed"
        return ([] if asked.has("--quiet") else [said]), int(not known)
    if option.startswith("-e"):
        if package_of(name(word)) not in packages:
            return [f"error: package {word} is not installed"], 1
        scene.inventory.remove(package_of(word))
        return [], 0
    if option.startswith(("-i", "-U", "-F")):
        if is_missing(word):
            return [f"error: open of {word} failed: No such file or directory"], 1
        package = name(package_of(word))
        if package in packages:
            return [f"\tpackage {package} is already installed"], 0
        scene.inventory.add(package)
    return [], 0


def _told(package: str, asked: Words) -> str:
    """As the query's format says."""
    text = next(iter(asked.values(*FORMAT)), "")
    if not text:
        return f"{package}-1.0-1.x86_64"
    for field, value in FIELDS.items():
        for spelled in (field, field.upper()):
            text = text.replace(f"%{{{spelled}}}", value or package)
    return text.removesuffix("\\n")
