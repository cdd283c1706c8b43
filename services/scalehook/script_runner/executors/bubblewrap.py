"""The command line that puts bubblewrap around an instance's root.

Scripts own all that is in their root, and bubblewrap would follow a link that they left where it
mounts something. So it mounts on entries of the root itself only: they cannot be renamed or removed
where something is mounted on them, and that is so in every sandbox that the root was ever in. What
has its place deeper inside lies below `/.scalehook`, and the root has links to it.
"""

import resource
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors.farm import HOST, OURS
from scalehook.script_runner.executors.namespaces import CAPABILITIES
from scalehook.script_runner.settings import Settings

GUEST = f"{OURS}/guest"
METADATA = f"{OURS}/metadata"
PATH = (
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/root/bin"
    f":{GUEST}/bin:{HOST}/usr/sbin:{HOST}/usr/bin"
)
OPEN_FILES = 65535  # what instances of the cloud allow
ULIMIT = """() {
    case ${1-}${2:+set} in
    -*nset) builtin ulimit "$@" 2>/dev/null || _open_files=$2 ;;
    -*n) printf '%s\\n' "${_open_files:-$(builtin ulimit "$1")}" ;;
    -*set) builtin ulimit "$@" 2>/dev/null || : ;;
    *) builtin ulimit "$@" ;;
    esac
}"""
ENVIRONMENT = {
    "PATH": PATH,
    "HOME": "/root",
    "USER": "root",
    "LOGNAME": "root",
    "LANG": "C.UTF-8",
    "SHELL": "/bin/bash",
}

HOST_FILES = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/ssl")
HOST_LINKS = {path[1:]: OURS + path for path in HOST_FILES}
RESOLVER = "/etc/resolv.conf"  # this machine's, where scripts have its network
_TOP = [name for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32") if Path("/", name).is_dir()]
LINKS = {name: f"usr/{name}" for name in _TOP if Path("/", name).is_symlink()}
OF_HOST = tuple(name for name in _TOP if name not in LINKS)
MOUNT_POINTS = (*OF_HOST, "proc", "dev", OURS[1:])

SHARED_MEMORY = 64 * 2**20  # the size of /dev/shm
APART = ("--unshare-ipc", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try")
STRICT = ("--disable-userns",)
SMALL_DEV = (
    *("--remount-ro", "/dev", "--perms", "1777", "--size", str(SHARED_MEMORY)),
    *("--tmpfs", "/dev/shm"),  # noqa: S108  (inside)
)


@dataclass(frozen=True)
class Sources:
    """Where bubblewrap finds what is to be seen inside; `name` is what the script is called there."""

    root: Path
    script: Path
    metadata: Path
    name: str
    guest: Path = guest.FOLDER

    @property
    def inside(self) -> str:
        """The script's path inside."""
        return f"{OURS}/{self.name}"


@dataclass(frozen=True)
class Walls:
    """The sandbox around an instance's root. A `mapped` one is in a namespace of many users already."""

    sources: Sources
    hostname: str
    working_dir: str
    network: bool
    extras: Sequence[str] = ()
    mapped: bool = False

    def command(self) -> list[str]:
        """What is put before the command that runs in it."""
        kept = [word for name in CAPABILITIES for word in ("--cap-add", name)]
        one_user = ["--unshare-user", "--uid", "0", "--gid", "0"]
        return [
            *("bwrap", *([] if self.mapped else one_user), *APART),
            *([] if self.network else ["--unshare-net"]),
            *("--die-with-parent", "--new-session", "--cap-drop", "ALL", *(kept if self.mapped else [])),
            *("--hostname", self.hostname),
            *("--bind", str(self.sources.root), "/"),
            *(word for name in OF_HOST for word in ("--ro-bind", f"/{name}", f"/{name}")),
            *("--proc", "/proc", "--remount-ro", "/proc", "--dev", "/dev"),
            *self._ours(),
            *("--chdir", self.working_dir, *_open_files()),
            *self.extras,
        ]

    def _ours(self) -> list[str]:
        """A small file system of our own, which is fresh for every script."""
        seen = self.sources
        return [
            *("--tmpfs", OURS, "--dir", HOST, "--dir", f"{OURS}/etc"),
            *("--ro-bind", "/usr", f"{HOST}/usr"),
            *(word for path in HOST_FILES for word in ("--ro-bind-try", path, OURS + path)),
            *(("--ro-bind-try", RESOLVER, OURS + RESOLVER) if self.network else ()),
            *("--ro-bind", str(seen.guest), GUEST, "--ro-bind", str(seen.metadata), METADATA),
            *("--ro-bind", str(seen.script), seen.inside),
            *("--remount-ro", OURS),
        ]


def _open_files() -> list[str]:
    """Where the limit cannot be what it is in the cloud, the shell's `ulimit -n` says that it is."""
    raised = resource.getrlimit(resource.RLIMIT_NOFILE)[1] >= OPEN_FILES
    return [] if raised else ["--setenv", "BASH_FUNC_ulimit%%", ULIMIT]


def limits(settings: Settings, *, shared: bool) -> list[str]:
    """The prefix that sets resource limits. Where memory is `shared` by an instance's processes, as a
    control group says, none of them has a limit of its own.
    """
    if shutil.which("prlimit") is None:
        return []
    return [
        "prlimit",
        *([] if shared else [f"--as={settings.memory_bytes}"]),
        f"--fsize={settings.file_bytes}",
        f"--nproc={settings.processes}",
        "--core=0",
        "--",
    ]
