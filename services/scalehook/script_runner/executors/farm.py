"""The guest's `/usr`: folders of its own with links to what this machine has.

Scripts may write there, and take away what is there: it is their instance's. The programs themselves
lie below `/.scalehook`, where nothing can be written. No overlay is needed, which few kernels give to
everybody.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors.families import Family

OURS = "/.scalehook"
HOST = f"{OURS}/host"
PLACES = ("usr/bin", "usr/sbin")
LIBRARIES = tuple(f"usr/{name}" for name in ("lib", "lib32", "lib64", "libx32", "libexec"))
NEEDED = ("bash", "cat", "env", "grep", "ls", "mkdir", "rm", "sed", "sh", "tr", "yum")


@cache
def links(family: Family, *, mapped: bool) -> dict[str, str]:
    """Each entry and where it leads. `mapped` instances own more than one user: programs that change
    owners work in them as they are.
    """
    found = {**dict(_programs()), **dict(_libraries()), **dict(_shared())}
    found["usr/bin/sh"] = f"{HOST}/usr/bin/{_shell(family)}"
    for name in guest.words("noted"):
        found |= dict.fromkeys((f"usr/bin/{name}", f"usr/sbin/{name}"), f"{OURS}/guest/lib/program")
    for name in guest.NAMES:
        if not mapped or name not in guest.words("apart"):
            found[f"usr/bin/{name}"] = f"{OURS}/guest/bin/{name}"
        if name in guest.words("administration"):
            found[f"usr/sbin/{name}"] = f"{OURS}/guest/bin/{name}"
    return found


def plant(folder: Path, family: Family, *, mapped: bool) -> None:
    """Make it in a folder that no script has seen."""
    wanted = links(family, mapped=mapped)
    places = {path.rpartition("/")[0] for path in wanted}
    for name in (*sorted(places), *guest.words("usr-folders")):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for path, target in wanted.items():
        os.symlink(target, f"{folder}/{path}")  # noqa: PTH211  (hundreds: paths as objects take thrice as long)


def is_whole(root: int, family: Family, *, mapped: bool) -> bool:
    """Whether what any script needs is still there; no link is followed to find out."""
    wanted = links(family, mapped=mapped)
    places = dict.fromkeys(("usr/bin", *LIBRARIES), wanted)
    return all(_has(root, place, dict(_in(place, wanted))) for place in places)


def _in(place: str, wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    for path, target in wanted.items():
        folder, _, name = path.rpartition("/")
        if folder == place and (place != "usr/bin" or name in NEEDED):
            yield name, target


def _has(root: int, place: str, wanted: dict[str, str]) -> bool:
    if not wanted:
        return True
    opened = [root]
    try:
        for name in place.split("/"):
            flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
            opened.append(os.open(name, flags, dir_fd=opened[-1]))
        return all(os.readlink(name, dir_fd=opened[-1]) == to for name, to in wanted.items())
    except OSError:  # missing, or something else
        return False
    finally:
        for handle in opened[1:]:
            os.close(handle)


def _shell(family: Family) -> str:
    has = [name for name in (family.shell, "bash", "dash") if Path("/usr/bin", name).exists()]
    return has[0] if has else "sh"


def _programs() -> Iterator[tuple[str, str]]:
    known = set(guest.words("programs"))
    for place in PLACES:
        for name in sorted(_names(Path("/", place)) & known):
            yield f"{place}/{name}", HOST + _chosen(Path("/", place, name))


def _chosen(program: Path) -> str:
    """Where an alternative leads: what it leads through is not inside."""
    through = program.is_symlink() and str(program.readlink()).startswith("/etc/")
    return str(program.resolve() if through else program)


def _libraries() -> Iterator[tuple[str, str]]:
    for place in LIBRARIES:
        for name in sorted(_names(Path("/", place)) - {"systemd"}):
            yield f"{place}/{name}", f"{HOST}/{place}/{name}"


def _shared() -> Iterator[tuple[str, str]]:
    for name in guest.words("shared"):
        if Path("/usr/share", name).exists():
            yield f"usr/share/{name}", f"{HOST}/usr/share/{name}"


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
