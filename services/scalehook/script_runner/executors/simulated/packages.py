"""yum and apt-get, as the stand-ins of the guest do it: packages are noted, nothing is downloaded."""

import re

from scalehook.script_runner import guest
from scalehook.script_runner.executors.simulated.scene import Scene
from scalehook.script_runner.executors.simulated.words import Said, Words, name

HINT = "scalehook: these words look like several commands on one line; write each on a line of its own"
OF_FILES = re.compile(r"(?:.*/)?(?P<name>.+?)(?:-[0-9][^-]*)?(?:-[0-9][^-]*)?\.[^.]+\.rpm")
MACHINE = re.compile(r"\.(?:x86_64|noarch|aarch64|i[3-6]86)$|:(?:amd64|arm64|i386|all)$")
VERSION = re.compile(r"(?:-[0-9][^-]*)?-[0-9][^-]*\.[^-]*$")  # a number without a dot is of the name
ADDRESS = re.compile(r"(?:https?|ftp)://")
YUM_IDLE = (
    *("update", "upgrade", "check-update", "makecache", "clean", "autoremove", "distro-sync"),
    *("update-minimal", "check", "shell", "swap", "localupdate", "upgrade-minimal"),
)
YUM_TELLS = (
    *("grouplist", "repolist", "history", "search", "provides", "whatprovides", "deplist"),
    *("repoquery", "module", "repoinfo"),
)
YUM_QUIET = ("config-manager", "versionlock", "builddep", "copr", "download")
OF_GROUPS = (
    *("groupremove", "group-remove", "groupupdate", "groupinfo", "groups", "group", "groupsinfo"),
)
UNNAMED = ("config-manager", "module", "history", "provides", "whatprovides", "search")
LISTS = ("installed", "available", "all", "updates", "extras")


def package_of(word: str) -> str:
    """The package that a file or an address of one holds, or the name before a version."""
    if word.endswith(".rpm") and (found := OF_FILES.fullmatch(word)):
        return found["name"]
    if word.endswith(".deb"):
        return word.rpartition("/")[2].removesuffix(".deb").partition("_")[0]
    return VERSION.sub("", MACHINE.sub("", word.partition("=")[0]))


def is_missing(word: str) -> bool:
    """Whether it is a file: a simulated instance has none. Addresses count as reached."""
    return word.endswith((".rpm", ".deb")) and not ADDRESS.match(word)


def yum(words: list[str], scene: Scene) -> Said:
    """As `yum`, and `dnf`."""
    asked = Words.of(words, guest.words("yum-valued"))
    if asked.has("--version"):
        return ["3.4.3"], 0
    if asked.has("--help", "-h") or asked.verb == "help":
        return ["Usage: yum [options] COMMAND"], 0
    names, others, absent = _yum_names(asked)
    if asked.has("--assumeno") and asked.verb in ("install", "remove", "erase"):
        return ["Exiting on user command"], 1
    match asked.verb:
        case "install" | "localinstall" | "groupinstall" | "group-install":
            if asked.has("--downloadonly"):
                return ['exiting because "Download Only" specified'], 0
            return _yum_install(names, others, absent, scene)
        case "reinstall" | "downgrade":
            return _yum_reinstall(names, scene)
        case "remove" | "erase":
            return _yum_remove(names, scene)
        case "list":
            return _yum_list([one for one in names if one not in LISTS], scene)
        case "info":
            return [line for one in names for line in _yum_info(one, scene)], 0
        case verb if verb in OF_GROUPS:
            return ["Complete!"], 0
        case verb if verb in YUM_TELLS:
            return ["Loaded plugins: fastestmirror"], 0
        case verb if verb in YUM_QUIET:
            return [], 0
        case verb if verb in YUM_IDLE:
            return ["Nothing to do."], 0
        case "":
            return ["You need to give some command"], 1
    return [f"No such command: {asked.verb}."], 1


def _yum_names(asked: Words) -> tuple[list[str], list[str], list[str]]:
    """Names, groups, and files that are not there."""
    if asked.verb.startswith("group") or asked.verb in UNNAMED:
        return [], " ".join(asked.rest).split(), []
    names, others, absent = list[str](), list[str](), list[str]()
    for word in asked.rest:
        if is_missing(word):
            absent.append(word)
        elif word.startswith("@"):
            others.append(word)
        else:
            names.append(name(package_of(word)))
    return names, others, absent


def _yum_install(names: list[str], others: list[str], absent: list[str], scene: Scene) -> Said:
    if not (names or others or absent):
        return ["Error: Need to pass a list of pkgs to install"], 1
    lines = [f"Could not open: {word}" for word in absent]
    new, unknown = list[str](), list[str]()
    for one in names:
        if one in guest.words("no-packages"):
            lines += [] if one in unknown else [f"No package {one} available."]
            unknown.append(one)
        elif one in scene.inventory.packages:
            lines += [] if one in new else [f"Package {one} is already installed."]
        else:
            scene.inventory.add(one)
            new.append(one)
    failed = bool(unknown or absent) and not (new or others)
    if new or others:
        lines += ["Dependencies resolved.", "Running transaction"]
        lines += [*(f"  Installing : {one}" for one in new), "Installed:"]
        lines += [*(f"  {one}" for one in (*new, *others)), "", "Complete!"]
    else:
        lines += ["Error: Nothing to do" if failed else "Nothing to do"]
    return [*lines, *([HINT] if unknown else [])], int(failed)


def _yum_reinstall(names: list[str], scene: Scene) -> Said:
    lines = list[str]()
    for one in names:
        if one not in scene.inventory.packages:
            return [*lines, f"No Match for argument: {one}"], 1
        lines.append(f"  Installing : {one}")
    return [*lines, "Complete!"], 0


def _yum_remove(names: list[str], scene: Scene) -> Said:
    if not names:
        return ["Error: Need to pass a list of pkgs to remove"], 1
    lines = list[str]()
    for one in names:
        there = one in scene.inventory.packages
        scene.inventory.remove(one) if there else None
        lines.append(f"Removed: {one}" if there else f"No match for argument: {one}")
    return [*lines, "Complete!"], 0


def _yum_list(wanted: list[str], scene: Scene) -> Said:
    found = [one for one in sorted(scene.inventory.packages) if not wanted or one in wanted]
    if wanted and not found:
        return ["Error: No matching Packages to list"], 1
    return found, 0


def _yum_info(one: str, scene: Scene) -> list[str]:
    repository = "installed" if one in scene.inventory.packages else "base"
    return [
        f"Name        : {one}",
        "Arch        : x86_64",
        "Version     : 1.0",
        "Release     : 1",
        f"Repo        : {repository}",
    ]
