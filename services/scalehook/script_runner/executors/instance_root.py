"""The file system of an instance: made once, kept as long as the instance."""

import contextlib
import os
import shutil
import stat
import tempfile
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scalehook.script_runner import guest
from scalehook.script_runner.executors.families import Family

LINKS = {
    "etc/localtime": "../usr/share/zoneinfo/Asia/Shanghai",
    "etc/mtab": "/proc/self/mounts",
    "etc/rc.local": "rc.d/rc.local",
    "etc/sysconfig/selinux": "../selinux/config",
    "var/lock": "../run/lock",
    "var/run": "../run",
}


def prepare(
    root: Path, hostname: str, family: Family, plant: Callable[[Path], None] = lambda folder: None
) -> None:
    """Make it, once: it is filled in a folder that no script has seen, and then given its name."""
    if root.is_dir():
        return
    with _draft(root.parent) as draft:
        _fill(draft, hostname, family)
        plant(draft)
        with contextlib.suppress(OSError):  # another script of the instance was faster
            draft.rename(root)


def mend(root: Path, folders: Iterable[str], links: Mapping[str, str]) -> None:
    """See that these entries of the root are there, and what they should be, whatever scripts have
    made of them; what is in the way is moved aside. No link is followed.
    """
    root.chmod(stat.S_IMODE(root.stat().st_mode) | 0o700)
    with opened(root) as folder:
        for name in folders:
            if not _is_folder(name, folder):
                _move_aside(name, folder)
                with contextlib.suppress(FileExistsError):
                    os.mkdir(name, dir_fd=folder)
        for name, target in links.items():
            if not _is_link(name, target, folder):
                _move_aside(name, folder)
                with contextlib.suppress(FileExistsError):
                    os.symlink(target, name, dir_fd=folder)


def renew(root: Path, name: str, plant: Callable[[Path], None]) -> None:
    """Put a new folder in the place of an entry of the root, which is moved aside."""
    with _draft(root.parent) as draft, opened(root) as folder:
        plant(draft)
        _move_aside(name, folder)
        with contextlib.suppress(OSError):  # another script of the instance was faster
            os.rename(draft / name, name, dst_dir_fd=folder)


@contextmanager
def opened(root: Path) -> Iterator[int]:
    """The root as a file descriptor, from which paths are followed step by step."""
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield folder
    finally:
        os.close(folder)


def give(root: Path, user: int) -> None:
    """Make all of it this user's; the root itself last, so that half of it is done again."""
    if root.stat().st_uid == user:
        return
    for _, folders, files, within in os.fwalk(root):
        for name in (*folders, *files):
            os.chown(name, user, user, dir_fd=within, follow_symlinks=False)
    os.chown(root, user, user)


def _fill(folder: Path, hostname: str, family: Family) -> None:
    for name in guest.words("folders"):
        os.makedirs(f"{folder}/{name}", exist_ok=True)  # noqa: PTH103  (quicker, and there are many)
    for name in ("tmp", "var/tmp"):
        (folder / name).chmod(0o1777)
    hosts = f"127.0.0.1 localhost\n::1 localhost\n127.0.1.1 {hostname}\n"
    for path, text in {
        **guest.skeleton(),
        **family.release,
        "etc/hostname": f"{hostname}\n",
        "etc/hosts": hosts,
    }.items():
        with open(f"{folder}/{path}", "w") as file:  # noqa: PTH123  (the same)
            file.write(text)
    for path, target in LINKS.items():
        (folder / path).symlink_to(target)


@contextmanager
def _draft(beside: Path) -> Iterator[Path]:
    draft = Path(tempfile.mkdtemp(prefix="draft-", dir=beside))
    draft.chmod(0o755)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_folder(name: str, within: int) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=within, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def _is_link(name: str, target: str, within: int) -> bool:
    try:
        return os.readlink(name, dir_fd=within) == target
    except OSError:  # missing, or something else
        return False


def _move_aside(name: str, within: int) -> None:
    with contextlib.suppress(FileNotFoundError):
        os.rename(name, f"{name}.{uuid.uuid4().hex[:8]}", src_dir_fd=within, dst_dir_fd=within)
