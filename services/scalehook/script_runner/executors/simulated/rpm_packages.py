"""rpm, as the stand-in of the guest does it."""

from scalehook.script_runner.executors.simulated.packages import is_missing, package_of
from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.words import Said, name


def rpm(words: list[str], scene: Scene) -> Said:
    """It reads and writes what yum notes."""
    options = [word for word in words if word.startswith("-")]
    first = options[0] if options else ""
    lines = sorted(scene.inventory.packages) if first.startswith("-q") and "a" in first else []
    code = 0
    for word in words:
        if word.startswith("-"):
            continue
        said, failed = _one(first, word, scene)
        lines, code = [*lines, *said], failed or code
    return lines, code


def _one(option: str, word: str, scene: Scene) -> Said:
    packages = scene.inventory.packages
    if option.startswith("-q"):
        known = name(word) in packages
        return [f"{word}-1.0-1.x86_64" if known else f"package {word} is not installed"], int(not known)
    if option.startswith("-e"):
        if name(word) not in packages:
            return [f"error: package {word} is not installed"], 1
        scene.inventory.remove(word)
        return [], 0
    if option.startswith(("-i", "-U", "-F")):
        if is_missing(word):
            return [f"error: open of {word} failed: No such file or directory"], 1
        package = name(package_of(word))
        if package in packages:
            return [f"\tpackage {package} is already installed"], 0
        scene.inventory.add(package)
    return [], 0
