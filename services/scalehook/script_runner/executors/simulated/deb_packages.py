"""apt-get, apt and dpkg, as the stand-ins of the guest do it."""

import re

from scalehook.script_runner import guest
from scalehook.script_runner.executors.simulated.packages import HINT, is_missing, package_of
from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.words import Said, Words, name

APT_IDLE = (
    *("update", "upgrade", "full-upgrade", "dist-upgrade", "dselect-upgrade", "autoremove"),
    *("autopurge", "clean", "autoclean", "check", "build-dep", "download", "source", "search"),
    *("changelog", "edit-sources", "satisfy"),
)
ONLY_ASKS = (
    *("-s", "--simulate", "--just-print", "--dry-run", "--recon", "--no-act"),
    *("-d", "--download-only"),
)
OF_A_RELEASE = re.compile(r"^([a-z0-9][^/]*)/[a-z][a-z-]*$")


def apt_get(words: list[str], scene: Scene) -> Said:
    """As `apt-get`, and `apt`."""
    asked = Words.of(words, guest.words("apt-valued"))
    if asked.has("--version"):
        return ["apt 2.4.11 (amd64)"], 0
    for word in asked.rest:
        if is_missing(word):
            return [f"E: Unsupported file {word} given on commandline"], 100
    names = [] if asked.verb in ("search", "source") else [name(_wanted(word)) for word in asked.rest]
    lines = ["Reading package lists... Done"]
    match asked.verb:
        case "install" | "reinstall":
            unknown = [one for one in names if one in guest.words("no-packages")]
            if unknown:
                return [*lines, f"E: Unable to locate package {unknown[0]}", HINT], 100
            if asked.has(*ONLY_ASKS):
                return [*lines, *(f"Inst {one}" for one in names)], 0
            lines += [_install(one, scene) for one in names]
        case "remove" | "purge":
            lines += [] if asked.has(*ONLY_ASKS) else [_remove(one, scene) for one in names]
        case "list":
            installed = sorted(scene.inventory.packages)
            shown = [one for one in installed if not names or one in names]
            lines += [f"{one}/now 1.0 amd64 [installed,local]" for one in shown]
        case "show":
            lines += [line for one in names for line in (f"Package: {one}", "Version: 1.0")]
        case verb if verb not in APT_IDLE:
            return [*lines, f"E: Invalid operation {verb}"], 100
    return lines, 0


def dpkg(words: list[str], scene: Scene) -> Said:
    """Only what asks, and what removes: a simulated instance has no files to install."""
    if not words or words[0] not in ("-s", "--status", "-r", "--remove", "-P", "--purge"):
        return [], 0
    lines, code = list[str](), 0
    for word in words[1:]:
        package = name(package_of(word))
        if words[0] not in ("-s", "--status"):
            scene.inventory.remove(package)
        elif package in scene.inventory.packages:
            lines += [f"Package: {package}", "Status: install ok installed", "Version: 1.0"]
        else:
            text = f"dpkg-query: package '{package}' is not installed and no information is available"
            lines, code = [*lines, text], 1
    return lines, code


def _wanted(word: str) -> str:
    """The package, without the release that is named behind it."""
    return OF_A_RELEASE.sub(r"\1", package_of(word))


def _install(one: str, scene: Scene) -> str:
    if one in scene.inventory.packages:
        return f"{one} is already the newest version."
    scene.inventory.add(one)
    return f"Setting up {one} ..."


def _remove(one: str, scene: Scene) -> str:
    if one not in scene.inventory.packages:
        return f"Package '{one}' is not installed, so not removed"
    scene.inventory.remove(one)
    return f"Removing {one} ..."
