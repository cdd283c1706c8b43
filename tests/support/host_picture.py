"""What a script could change of this machine, compared before and after."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
SWITCHES = ("core_pattern", "hostname", "modprobe", "perf_event_paranoid", "dmesg_restrict")
FILES = (
    *(Path("/proc/sys/kernel", name) for name in SWITCHES),
    *(Path("/proc/sys", name) for name in ("vm/swappiness", "fs/file-max")),
    Path("/sys/kernel/uevent_helper"),
    Path("/sys/kernel/mm/transparent_hugepage/enabled"),
    *sorted(Path("/sys/fs/cgroup").glob("*/release_agent")),
)
PROGRAMS = ("bwrap", "docker", "dockerd", "runc", "containerd-shim-runc-v2", "sh", "cat")
SOCKETS = (Path("/run/docker.sock"), Path("/run/containerd/containerd.sock"))
MOST_SHIFT = 300.0  # seconds by which a clock may be corrected meanwhile


@dataclass(frozen=True)
class Host:
    """A folder of this machine that everybody may read and write, a process, sockets that nobody may
    reach, and what else must not change.
    """

    folder: Path
    process: int
    sockets: tuple[socket.socket, ...]

    def picture(self) -> dict[str, object]:
        """All of it."""
        return {
            **{str(path): _picture(path) for path in sorted(self.folder.rglob("*"))},
            **{str(path): None for path in Path("/").iterdir()},
            **{device: _owner(Path("/dev", device)) for device in DEVICES},
            **{str(path): path.read_text() for path in FILES if path.exists()},
            **{str(path): _owner(path) for path in SOCKETS if path.exists()},
            **{name: _file(shutil.which(name)) for name in PROGRAMS},
            "hostname": socket.gethostname(),
            "binfmt": sorted(path.name for path in Path("/proc/sys/fs/binfmt_misc").glob("*")),
            "process": _lives(self.process),
            "calls": [_called(each) for each in self.sockets],
        }


@contextmanager
def some_of_the_host() -> Iterator[Host]:
    """A folder outside of the test's own, with files that a script would like to change."""
    shift = time.time() - time.monotonic()
    with ExitStack() as until:
        folder = Path(until.enter_context(tempfile.TemporaryDirectory(prefix="host-", dir="/tmp")))
        folder.chmod(0o777)
        (folder / "folder").mkdir()
        (folder / "folder").chmod(0o777)
        for file in ("keep.txt", "conf", "nginx", "httpd.service", "folder/keep.txt"):
            (folder / file).write_text("precious\n")
            (folder / file).chmod(0o666)
        names = f"\0{folder}", str(folder / "socket")
        sockets = tuple(until.enter_context(_listening(name)) for name in names)
        (folder / "socket").chmod(0o666)
        process = until.enter_context(subprocess.Popen(["sleep", "1000"]))
        until.callback(process.kill)
        yield Host(folder, process.pid, sockets)
    assert abs(time.time() - time.monotonic() - shift) < MOST_SHIFT


def _listening(name: str) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(name)
    listening.listen()
    listening.setblocking(False)
    return listening


def _called(listening: socket.socket) -> bool:
    with suppress(BlockingIOError):
        listening.accept()[0].close()
        return True
    return False


def _lives(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in "TZX"


def _file(path: str | None) -> object:
    """A program of this machine, by what would change with it."""
    said = Path(path).stat() if path else None
    return said and (said.st_ino, said.st_size, said.st_mtime_ns, said.st_mode)


def _picture(path: Path) -> object:
    said = path.lstat()
    return (
        said.st_mode,
        said.st_uid,
        said.st_nlink,
        said.st_mtime_ns,
        path.read_text() if path.is_file() else "",
    )


def _owner(path: Path) -> object:
    return (path.lstat().st_mode, path.lstat().st_uid)
