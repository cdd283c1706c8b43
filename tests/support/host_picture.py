"""What a script could change of this machine, compared before and after."""

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
SWITCHES = ("kernel/core_pattern", "kernel/hostname", "vm/swappiness", "fs/file-max")


@dataclass(frozen=True)
class Host:
    """A folder of this machine that everybody may read and write, and what else must not change."""

    folder: Path

    def picture(self) -> dict[str, object]:
        """All of it."""
        return {
            **{str(path): _picture(path) for path in sorted(self.folder.rglob("*"))},
            **{str(path): None for path in Path("/").iterdir()},
            **{device: _owner(Path("/dev", device)) for device in DEVICES},
            **{name: Path("/proc/sys", name).read_text() for name in SWITCHES},
            "hostname": socket.gethostname(),
        }


@contextmanager
def some_of_the_host() -> Iterator[Host]:
    """A folder outside of the test's own, with files that a script would like to change."""
    with tempfile.TemporaryDirectory(prefix="host-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o777)
        (folder / "folder").mkdir()
        (folder / "folder").chmod(0o777)
        for file in ("keep.txt", "conf", "nginx", "httpd.service", "folder/keep.txt"):
            (folder / file).write_text("precious\n")
            (folder / file).chmod(0o666)
        yield Host(folder)


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
