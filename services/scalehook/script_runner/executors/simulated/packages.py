"""yum and apt-get, as the stand-ins of the guest do it."""

from scalehook.script_runner.executors.simulated.inventory import Inventory
from scalehook.script_runner.executors.simulated.words import Words

Said = tuple[list[str], int]  # lines, and the exit code

YUM_IDLE = ("update", "upgrade", "check-update", "makecache", "clean", "repolist", "autoremove")
APT_IDLE = ("update", "upgrade", "dist-upgrade", "autoremove", "clean", "autoclean")
APT_WITH_VALUE = ("-o", "-c", "-t")


def yum(words: list[str], inventory: Inventory) -> Said:
    """Packages are noted, nothing is downloaded."""
    asked = Words.of(words)
    match asked.verb:
        case "install":
            return _yum_install(asked.names, inventory)
        case "remove" | "erase":
            return _yum_remove(asked.names, inventory)
        case "list":
            return sorted(inventory.packages), 0
        case verb if verb in YUM_IDLE:
            return ["Nothing to do."], 0
        case "":
            return ["You need to give some command"], 1
    return [f"No such command: {asked.verb}."], 1


def _yum_install(names: list[str], inventory: Inventory) -> Said:
    if not names:
        return ["Error: Need to pass a list of pkgs to install"], 1
    lines, new = [], []
    for name in names:
        if name in inventory.packages:
            lines.append(f"Package {name} is already installed.")
        else:
            inventory.add(name)
            new.append(name)
    if not new:
        return [*lines, "Nothing to do"], 0
    lines += ["Dependencies resolved.", "Running transaction", *(f"  Installing : {n}" for n in new)]
    return [*lines, "Installed:", *(f"  {n}" for n in new), "", "Complete!"], 0


def _yum_remove(names: list[str], inventory: Inventory) -> Said:
    lines = []
    for name in names:
        there = name in inventory.packages
        inventory.remove(name) if there else None
        lines.append(f"Removed: {name}" if there else f"No match for argument: {name}")
    return [*lines, "Complete!"], 0


def apt_get(words: list[str], inventory: Inventory) -> Said:
    """Packages are noted, nothing is downloaded."""
    values = {at + 1 for at, word in enumerate(words) if word in APT_WITH_VALUE}
    asked = Words.of(word for at, word in enumerate(words) if at not in values)
    lines = ["Reading package lists... Done"]
    match asked.verb:
        case "install":
            lines += [_apt_install(name, inventory) for name in asked.names]
        case "remove" | "purge":
            lines += [_apt_remove(name, inventory) for name in asked.names]
        case verb if verb not in APT_IDLE:
            return [*lines, f"E: Invalid operation {verb}"], 100
    return lines, 0


def _apt_install(name: str, inventory: Inventory) -> str:
    if name in inventory.packages:
        return f"{name} is already the newest version."
    inventory.add(name)
    return f"Setting up {name} ..."


def _apt_remove(name: str, inventory: Inventory) -> str:
    if name not in inventory.packages:
        return f"Package '{name}' is not installed, so not removed"
    inventory.remove(name)
    return f"Removing {name} ..."
