"""The command line that puts bubblewrap around an instance's root.

Scripts own all that is in their root, and bubblewrap would follow a link that they left where it
mounts something. So it mounts on entries of the root itself only: they cannot be renamed or removed
where something is mounted on them, and that is so in every sandbox that the root was ever in. What
has its place deeper inside lies below `/.scalehook`, and the root has links to it.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.settings import Settings

OURS = "/.scalehook"
GUEST = f"{OURS}/guest"
SCRIPT = f"{OURS}/script"
PATH = f"{GUEST}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
ENVIRONMENT = {"PATH": PATH, "HOME": "/root", "USER": "root", "LANG": "C.UTF-8", "SHELL": "/bin/sh"}

HOST_FILES = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl", "/etc/localtime")
HOST_LINKS = {path[1:]: OURS + path for path in HOST_FILES}
_TOP = [name for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32") if Path("/", name).is_dir()]
LINKS = {name: f"usr/{name}" for name in _TOP if Path("/", name).is_symlink()}
OF_HOST = ("usr", *(name for name in _TOP if name not in LINKS))
MOUNT_POINTS = (*OF_HOST, "proc", "dev", OURS[1:])

SHARED_MEMORY = 64 * 2**20  # the size of /dev/shm
STRICT = ("--disable-userns",)
SMALL_DEV = ("--remount-ro", "/dev", "--size", str(SHARED_MEMORY), "--tmpfs", "/dev/shm")  # noqa: S108  # inside
EXTRAS = ((*STRICT, *SMALL_DEV), SMALL_DEV, ())  # what not every bubblewrap or machine can do


@dataclass(frozen=True)
class Sources:
    """Where bubblewrap finds what is to be seen inside."""

    root: Path
    script: Path
    guest: Path = guest.FOLDER


def walls(sources: Sources, hostname: str, working_dir: str) -> list[str]:
    """The sandbox around an instance's root."""
    return [
        *("bwrap", "--unshare-all", "--unshare-user", "--die-with-parent", "--new-session"),
        *("--uid", "0", "--gid", "0", "--cap-drop", "ALL", "--hostname", hostname),
        *("--bind", str(sources.root), "/"),
        *_of_host(),
        *("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"),
        *_ours(sources),
        *_stand_ins(sources),
        *("--chdir", working_dir),
    ]


def limits(settings: Settings) -> list[str]:
    """The prefix that sets resource limits."""
    if shutil.which("prlimit") is None:
        return []
    return [
        "prlimit",
        f"--as={settings.memory_bytes}",
        f"--fsize={settings.file_bytes}",
        f"--nproc={settings.processes}",
        "--core=0",
        "--",
    ]


def _of_host() -> list[str]:
    return [word for name in OF_HOST for word in ("--ro-bind", f"/{name}", f"/{name}")]


def _ours(sources: Sources) -> list[str]:
    """A small file system of our own, which is fresh for every script."""
    return [
        *("--tmpfs", OURS),
        *(word for path in HOST_FILES for word in ("--ro-bind-try", path, OURS + path)),
        *("--ro-bind", str(sources.guest), GUEST),
        *("--ro-bind", str(sources.script), SCRIPT),
        *("--remount-ro", OURS),
    ]


def _stand_ins(sources: Sources) -> list[str]:
    """Scripts that name a program with its path get the stand-in too."""
    return [
        word
        for name in guest.NAMES
        for folder in ("/usr/bin", "/usr/sbin")
        if Path(folder, name).exists()
        for word in ("--ro-bind", str(sources.guest / "bin" / name), f"{folder}/{name}")
    ]
